"""The programme's figures for everybody to keep: rows, and a dictionary that says what each of their columns means.

Names of columns are never renamed; new ones are added at the end.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import override

from genba.curriculum import LANGUAGES
from genba.impact.indicators import Definition, definitions
from genba.kit.sheets import csv_of
from genba.reports import sdmx_words
from genba.reports.agenda import module_of_kpi
from genba.reports.indicator_rows import row_of
from genba.reports.published import published

LICENCE: Final = "CC-BY-4.0"
LICENCE_ADDRESS: Final = "https://creativecommons.org/licenses/by/4.0/"
# A column and what it holds. `by` and `part` say of whom a row is.
COLUMNS: Final[dict[str, str]] = {
    "indicator": N_("Code of the indicator; its definition stands in the dictionary and on the page about the method"),
    "label": N_("Its name in English"),
    "defined_in": N_("The module that defines it; empty for the programme's own"),
    "measure": N_("What “value” is: count, share, share-improved, mean or median"),
    "unit": N_("Unit of “value”; 1 for a fraction, 0.39 and not 39"),
    "by": N_(
        "The dimension of the row: whole, country, module, size, sector, owned (by women or not), sex, role or currency"
    ),
    "part": N_(
        "Which part of that dimension: a country by ISO 3166 (ZZ: not stated), a sector by its letter in ISIC; empty for the whole"
    ),
    "value": N_("The figure; empty where it is withheld"),
    "low": N_("Lower end of the interval that holds the true “value” 19 times out of 20, where there is one"),
    "high": N_("Upper end of the same interval"),
    "n": N_("How many enterprises, people or answers “value” rests on"),
    "n_trained": N_("Of a KPI: how many enterprises were trained in its module"),
    "n_reporting": N_("Of a KPI: how many of these report it before and after"),
    "n_improved": N_("Of a KPI: how many of those that report are better now"),
    "median": N_("Of a KPI: the change in the middle, a fraction of the value before"),
    "median_low": N_("Lower end of the interval that holds the true “median” 19 times out of 20; from six enterprises on"),
    "median_high": N_("Upper end of the same interval of “median”"),
    "q1": N_("A quarter of the enterprises changed by less than this; only where twice the threshold report"),
    "q3": N_("A quarter of the enterprises changed by more than this; only where twice the threshold report"),
    "distribution": N_("Of answers: how many gave 1, 2, 3, 4 and 5"),
    "currency": N_("Of money: its currency by ISO 4217"),
    "withheld": N_("Why there is no value; empty where there is one"),
    "worked_out_at": N_("When the figure was worked out"),
}
REASONS: Final[dict[str, str]] = {
    "small-group": N_("Fewer than the threshold stand behind it, or it would reveal such a group"),
    "too-few": N_("Fewer than the threshold report it"),
    "no-direction": N_("Neither more nor less is better, so nobody improved; “median” holds the change"),
    "no-rate": N_("No exchange rate was entered for the days on which it was stated"),
    "no-data": N_("Nothing was recorded yet"),
    "no-later-value": N_("Nothing is counted or known since the class yet"),
    "mixed-currencies": N_("Amounts in different currencies are never added; see the rows by currency"),
}
MEANS: Final = {"practices-adopted": "mean"}


def figures() -> list[dict[str, Any]]:
    """Every figure that everybody may see, in the order of dimensions and definitions; see COLUMNS. Words are English."""
    with override("en"):
        return [_row(line, by) for by, lines in published().items() for line in lines]


def _row(line: Any, by: str) -> dict[str, Any]:
    told = line.definition
    row = row_of(line, by)
    if (row["n"] or 0) < 2 * settings.SMALL_GROUP:  # of five, each quartile is what one enterprise did
        row |= {"q1": None, "q3": None}
    row |= {
        "by": by or "whole", "part": line.part, "defined_in": module_of_kpi(told.code), "measure": measure_of(told),
        "unit": unit_of(told), "currency": line.detail.get("currency"),
    }  # fmt: skip
    return {name: row[name] for name in COLUMNS}


def measure_of(told: Definition) -> str:
    """What the value of an indicator is."""
    if told.kpi:
        return "share-improved"
    if told.is_amount:
        return "median"
    return MEANS.get(told.code) or ("share" if not told.unit else "count")


def unit_of(told: Definition) -> str:
    return str(told.unit) or "1"


def figures_csv() -> bytes:
    return csv_of(figures(), tuple(COLUMNS))


def figures_json(worked_out_at: datetime | None) -> bytes:
    """The same rows, with licence, date and threshold before them."""
    told = {
        "licence": LICENCE, "licence_address": LICENCE_ADDRESS, "small_group": settings.SMALL_GROUP,
        "is_demonstration": settings.DEMO, "worked_out_at": worked_out_at.isoformat() if worked_out_at else None,
        "columns": list(COLUMNS), "figures": figures(),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, allow_nan=False).encode()


def dictionary() -> list[dict[str, Any]]:
    """What stands in the files: columns, reasons and indicators, one row each, in every language of the programme."""
    return [*_explained("column", COLUMNS), *_explained("reason", REASONS), *_explained("sdmx-column", sdmx_words.COLUMNS),
            *_explained("sdmx-code", sdmx_words.CODES), *_defined()]  # fmt: skip


def _explained(kind: str, sentences: dict[str, str]) -> Iterator[dict[str, Any]]:
    for name, sentence in sentences.items():
        yield _entry(kind, name, labels=dict.fromkeys(LANGUAGES, name), meanings=in_languages(sentence))


def _defined() -> Iterator[dict[str, Any]]:
    for told in definitions().values():
        labels, meanings = {}, {}
        for language in LANGUAGES:
            with override(language):
                labels[language], meanings[language] = told.label_in(language), told.definition_in(language)
        with override("en"):
            yield _entry("indicator", told.code, labels=labels, meanings=meanings) | facts_of(told)


def facts_of(told: Definition) -> dict[str, Any]:
    """How an indicator is measured in an enterprise, in English; of the programme's own only what it is split by."""
    facts: dict[str, Any] = {"measure": measure_of(told), "unit": unit_of(told), "split_by": " ".join(told.by)}
    if told.kpi:
        kpi = told.kpi
        facts |= {
            "defined_in": module_of_kpi(told.code), "enterprise_unit": kpi.unit, "better": kpi.direction,
            "numerator": kpi.numerator.labels.in_("en"), "numerator_unit": kpi.numerator.unit,
            "denominator": kpi.denominator.labels.in_("en"), "denominator_unit": kpi.denominator.unit, "scale": kpi.scale,
            "needs_months": kpi.sufficiency.months, "needs_denominator": kpi.sufficiency.denominator, "source": kpi.source,
        }  # fmt: skip
    return facts


FACTS: Final = ("kind", "name", "measure", "unit", "split_by", "defined_in", "enterprise_unit", "better", "numerator",
                "numerator_unit", "denominator", "denominator_unit", "scale", "needs_months", "needs_denominator", "source")  # fmt: skip
ENTRY: Final = (*FACTS, *(f"label_{x}" for x in LANGUAGES), *(f"meaning_{x}" for x in LANGUAGES))


def _entry(kind: str, name: str, *, labels: dict[str, str], meanings: dict[str, str]) -> dict[str, Any]:
    said = {f"label_{x}": labels[x] for x in LANGUAGES} | {f"meaning_{x}": meanings[x] for x in LANGUAGES}
    return dict.fromkeys(ENTRY) | {"kind": kind, "name": name} | said


def in_languages(sentence: str) -> dict[str, str]:
    """A sentence of ours in every language of the programme."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = _(sentence)
    return found


def dictionary_csv() -> bytes:
    return csv_of(dictionary(), ENTRY)
