"""Why a figure is not there, in sentences of the language that is active."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from genba.filing.parts import Figure
from genba.kit import numbers
from genba.reports.open_data import REASONS as PUBLISHED
from genba.reports.sheet.words import REASONS as OF_A_SHEET

WAITS, NOT_SHARED = "waits", "not-shared"
REASONS: Final[dict[str, str]] = {
    **OF_A_SHEET,
    **PUBLISHED,
    "not-kept": N_("Its period is over, and how many stood behind it then was not kept"),
    "several-programmes": N_("There are several programmes here, and this is worked out for all of them together"),
    "no-training": N_("No class yet, so there is nothing to compare"),
    WAITS: N_("Nobody entered what was reached"),
    NOT_SHARED: N_("The enterprise does not share it"),
}


def withheld(figures: Iterable[Figure]) -> Counter[str]:
    """How many of these figures are withheld, by reason."""
    return Counter(f.withheld for f in figures if f.withheld)


def in_words(codes: Iterable[str]) -> dict[str, str]:
    """Each of these reasons as a sentence."""
    return {code: _(REASONS[code]) for code in sorted(codes)}


def left_out(many: Mapping[str, int], reasons: Mapping[str, str], language: str) -> tuple[str, ...]:
    """How many figures are withheld for each reason, in sentences."""
    return tuple(
        ngettext("One figure: %(why)s.", "%(n)s figures: %(why)s.", n)
        % {"n": numbers.number(n, language=language), "why": reasons[code]}
        for code, n in sorted(many.items())
    )
