"""What a class needs on paper: the sheet to sign, the certificates of those who were there."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from genba.delivery.models import Guest, ParticipationCertificate, Session, Workshop
from genba.delivery.register import Register, Seat
from genba.directory.models import Sex, WorkRole
from genba.kit import numbers, pdf
from genba.programmes.curricula import module_of
from genba.web.print.paper import head

HERE = Path(__file__).parent


def sign_in_sheet(workshop: Workshop, register: Register, *, guests: Sequence[Guest] = (), language: str) -> bytes:
    """A4 with a line for each person, by enterprise, a column to sign for each session, and lines for walk-ins."""
    with translation.override(language):
        sexes, roles = dict(Sex.choices), dict(WorkRole.choices)
        title = f"{module_of(workshop.module).titles.in_(language)}: {_('sheet to sign')}"
        return pdf.render(HERE / "signin.typ", {
            "meta": _meta(workshop, title, language),
            "about": " · ".join((workshop.place, workshop.trainer.name, workshop.provider.name)),
            "number": _("No."), "name": _("Name"), "enterprise": _("Enterprise"), "sex": _("Sex"), "role": _("Role"),
            "sessions": [_session(s, language) for s in register.sessions],
            "groups": [{"name": sender.name, "seats": [_seat(seat, sexes, roles, language) for seat in sorted(sender.seats, key=lambda s: s.number)]}
                       for sender in register.senders],
            "guests": _("Also in the room, not counted"), "there_as": _("There as"), "organisation": _("Organisation"),
            "signature": _("Signature"),
            "present": [[g.name, str(g.get_kind_display()), g.organisation] for g in guests],
            "walkins": _("Who came without being on the list"),
            "walkins_how": _("Write the full name, the enterprise, woman or man, manager or worker, and sign."),
        })  # fmt: skip


def certificates(workshop: Workshop, rows: list[ParticipationCertificate], *, address: str, language: str) -> bytes:
    """One A4 page across for each certificate, in one file. `address`: where a code is looked up, ending in "/"."""
    with translation.override(language):
        module = module_of(workshop.module).titles.in_(language)
        return pdf.render(HERE / "participation.typ", {
            "meta": _meta(workshop, _("Certificates of participation"), language),
            "headline": _("Certificate of participation"), "took_part": _("took part in the training"), "module": module,
            "days": _days(workshop, language), "place": workshop.place,
            "signs": [[workshop.trainer.name, _("Trainer")], [workshop.provider.name, _("Provider")]],
            "check": _("Look this certificate up at"),
            "people": [{"name": row.participant.person.name, "enterprise": row.participant.engagement.enterprise.name,
                        "hours": _hours(row, language), "code": row.code, "address": f"{address}{row.code}/"}
                       for row in rows],
        })  # fmt: skip


def _meta(workshop: Workshop, title: str, language: str) -> dict[str, Any]:
    today = numbers.date(timezone.localdate(), language=language)
    return head(title, programme=workshop.programme.name, day=today, language=language)


def _session(session: Session, language: str) -> str:
    return f"{numbers.date(session.held_on, 'short', language=language)} {session.get_part_display()}"


def _seat(seat: Seat, sexes: dict[str, Any], roles: dict[str, Any], language: str) -> dict[str, str]:
    about = ", ".join((str(sexes[seat.sex]), seat.job or str(roles[seat.role])))
    return {"number": numbers.number(seat.number, language=language), "name": seat.name, "about": about}


def _days(workshop: Workshop, language: str) -> str:
    first, last = (numbers.date(day, language=language) for day in (workshop.starts_on, workshop.ends_on))
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def _hours(row: ParticipationCertificate, language: str) -> str:
    attended, given = (numbers.number(m / 60, 0 if m % 60 == 0 else 1, language=language) for m in (row.minutes, row.given))
    return _("%(attended)s of %(given)s hours") % {"attended": attended, "given": given}
