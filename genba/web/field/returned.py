"""What was returned to a trainer, on the page of the day: what to put right, and the two ways to do it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.curriculum import UnknownIndicator
from genba.kit.days import in_words
from genba.programmes.curricula import curriculum
from genba.review.models import Review
from genba.review.subjects import subject_of
from genba.review.waiting import returned_to

PLAIN = {"advice": lambda: _("Advice"), "next_steps": lambda: _("What comes next"), "met": lambda: _("Who you spoke with"),
         "note": lambda: _("Note"), "practice": lambda: _("Good practices"), "action": lambda: _("The plan")}  # fmt: skip


@dataclass(frozen=True)
class Returned:
    review: Review
    name: str
    about: str
    remarks: list[tuple[str, str]]  # the item in words, the remark
    put_right: str  # an address; "" where only words can answer
    answer: str


def returned_cards(user: Any) -> list[Returned]:
    """A card for each thing that waits for the trainer, the oldest first."""
    return [_card(review) for review in returned_to(user)]


def _card(review: Review) -> Returned:
    row: Any = review.visit or review.baseline or review.observation
    subject = subject_of(row)
    day = {"visit": "visited_on", "baseline": "taken_on", "value": "ends_on"}[subject.noun]
    about = {"visit": _("Visit of %(day)s"), "baseline": _("Baseline of %(day)s"), "value": _("Value up to %(day)s")}
    remarks = [(_label(remark.item), remark.text) for remark in review.remarks.all()]
    where = {"noun": subject.noun, "key": subject.key}
    visit = row if subject.noun == "visit" else None
    return Returned(
        review, subject.enterprise.name, about[subject.noun] % {"day": in_words(getattr(row, day))}, remarks,
        reverse("field:visit-edit", args=[visit.code]) if visit else "", reverse("field:review-answer", kwargs=where),
    )  # fmt: skip


def _label(item: str) -> str:
    kind, _colon, code = item.partition(":")
    if kind == "kpi":
        try:
            return str(curriculum().indicator(code).labels.in_(get_language() or "en"))
        except UnknownIndicator:
            return code
    return PLAIN[kind]() if kind in PLAIN else item
