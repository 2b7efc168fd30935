"""Approve, return with what to put right, answer, read as a sample: one by one, or many reports at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.audit.actions import record, record_many
from genba.delivery.models import Visit
from genba.impact.tasks import ask
from genba.kit.outbox import later
from genba.kit.refused import Refused, Stale
from genba.observations.models import Observation
from genba.review.models import Remark, Review
from genba.review.subjects import Subject
from genba.review.waiting import visits_of

Kind = Review.Kind
APPROVE = "review.approve"
AT_ONCE = 50  # reports approved while the reader waits; more go into the outbox
CHUNK = 200
MOST = 5_000


@transaction.atomic
def approve(*, by: User, subject: Subject, version: int) -> Review:
    """It is right as it was read at `version`. Refused for one's own and a second time; Stale when it was changed."""
    _not_ones_own(by, subject)
    _same_version(subject, version)
    last = _last(subject)
    if last and last.kind == Kind.APPROVED and last.version >= version:
        raise Refused(_("%(name)s has approved this already.") % {"name": last.reviewed_by.name})
    if subject.noun == "value":  # from now on it counts in the figures of the programme
        Observation.objects.filter(pk=subject.row.pk).update(approved_version=version)
        ask([subject.enterprise.pk])
    return _say(by, subject, Kind.APPROVED, "approve")


@transaction.atomic
def return_for_more(
    *, by: User, subject: Subject, version: int, reason: str, remarks: Mapping[str, str] | None = None
) -> Review:
    """Send it back with what to put right, on the whole and item by item ("advice", "kpi:absenteeism": sentence).

    Refused without a reason, for one's own, and while it is still with the trainer; Stale when it was changed.
    """
    _not_ones_own(by, subject)
    _same_version(subject, version)
    if not reason.strip():
        raise Refused(_("Say what is to be put right. Without that nobody can."), field="reason")
    last = _last(subject)
    if last and last.kind == Kind.RETURNED and last.version >= version:
        raise Refused(_("%(name)s has returned this already.") % {"name": last.reviewed_by.name})
    made = _say(by, subject, Kind.RETURNED, "return", reason.strip())
    Remark.objects.bulk_create(
        Remark(review=made, item=item, text=text.strip()) for item, text in (remarks or {}).items() if text.strip()
    )
    return made


@transaction.atomic
def answer(*, by: User, subject: Subject, words: str) -> Review:
    """The trainer says why it is right as it is, or what was done about it; then it waits to be read again.

    Refused without words, and for what nobody returned.
    """
    _same_version(subject, subject.version)
    if not words.strip():
        raise Refused(_("Say what you did, or why it is right as it is."), field="words")
    last = _last(subject)
    if last is None or last.kind != Kind.RETURNED:
        raise Refused(_("Nobody has returned this, so there is nothing to answer."), field="words")
    return _say(by, subject, Kind.ANSWERED, "answer", words.strip())


@transaction.atomic
def read_sample(*, by: User, visit: Visit, note: str = "") -> Review:
    """An expert trainer has read a report that is in the sample, with a note if they like. Refused for one's own."""
    subject = Subject("visit", visit)
    _not_ones_own(by, subject)
    if Review.objects.filter(visit=visit, kind=Kind.READ, reviewed_by=by, version=visit.version).exists():
        raise Refused(_("You have noted this report as read already."))
    return _say(by, subject, Kind.READ, "read", note.strip())


@dataclass
class Bulk:
    """What came of approving many: how many are approved, and which stay, each with the sentence that says why."""

    approved: int = 0
    stay: list[tuple[str, str]] = field(default_factory=list)  # code of the visit, why


def approve_many(
    *, by: User, reports: Sequence[tuple[str, int]], progress: Callable[[int, int], None] = lambda done, total: None
) -> Bulk:
    """Approve reports by code and the version that was read. What cannot be approved stays, with the reason; the rest
    goes on. One event of the trail for each. Safe to run twice: what is approved already counts as done."""
    bulk = Bulk()
    for start in range(0, len(reports), CHUNK):
        _approve_some(by, dict(reports[start : start + CHUNK]), bulk)
        progress(min(start + CHUNK, len(reports)), len(reports))
    return bulk


def approve_later(*, by: User, reports: Sequence[tuple[str, int]], language: str) -> Any:
    """The same in the outbox, for more than a reader waits for. Refused above 5,000 at once."""
    if len(reports) > MOST:
        raise Refused(_("Approve at most %(most)s at once. Choose one trainer first.") % {"most": MOST})
    return later(APPROVE, by_id=by.pk, reports=[list(pair) for pair in reports], language=language)


@transaction.atomic
def _approve_some(by: User, wanted: Mapping[str, int], bulk: Bulk) -> None:
    rows = visits_of(by, Permission.REVIEW_DECIDE).filter(code__in=list(wanted)).order_by("pk")
    found = {visit.code: visit for visit in rows.select_for_update(of=("self",))}
    reviews = []
    for code, version in wanted.items():
        visit = found.get(code)
        why = _why_not(by, visit, version)
        if why:
            bulk.stay.append((code, why))
        elif visit is not None:
            bulk.approved += 1
            if not (visit.last_kind == Kind.APPROVED and visit.last_version >= visit.version):
                reviews.append(Review(enterprise_id=visit.engagement.enterprise_id, visit=visit, kind=Kind.APPROVED,
                                      version=visit.version, reviewed_by=by))  # fmt: skip
    Review.objects.bulk_create(reviews)
    record_many("approve", Visit, by=by, things=[(r.visit.code, {"version": r.version}) for r in reviews if r.visit])


def _why_not(by: User, visit: Any, version: int) -> str:
    if visit is None:
        return _("It is not within your reach any more.")
    if visit.trainer_id == by.pk:
        return _own()
    if visit.version != version:
        return _("It was changed after you opened it.")
    if visit.last_kind == Kind.RETURNED and visit.last_version >= visit.version:
        return _("It was returned and is with the trainer.")
    return ""


def _own() -> str:
    return _("You wrote this yourself. Somebody else approves it.")


def _not_ones_own(by: User, subject: Subject) -> None:
    if subject.author is not None and subject.author.pk == by.pk:
        raise Refused(_own())


def _same_version(subject: Subject, version: int) -> None:
    """Holds the row until the transaction ends; Stale when it is not the version that was read."""
    now = type(subject.row).objects.select_for_update().get(pk=subject.row.pk)
    at = int(getattr(now, "version", 1))
    if at != version:
        raise Stale(_("This was changed after you opened it. Read it again, then decide."), version=at, now={})


def _last(subject: Subject) -> Review | None:
    rows = Review.objects.filter(**{subject.field: subject.row}).exclude(kind=Kind.READ).select_related("reviewed_by")
    last: Review | None = rows.order_by("-pk").first()
    return last


def _say(by: User, subject: Subject, kind: str, verb: str, reason: str = "") -> Review:
    made: Review = Review.objects.create(
        **{subject.field: subject.row}, enterprise=subject.enterprise, kind=kind, version=subject.version, reason=reason,
        reviewed_by=by,
    )  # fmt: skip
    record(verb, subject.row, by=by, changes={"version": subject.version}, reason=reason)
    return made
