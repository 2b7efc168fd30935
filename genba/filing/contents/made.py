"""Put a report together: its sections, then what stands around them."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.filing.contents import periodic, sheets
from genba.filing.contents.pieces import Pieces
from genba.filing.models import Kind
from genba.filing.parts import Contents
from genba.filing.question import Question
from genba.filing.reasons import in_words, left_out, withheld
from genba.kit import numbers
from genba.reports.in_period import threshold

Build = Callable[[Question, Pieces], tuple[str, ...]]  # gives back in sentences what it leaves out
BUILDS: Final[dict[str, Build]] = {
    Kind.DONOR: periodic.donor, Kind.COUNTRY: periodic.country, Kind.ANNUAL: periodic.annual,
    Kind.COHORT: sheets.cohort, Kind.ENTERPRISE: sheets.enterprise, Kind.BRAND: sheets.brand,
}  # fmt: skip


def contents_of(question: Question) -> Contents:
    """Everything that the report would say now, in its language. Refused where the question is none."""
    question.check()
    with override(question.language):
        pieces = Pieces(question.language, question.programme.code)
        sentences = BUILDS[question.kind](question, pieces)
        figures = [f for section in pieces.sections for f in section.figures]
        missing = withheld(figures) + pieces.unsaid
        reasons = in_words(missing)
        days = [day.isoformat() for day in question.days] if question.is_periodic else ["", ""]
        return Contents(
            title=str(Kind(question.kind).label), language=question.language, programme=question.programme.name,
            subject=periodic.subject_of(question) if question.is_periodic else sheets.subject_of(question),
            made_on=timezone.localdate().isoformat(), starts_on=days[0], ends_on=days[1],
            data_at=min((f.data_at for f in figures if f.data_at), default=""),
            said=_said(question), sections=tuple(pieces.sections), definitions=tuple(pieces.definitions.values()),
            reasons=reasons, left_out=(*left_out(missing, reasons, question.language), *sentences),
            is_inside=question.kind in (Kind.COHORT, Kind.ENTERPRISE), is_invented=settings.DEMO,
            rests_on=tuple(c.code for c in sheets.consents_of(question)),
        )  # fmt: skip


def _said(question: Question) -> tuple[str, ...]:
    if question.kind == Kind.COHORT:
        return (_("For the office and the provider only: small groups are not hidden here."),)
    if question.kind == Kind.ENTERPRISE:
        return (_("For the enterprise, its provider and the office. Names of people are not in it."),)
    if question.kind == Kind.BRAND:
        return (_("Only what each enterprise agreed to share, as it stood on the day this was made."),)
    return (
        _("Groups of fewer than %(n)s are hidden, with what would reveal them.")
        % {"n": numbers.number(threshold(), language=question.language)},
    )
