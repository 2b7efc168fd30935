"""What a programme says of itself where it reports to IATI."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.curriculum import LANGUAGES
from genba.directory.places import country_code
from genba.kit.mails import check_email
from genba.kit.names import tidy_name
from genba.kit.refused import Refused, Stale
from genba.programmes.models import Programme
from genba.publishing import iati_codes as codes
from genba.publishing.models import IatiReporting

LONGEST_DESCRIPTION = 2000


@transaction.atomic
def set_reporting(
    *, by: User | System, programme: Programme, organisation: str, name: str, kind: str, role: str, email: str, activity: str,
    status: str, sector: str, language: str, descriptions: Mapping[str, str], countries: Mapping[str, Decimal],
    planned_start_on: date | None = None, planned_end_on: date | None = None, ended_on: date | None = None,
    version: int | None = None,
) -> IatiReporting:  # fmt: skip
    """Who reports, under which identifiers, since when and where, with the share of the money of each country in percent.

    Refused, with the field, for an identifier that none could be, a code that is not on its list, days out of order, no
    description in the programme's language, or shares that are not 100 together. Stale for an older version.
    """
    now = IatiReporting.objects.select_for_update().filter(programme=programme).first()
    held = now or IatiReporting(programme=programme, version=0)
    if version is not None and version != held.version:
        raise Stale(_("Somebody else changed this while you were typing."), version=held.version, now={"name": held.name})
    held.organisation, held.activity = _identifiers(organisation, activity)
    held.name, held.email = tidy_name(name)[:150], email.strip()
    check_email(held.email)
    held.kind = _listed(kind, codes.ORGANISATION_TYPES, "kind")
    held.role = _listed(role, codes.ROLES, "role")
    held.status = _listed(status, codes.ACTIVITY_STATUSES, "status")
    held.language = _listed(language, [(code, code) for code in LANGUAGES], "language")
    held.sector = _sector(sector)
    held.planned_start_on, held.planned_end_on, held.ended_on = planned_start_on, planned_end_on, ended_on
    _check_days(held)
    held.descriptions = _descriptions(descriptions, held.language)
    held.countries = _shares(countries)
    held.set_by = by if isinstance(by, User) else None
    held.version += 1
    held.save()
    record(
        "set",
        held,
        by=by,
        changes={"programme": programme.code, "organisation": held.organisation, "activity": held.activity},
    )
    return held


def _identifiers(organisation: str, activity: str) -> tuple[str, str]:
    who, what = organisation.strip(), activity.strip()
    if len(who) > 60 or not codes.ORGANISATION.fullmatch(who):
        raise Refused(_("“%(text)s” is no identifier of an organisation. It is the agency that registered it and the number "
                        "it gave, such as XM-DAC-41302 or GB-CHC-202918.") % {"text": who[:60]}, field="organisation")  # fmt: skip
    own = what.removeprefix(f"{who}-")
    if own == what or len(what) > 120 or not codes.ACTIVITY_END.fullmatch(own):
        raise Refused(_("The identifier of the activity begins with that of the organisation and a hyphen: %(who)s-… After "
                        "it come letters, figures and . _ - only.") % {"who": who}, field="activity")  # fmt: skip
    return who, what


def _listed(code: str, known: Sequence[tuple[str, Any]], field: str) -> str:
    if code not in [one for one, _label in known]:
        raise Refused(_("Choose one of the list."), field=field)
    return code


def _sector(text: str) -> str:
    if not codes.SECTOR.fullmatch(text.strip()):
        raise Refused(_("A sector is one of the five-figure purpose codes of the OECD DAC, such as 32130."), field="sector")
    return text.strip()


def _check_days(held: IatiReporting) -> None:
    began_on, today = held.programme.began_on, timezone.localdate()
    if held.planned_start_on and held.planned_end_on and held.planned_end_on < held.planned_start_on:
        raise Refused(_("It cannot be planned to end before it begins."), field="planned_end_on")
    if held.ended_on and held.ended_on > today:
        raise Refused(_("This day has not come yet. Write it as the planned end."), field="ended_on")
    if held.ended_on and held.ended_on < began_on:
        raise Refused(
            _("The programme began on %(day)s and cannot have ended before.") % {"day": began_on}, field="ended_on"
        )
    if held.ended_on and held.status in (codes.PIPELINE, codes.IMPLEMENTATION):
        raise Refused(_("What has ended is neither being prepared nor running. Choose another state."), field="status")
    if held.status == codes.CLOSED and not held.ended_on:
        raise Refused(_("Write the day on which it ended."), field="ended_on")


def _descriptions(given: Mapping[str, str], language: str) -> dict[str, str]:
    said = {code: text for code in LANGUAGES if (text := " ".join(given.get(code, "").split())[:LONGEST_DESCRIPTION])}
    if language not in said:
        raise Refused(_("Say what the programme does, at least in the language it is described in."),
                      field=f"description_{language}")  # fmt: skip
    return said


def _shares(given: Mapping[str, Decimal]) -> dict[str, str]:
    shares = {country_code(country): share for country, share in given.items()}
    if not shares:
        raise Refused(_("Name at least one country."), field="countries")
    total = sum(shares.values(), Decimal(0))
    if len(shares) < len(given) or any(share <= 0 for share in shares.values()) or total != 100:
        raise Refused(_("The shares of the countries are more than nought each and 100 percent together; now they are "
                        "%(total)s.") % {"total": f"{total:f}"}, field="countries")  # fmt: skip
    return {country: f"{share.normalize():f}" for country, share in shares.items()}
