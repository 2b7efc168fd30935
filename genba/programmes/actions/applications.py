"""An enterprise applies; the programme takes it on, or not, and says why. And who may come: the rule of a country."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.actions import enterprises
from genba.directory.models import Enterprise, Provider
from genba.directory.places import SECTIONS
from genba.kit.mails import check_email
from genba.kit.names import tidy_name
from genba.kit.refused import Refused
from genba.programmes import eligibility
from genba.programmes.actions.applying import checked_answers
from genba.programmes.actions.on_the_way import check_waiting, tell_soon
from genba.programmes.models import Application, ApplicationAnswer, EligibilityRule, Programme

PHONE = re.compile(r"^\+?[\d\s().\-/]{6,30}$")
MOST_PEOPLE = 100_000


class Asked(TypedDict):
    """What an application says. `country` is an ISO code; counts are None where nobody said."""

    programme: Programme
    name: str
    country: str
    contact: str
    source: str
    region: NotRequired[str]
    city: NotRequired[str]
    isic: NotRequired[str]
    women: NotRequired[int | None]
    men: NotRequired[int | None]
    owned: NotRequired[str]
    phone: NotRequired[str]
    email: NotRequired[str]
    heard: NotRequired[str]
    kind: NotRequired[str]
    answers: NotRequired[dict[str, Any]]
    language: NotRequired[str]
    message: NotRequired[str]


@transaction.atomic
def apply(*, by: User | System, provider: Provider | None = None, applied_on: date | None = None,
          **asked: Unpack[Asked]) -> Application:  # fmt: skip
    """Keep an application. By SYSTEM: the open form, where nobody is signed in.

    Refused without a name or a way to be reached, for a telephone number or an address that cannot be one, and when one
    of this kind and name in this country already waits for an answer; of a trainer, with the same telephone or address too.
    """
    on = applied_on or timezone.localdate()
    if on > timezone.localdate():
        raise Refused(_("Nobody can apply on a day that has not come yet."), field="applied_on")
    name = tidy_name(asked["name"])
    key = enterprises.folded(name)
    phone, email = (asked.get("phone") or "").strip(), (asked.get("email") or "").strip()
    _check_reach(phone, email)
    for field in ("women", "men"):
        if not 0 <= (asked.get(field) or 0) <= MOST_PEOPLE:  # type: ignore[operator]
            raise Refused(_("Write a number of people from 0 to %(most)s.") % {"most": MOST_PEOPLE}, field=field)
    country = enterprises.country_row(asked["country"])
    kind = asked.get("kind") or Application.Kind.ENTERPRISE
    answers = checked_answers(kind, asked.get("answers") or {})
    same = Application.objects.filter(programme=asked["programme"], country=country, name_key=key, kind=kind)
    if kind == Application.Kind.TRAINER:  # two people may bear one name
        same = same.filter(Q(email__iexact=email, email__gt="") | Q(phone=phone, phone__gt=""))
    if first := same.waiting().first():
        raise Refused(_("We already have an application of this name, of %(day)s. You need not send it again; we will call you.")
                      % {"day": first.applied_on}, field="name")  # fmt: skip
    kept: Application = Application.objects.create(
        programme=asked["programme"], provider=provider, country=country, name=name, name_key=key, kind=kind, answers=answers,
        language=asked.get("language") or "en",
        region=" ".join((asked.get("region") or "").split()), city=(asked.get("city") or "").strip(),
        isic=enterprises.checked_isic(asked.get("isic") or ""), women=asked.get("women"), men=asked.get("men"),
        owned=enterprises.checked_owned(asked.get("owned") or ""),
        contact=tidy_name(asked["contact"]), phone=phone, email=email, source=asked["source"],
        heard=(asked.get("heard") or "").strip(), message=(asked.get("message") or "").strip(), applied_on=on,
        written_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    record("apply", kept, by=by, changes={"name": name, "source": kept.source, "kind": kind})
    if not isinstance(by, User):
        tell_soon(kept, "arrived")
    return kept


def _check_reach(phone: str, email: str) -> None:
    if not phone and not email:
        raise Refused(_("Write a telephone number or an e-mail address, so that we can answer."), field="phone")
    if phone and (not PHONE.match(phone) or not 6 <= sum(c.isdigit() for c in phone) <= 15):
        raise Refused(_("“%(phone)s” is no telephone number. Write it with figures, such as +254 700 123 456.")
                      % {"phone": phone[:40]}, field="phone")  # fmt: skip
    if email:
        check_email(email)


@transaction.atomic
def take_on(
    *, by: User, application: Application, enterprise: Enterprise | None = None, provider: Provider | None = None,
    isic: str = "", in_spite: str = "",
) -> Enterprise:  # fmt: skip
    """The application becomes an enterprise: the one given, or a new one with what the application says.

    An application may say its kind of business by section only; `isic` then says it in figures.

    Refused when it is answered already, and when it does not fit the rule and `in_spite` does not say why all the same.
    """
    check_waiting(application)
    if application.kind != Application.Kind.ENTERPRISE:
        raise Refused(_("This is no application of an enterprise."))
    provider = provider or application.provider
    seen = eligibility.of_application(application)
    seen.check(in_spite)
    if enterprise is not None and enterprise.country_id != application.country_id:
        raise Refused(_("That enterprise is in another country."), field="enterprise")
    made = enterprise or enterprises.register(
        by=by, name=application.name, country=application.country_id, region=application.region, city=application.city,
        phone=application.phone, isic=isic or (application.isic if application.isic.isdigit() else ""), provider=provider, counted_on=application.applied_on,
        workforce=_workforce(application), owned=application.owned,
    )  # fmt: skip
    if provider and application.provider_id is None:
        application.provider = provider
        application.save(update_fields=["provider"])
    ApplicationAnswer.objects.create(
        application=application, enterprise=made, answered_on=timezone.localdate(), answered_by=by,
        reason=in_spite.strip() if seen.misfits else "", misfits=seen.misfits,
    )  # fmt: skip
    record("take-on", application, by=by, changes={"enterprise": made.code}, reason=in_spite.strip())
    tell_soon(application, "taken-on")
    return made


def _workforce(application: Application) -> dict[tuple[str, str], int] | None:
    """An application counts women and men without their roles: kept as workers until somebody counts by role."""
    counted = {("worker", "female"): application.women, ("worker", "male"): application.men}
    known = {key: n for key, n in counted.items() if n is not None}
    return known if len(known) == 2 else None


@transaction.atomic
def decline(*, by: User, application: Application, reason: str) -> ApplicationAnswer:
    """It is not taken on, for a reason. Refused without one, or when it is answered already."""
    check_waiting(application)
    if not reason.strip():
        raise Refused(_("Say why it is not taken on."), field="reason")
    made = ApplicationAnswer.objects.create(application=application, reason=reason.strip(), answered_by=by,
                                            answered_on=timezone.localdate())  # fmt: skip
    record("decline", application, by=by, reason=reason.strip())
    tell_soon(application, "declined")
    return made


@transaction.atomic
def set_rule(
    *, by: User, programme: Programme, country: str, since_on: date, least: int | None = None, most: int | None = None,
    sections: Sequence[str] = (), regions: Sequence[str] = (),
) -> EligibilityRule:  # fmt: skip
    """The rule of a country from a day on; the one before holds until that day. Refused for sizes out of order, a
    section that is none, and a day before the rule in force began."""
    if least is not None and most is not None and most < least:
        raise Refused(_("The most is below the least. Put one of them right."), field="most")
    if unknown := [s for s in sections if s not in SECTIONS]:
        raise Refused(_("“%(code)s” is no section of ISIC Rev. 4.") % {"code": unknown[0][:20]}, field="sections")
    land = enterprises.country_row(country)
    now = EligibilityRule.objects.select_for_update().filter(programme=programme, country=land, until_on=None).first()
    if now and since_on <= now.since_on:
        raise Refused(
            _("The rule in force began on %(day)s; a new one begins later.") % {"day": now.since_on}, field="since_on"
        )
    if since_on > timezone.localdate() + timedelta(days=366):
        raise Refused(_("A rule begins within a year from today."), field="since_on")
    if now:
        now.until_on = since_on
        now.save(update_fields=["until_on"])
    made: EligibilityRule = EligibilityRule.objects.create(
        programme=programme, country=land, least=least, most=most, sections=sorted(set(sections)),
        regions=list(dict.fromkeys(" ".join(r.split()) for r in regions if r.strip())), since_on=since_on, set_by=by,
    )  # fmt: skip
    record("set", made, by=by, changes={"country": country, "least": least, "most": most, "sections": made.sections,
                                        "regions": made.regions})  # fmt: skip
    return made
