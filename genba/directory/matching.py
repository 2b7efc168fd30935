"""Which of the registered enterprises does a row of somebody's list speak of? Candidates with a score and reasons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genba.directory.keys import enterprises_near, facility_of
from genba.directory.models import Enterprise
from genba.science.likeness import MATCH_FROM, Facility, Likeness, compared

SHOWN_FROM = 0.25
REASONS: dict[str, Promise] = {
    "same-name": _("same name"), "name-alike": _("name alike"), "same-address": _("same address"),
    "same-number": _("same number in the address"), "same-postcode": _("same postcode"), "same-unit": _("same unit"),
    "same-phone": _("same telephone"), "same-town": _("same town"), "same-country": _("same country"),
    "other-number": _("another number in the address"), "other-postcode": _("another postcode"),
    "other-unit": _("another unit"), "other-address": _("another address"), "other-country": _("another country"),
    "same-place": _("same enterprise or town"), "other-sex": _("another sex"),
}  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """An enterprise that a row may speak of: score 0 to 1, what speaks for it, what against it."""

    enterprise: Enterprise
    likeness: Likeness

    @property
    def is_match(self) -> bool:
        return self.likeness.score >= MATCH_FROM

    @property
    def reasons(self) -> list[str]:
        return in_words(self.likeness.reasons)

    @property
    def against(self) -> list[str]:
        return in_words(self.likeness.against)


def in_words(reasons: Iterable[str]) -> list[str]:
    """Reasons in the reader's language."""
    return [str(REASONS[reason]) for reason in reasons]


def candidates(
    facility: Facility, within: "QuerySet[Enterprise, Any]", *, least: float = SHOWN_FROM, most: int = 3
) -> list[Candidate]:
    """Those among `within` that the facility may be, the likeliest first. The country must be known, as ISO code."""
    keys = enterprises_near(facility)
    found = []
    for enterprise in within.filter(pk__in=keys) if keys else ():
        alike = compared(facility, facility_of(enterprise))
        if alike.score >= least:
            found.append(Candidate(enterprise, replace(alike, reasons=(*alike.reasons, "same-country"))))
    found.sort(key=lambda c: (-c.likeness.score, c.enterprise.name_key))
    return found[:most]


def matched(
    rows: Iterable[tuple[int, Facility]], within: "QuerySet[Enterprise, Any]", *, least: float = SHOWN_FROM, most: int = 3
) -> Iterator[tuple[int, Facility, list[Candidate]]]:
    """Each numbered row with its candidates."""
    for number, facility in rows:
        yield number, facility, candidates(facility, within, least=least, most=most)
