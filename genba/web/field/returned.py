"""What a trainer's reports still lack, on the page of the day: what was returned to be put right, and signatures."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.curriculum import UnknownIndicator
from genba.delivery.models import Signature, Visit
from genba.directory.models import WorkRole
from genba.kit.days import in_words
from genba.programmes.curricula import curriculum
from genba.review.models import Review
from genba.review.subjects import subject_of
from genba.review.waiting import returned_to
from genba.web.base.deeds import Deed

PLAIN = {"advice": lambda: _("Advice"), "next_steps": lambda: _("What comes next"), "met": lambda: _("Who you spoke with"),
         "note": lambda: _("Note"), "practice": lambda: _("Good practices"), "action": lambda: _("The plan")}  # fmt: skip


BACK = timedelta(days=30)  # a report that nobody signed is asked about for so long
AT_MOST = 10


def returned(user: Any) -> list[Deed]:
    """A deed for each thing that waits for the trainer, the oldest first."""
    return [_card(review) for review in returned_to(user)]


def _card(review: Review) -> Deed:
    row: Any = review.visit or review.baseline or review.observation
    subject = subject_of(row)
    day = {"visit": "visited_on", "baseline": "taken_on", "value": "ends_on"}[subject.noun]
    about = {"visit": _("Visit of %(day)s"), "baseline": _("Baseline of %(day)s"), "value": _("Value up to %(day)s")}
    answer = reverse("field:review-answer", kwargs={"noun": subject.noun, "key": subject.key})
    ways = [(_("Answer in words"), answer)]
    if subject.noun == "visit":
        ways.insert(0, (_("Put it right"), reverse("field:visit-edit", args=[row.code])))
    return Deed(
        _("Returned to you"), subject.enterprise.name, about[subject.noun] % {"day": in_words(getattr(row, day))}, *ways[0],
        note=f"{review.reviewed_by.name}: {review.reason}", also=tuple(ways[1:]),
        remarks=tuple((_label(remark.item), remark.text) for remark in review.remarks.all()),
    )  # fmt: skip


def unsigned(user: Any, today: date) -> Iterator[Deed]:
    """Own reports of the last weeks which a manager or a worker has not signed as they stand; the latest first, for they are
    still there."""

    def signed(role: str) -> Exists:
        return Exists(Signature.objects.filter(visit=OuterRef("pk"), role=role, visit_version=OuterRef("version")))

    rows = visible(user, Permission.VISIT_REPORT, Visit).filter(trainer=user, visited_on__gte=today - BACK)
    rows = rows.exclude(signed(WorkRole.MANAGER), signed(WorkRole.WORKER)).select_related("engagement__enterprise")
    for visit in rows.order_by("-visited_on", "-pk")[:AT_MOST]:
        yield Deed(_("Signature"), visit.engagement.enterprise.name, _("a manager and a worker sign the report of %(day)s") % {
            "day": in_words(visit.visited_on)}, _("Let them sign"), reverse("field:visit-sign", args=[visit.code]))  # fmt: skip


def _label(item: str) -> str:
    kind, _colon, code = item.partition(":")
    if kind == "kpi":
        try:
            return str(curriculum().indicator(code).labels.in_(get_language() or "en"))
        except UnknownIndicator:
            return code
    return PLAIN[kind]() if kind in PLAIN else item
