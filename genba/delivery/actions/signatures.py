"""Sign the report of a visit: a manager and a worker of the enterprise, on the trainer's screen."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.delivery.models import Signature, Visit
from genba.directory.models import Person, WorkRole
from genba.kit.days import in_words
from genba.kit.refused import Refused, Stale
from genba.programmes.locks import check_engagement


@transaction.atomic
def sign(
    *, by: User, visit: Visit, role: str, version: int, signed_on: date | None = None, person: Person | None = None,
    name: str = "",
) -> Signature:  # fmt: skip
    """Keep a signature of the report as it was read at `version`. A person of the enterprise, or a name that is typed.

    Refused for somebody of another enterprise or of the other role, without a name, before the visit or in the future,
    and where the role has signed this version already. Stale where the report was changed since it was read.
    """
    now = Visit.objects.select_for_update(of=("self",)).select_related("engagement__enterprise").get(pk=visit.pk)
    if now.version != version:
        raise Stale(_("The report was changed meanwhile. Read it again, then sign."), version=now.version, now={})
    on = signed_on or timezone.localdate()
    _check(now, role, on, person, name)
    check_engagement(now.engagement, [on], things=[now], field="signed_on")
    return _keep(by, now, role, version, on, person, name, ())


@transaction.atomic
def keep_signed(
    *, by: User, visit: Visit, role: str, version: int, signed_on: date, name: str, person: Person | None = None,
    drawing: Sequence[Sequence[int]] = (),
) -> Signature:  # fmt: skip
    """Keep what somebody signed on a device, before anybody here could say a word: it stands for the version that they read,
    whatever became of the report, of the person and of others who signed since. The same name again is kept once.

    drawing: strokes [x, y, x, y, …] on a field of 1000 by 400. version: 0 where the report that was signed gave way to this
    one. Refused for what cannot be whatever happened meanwhile: no name, no such role, a day before the visit or to come.
    """
    now = Visit.objects.select_for_update(of=("self",)).select_related("engagement__enterprise").get(pk=visit.pk)
    _check_said(role, signed_on, person, name)
    if version > now.version:
        raise Refused(_("This version of the report is not known here."), field="version")
    if version == now.version:
        _check_day(now, signed_on)
    check_engagement(now.engagement, [signed_on], things=[now], field="signed_on")
    same = now.signatures.filter(role=role, visit_version=version, name=person.name if person else name.strip()).first()
    return same or _keep(by, now, role, version, signed_on, person, name, drawing)


def _keep(
    by: User, visit: Visit, role: str, version: int, on: date, person: Person | None, name: str,
    drawing: Sequence[Sequence[int]],
) -> Signature:  # fmt: skip
    made: Signature = Signature.objects.create(
        visit=visit, role=role, person=person, name=person.name if person else name.strip(), signed_on=on,
        visit_version=version, taken_by=by, drawing=[list(stroke) for stroke in drawing],
    )  # fmt: skip
    record(
        "sign", visit, by=by, changes={"role": role, "signed_on": on.isoformat(), "person": person.code if person else ""}
    )
    return made


def _check(visit: Visit, role: str, on: date, person: Person | None, name: str) -> None:
    _check_said(role, on, person, name)
    if person is not None and person.enterprise_id != visit.engagement.enterprise_id:
        raise Refused(_("%(name)s does not work at %(enterprise)s, so they cannot sign for it.")
                      % {"name": person.name, "enterprise": visit.engagement.enterprise.name}, field="person")  # fmt: skip
    if person is not None and person.role != role:
        raise Refused(_("%(name)s is kept as: %(role)s. Choose somebody of the other list.")
                      % {"name": person.name, "role": person.get_role_display()}, field="person")  # fmt: skip
    _check_day(visit, on)
    if Signature.objects.filter(visit=visit, role=role, visit_version=visit.version).exists():
        raise Refused(
            _("This report is already signed by the %(role)s.") % {"role": dict(WorkRole.choices)[role]}, field="role"
        )


def _check_said(role: str, on: date, person: Person | None, name: str) -> None:
    if role not in WorkRole.values:
        raise Refused(_("A manager signs, and a worker."), field="role")
    if person is None and not name.strip():
        raise Refused(_("Choose who signs, or write the name."), field="person")
    if on > timezone.localdate():
        raise Refused(_("Nobody can sign on a day that has not come yet."), field="signed_on")


def _check_day(visit: Visit, on: date) -> None:
    if on < visit.visited_on:
        raise Refused(_("The visit was on %(day)s; nobody can have signed before it.")
                      % {"day": in_words(visit.visited_on)}, field="signed_on")  # fmt: skip
