"""An application on its way: who looks after it, what the office asks and remarks, what the applicant answers and adds."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import SYSTEM, record
from genba.directory.actions import enterprises
from genba.directory.models import Provider
from genba.kit.mails import check_email
from genba.kit.outbox import later
from genba.kit.refused import Refused
from genba.programmes.actions.applying import ASKED, checked_answers, checked_number, missing
from genba.programmes.models import Application, ApplicationAnswer, ApplicationNote

TELL = "applications.tell"
LONGEST, LONGEST_PLACE = 2000, 100
Kind = ApplicationNote.Kind


@transaction.atomic
def see(*, by: User, application: Application) -> ApplicationNote:
    """Somebody looks at it; the applicant reads that. Said once."""
    check_waiting(application)
    found = application.notes.filter(kind=Kind.SEEN).first()
    return found or _note(application, Kind.SEEN, "", by)


@transaction.atomic
def give_to(*, by: User, application: Application, provider: Provider) -> Application:
    """This provider takes care of it from now on. Refused for one of another country."""
    check_waiting(application)
    if provider.country_id != application.country_id:
        raise Refused(_("That provider works in another country."), field="provider")
    application.provider = provider
    application.save(update_fields=["provider"])
    record("give", application, by=by, changes={"provider": provider.code})
    return application


@transaction.atomic
def ask(*, by: User, application: Application, text: str) -> ApplicationNote:
    """Ask the applicant something: it stands on their page, and in a mail where they gave an address."""
    check_waiting(application)
    made = _note(application, Kind.QUESTION, _said(text), by)
    tell_soon(application, "question")
    return made


@transaction.atomic
def remark(*, by: User, application: Application, text: str) -> ApplicationNote:
    """Something for the office only."""
    return _note(application, Kind.REMARK, _said(text), by)


@transaction.atomic
def answer(*, application: Application, text: str) -> ApplicationNote:
    """The applicant answers what was asked last. Refused while nothing is asked."""
    check_waiting(application)
    last = application.notes.filter(kind__in=[Kind.QUESTION, Kind.ANSWER]).order_by("-pk").first()
    if last is None or last.kind != Kind.QUESTION:
        raise Refused(_("Nothing is asked at the moment."), field="text")
    return _note(application, Kind.ANSWER, _said(text), None)


@transaction.atomic
def complete(*, application: Application, facts: Mapping[str, Any]) -> list[str]:
    """The applicant adds what is missing, and nothing else: what is known already stays as it is. Gives back what was added."""
    check_waiting(application)
    application.refresh_from_db()  # somebody else may have added something meanwhile
    open_now = missing(application)
    given = {name: value for name, value in facts.items() if name in open_now and value not in (None, "", [])}
    answers = checked_answers(application.kind, {n: v for n, v in given.items() if n in ASKED[application.kind]})
    plain = {name: value for name, value in given.items() if name not in answers}
    for name, value in plain.items():
        setattr(application, name, _checked(name, value))
    application.answers = application.answers | answers
    application.save(update_fields=["answers", *plain])
    if given:
        record("complete", application, by=SYSTEM, changes={"fields": sorted(given)})
    return sorted(given)


def _checked(name: str, value: Any) -> Any:
    """A fact as it is kept; the same is refused as when somebody applies."""
    if name == "isic":
        return enterprises.checked_isic(value)
    if name in ("women", "men"):
        return checked_number(value, name)
    kept = " ".join(value.split())
    if name == "email":
        check_email(kept)
    elif len(kept) > LONGEST_PLACE:
        raise Refused(_("This is too long; the most is %(n)s characters.") % {"n": LONGEST_PLACE}, field=name)
    return kept


def tell_soon(application: Application, what: str) -> None:
    """A mail about what happened, where there is an address."""
    if application.email:
        later(TELL, application=application.code, what=what)


def _note(application: Application, kind: str, text: str, by: User | None) -> ApplicationNote:
    made = ApplicationNote.objects.create(application=application, kind=kind, text=text, written_by=by)
    record(kind, application, by=by or SYSTEM)
    return made


def _said(text: str) -> str:
    said = text.strip()
    if not said:
        raise Refused(_("Write something."), field="text")
    if len(said) > LONGEST:
        raise Refused(_("This is too long; the most is %(n)s characters.") % {"n": LONGEST}, field="text")
    return said


def check_waiting(application: Application) -> None:
    """Holds it until the transaction ends. Refused when it is answered already."""
    Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if done := ApplicationAnswer.objects.filter(application=application).first():
        raise Refused(_("It was already answered, on %(day)s.") % {"day": done.answered_on})
