"""An evaluation as it is read: one frozen sheet for page, command line and JSON. Numbers are in the unit of the KPI, or
fractions where only relative changes compare."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from genba.curriculum import Indicator
from genba.curriculum.tools import Level, Lines, Series
from genba.impact.evaluation import Question
from genba.impact.meanings import OPEN
from genba.impact.models import Evaluation
from genba.kit import numbers
from genba.kit.svg import Paper
from genba.kit.svg.charts import draw
from genba.reports.evaluation_matched import Alike, adds, takes_away
from genba.reports.evaluation_matched import as_row as alike_row

WAYS = ("group-time", "two-way", "first-differences")


@dataclass(frozen=True)
class Estimate:
    """A difference with its 95 % interval and the enterprises behind it; `band` holds for all of its kind at once."""

    value: float
    low: float | None
    high: float | None
    n: int
    at: int | str | None = None  # periods since the training, or the key of a cohort
    band: tuple[float, float] | None = None


@dataclass(frozen=True)
class EvaluationSheet:
    """What was asked, what was found, what may be said of it."""

    code: str
    kpi: Indicator
    module: str
    country: str
    period: str
    cluster: str
    asked_at: datetime
    worked_out_at: datetime | None
    is_relative: bool
    claim: str
    is_checked: bool
    n_values: int
    n_trained: int
    n_waiting: int
    first: str
    last: str
    plain: Estimate | None
    ways: dict[str, Estimate]
    events: tuple[Estimate, ...]
    cohorts: tuple[Estimate, ...]
    smallest: float | None
    left_out: dict[str, int]
    matched: Alike | None = None

    def amount(self, value: float, language: str) -> str:
        """A difference as it is written: with its sign, in percent or in the unit of the KPI."""
        return difference(self.kpi, self.is_relative, value, language)

    def told_in(self, language: str) -> Callable[[float], str]:
        """How an amount is written in a language."""
        return lambda value: self.amount(value, language)

    @property
    def alike(self) -> "Estimate | None":
        """The matched comparison as an estimate among the others; None where it gave none."""
        found = self.matched
        return None if found is None or found.value is None else Estimate(found.value, found.low, found.high, found.n)

    @staticmethod
    def steps(one: Estimate, language: str) -> str:
        """The steps of time since the training, with their sign."""
        return numbers.signed(one.at, language=language) if isinstance(one.at, int) and one.at else "0"

    def interval(self, one: Estimate, language: str) -> str:
        """The interval of an estimate as it is written, or nothing where there is none."""
        if one.low is None or one.high is None:
            return ""
        return _("%(low)s to %(high)s") % {"low": self.amount(one.low, language), "high": self.amount(one.high, language)}


def difference(kpi: Indicator, is_relative: bool, value: float, language: str) -> str:
    """A difference of a KPI with its sign: in percent where `value` is one of logarithms, else in the unit of the KPI."""
    if is_relative:
        return numbers.signed_percent(math.expm1(value), 1, language=language)
    unit = kpi.unit_in(language, "")
    if unit == "%":  # a share that moved: from 6 to 4 % is two points, not two percent
        unit = _("points")
    return f"{numbers.signed(value, max(1, kpi.decimals), language=language)}{numbers.NBSP}{unit}".strip()


def evaluation_sheet(row: Evaluation) -> EvaluationSheet:
    """The sheet of a stored evaluation; of one that is not worked out yet only what was asked."""
    found: Mapping[str, Any] = row.result or {}
    kpi = Question(row.indicator).kpi
    ways = {way: _estimate(found[way]) for way in WAYS if found.get(way)}
    return EvaluationSheet(
        row.code, kpi, row.module, row.country_id or "", row.period, row.cluster, row.asked_at, row.worked_out_at,
        bool(found.get("is_relative")), found.get("claim", ""), bool(found.get("is_checked")), found.get("n_values", 0),
        found.get("n_trained", 0), found.get("n_waiting", 0), found.get("first", ""), found.get("last", ""),
        _estimate(found["plain"]) if found.get("plain") else None, ways,
        tuple(_estimate(one) for one in found.get("events", ())), tuple(_estimate(one) for one in found.get("cohorts", ())),
        found.get("smallest"), dict(found.get("left_out", {})),
        Alike.of(found["matched"]) if found.get("matched") else None,
    )  # fmt: skip


def _estimate(found: Mapping[str, Any]) -> Estimate:
    band = found.get("band")
    return Estimate(found["value"], found.get("low"), found.get("high"), found.get("n", 0), found.get("at"),
                    (band[0], band[1]) if band else None)  # fmt: skip


def may_say(sheet: EvaluationSheet, language: str) -> list[str]:
    """What may be claimed, in sentences."""
    whole = sheet.ways.get("group-time")
    if sheet.claim in ("better", "worse", "differs") and whole:
        much = {"amount": sheet.amount(whole.value, language), "interval": sheet.interval(whole, language),
                "n": numbers.number(whole.n, language=language)}  # fmt: skip
        said = [_("Since the training the value of those who were trained moved by %(amount)s more than that of those who still "
                  "waited (19 times out of 20 from %(interval)s; %(n)s enterprises).") % much]  # fmt: skip
        if sheet.claim == "better":
            said.append(_("That is better than without the training."))
        elif sheet.claim == "worse":
            said.append(_("That is worse than without the training."))
        if sheet.is_checked:
            said.append(_("Before the training both groups moved alike, as far as these numbers can show."))
        return said + (adds(sheet.matched, sheet.claim, sheet.told_in(language), language) if sheet.matched else [])
    if sheet.claim == "no-difference":
        said = [_("Nothing can be told from chance: trained and waiting enterprises moved alike.")]
        if sheet.smallest is not None:
            said.append(_("A difference of %(amount)s or more would probably have been seen.")
                        % {"amount": sheet.amount(sheet.smallest, language).lstrip(numbers.MINUS + "+")})  # fmt: skip
        return said
    return [_("How many enterprises report, and what changed in them since. Not why it changed.")]


def may_not_say(sheet: EvaluationSheet, language: str) -> list[str]:
    """What must not be claimed, in sentences."""
    reasons = {
        "nobody-waits": _("That the training did it. No enterprise without it reports this number, so nobody knows what would have happened anyway."),
        "too-few": _("That the training did it. There are fewer than ten enterprises on one of the two sides."),
        "moved-apart": _("That the training did it. The two groups moved apart before it already."),
        "no-difference": _("That the training had no effect: it may have one that is smaller than these numbers can show."),
    }  # fmt: skip
    said = [reasons[sheet.claim]] if sheet.claim in reasons else []
    if sheet.left_out.get(OPEN):
        said.append(_("That all of it is a change. The definition of this number changed, and nobody has said since when, or that "
                      "only the words changed: part of it may be another way of counting."))  # fmt: skip
    if sheet.claim in ("better", "worse", "differs"):
        said.append(_("That every enterprise moves so, or that others who come later will."))
        if not sheet.is_checked:
            said.append(
                _(
                    "That the training did it beyond doubt: there are no numbers from before by which to see whether both groups moved alike."
                )
            )
        said.append(_("That nothing else came with the training: who is trained first is not drawn by lot."))
    return said + (takes_away(sheet.matched, sheet.claim, sheet.told_in(language), language) if sheet.matched else [])


def left_out(counts: Mapping[str, int], language: str) -> list[str]:
    """What the figures do not hold, counted."""
    names: dict[str, Callable[[int], str]] = {
        "not-tracked": lambda n: ngettext("One value: not tracked", "%(n)s values: not tracked", n),
        "unusual": lambda n: ngettext("One value: unusual, and not reviewed yet", "%(n)s values: unusual, and not reviewed yet", n),
        "zero-denominator": lambda n: ngettext("One value: nothing to divide by", "%(n)s values: nothing to divide by", n),
        "nought": lambda n: ngettext("One value: nought, of which nothing can be a share", "%(n)s values: nought, of which nothing can be a share", n),
        "other-definition": lambda n: ngettext("One value: counted by the definition of before", "%(n)s values: counted by the definition of before", n),
        "told-by-others": lambda n: ngettext("One value: within others of the same months", "%(n)s values: within others of the same months", n),
        "trained-in-another-module": lambda n: ngettext("One enterprise: trained in another module with this number",
                                                        "%(n)s enterprises: trained in another module with this number", n),
        "always-trained": lambda n: ngettext("One enterprise: no value from before its training", "%(n)s enterprises: no value from before their training", n),
        "one-value": lambda n: ngettext("One enterprise: a value in one period only", "%(n)s enterprises: a value in one period only", n),
    }  # fmt: skip
    counted = [(counts[key], say) for key, say in names.items() if counts.get(key)]
    return [say(n) % {"n": numbers.number(n, language=language)} for n, say in counted]


def event_plot(sheet: EvaluationSheet, language: str, *, rtl: bool = False, paper: Paper | None = None) -> Markup:
    """Differences by time since the training, with bands that hold for all of them at once."""
    if not sheet.events:
        return Markup("")
    seen = {one.at: one for one in sheet.events if isinstance(one.at, int)}
    places = range(min(seen), max(seen) + 1)
    values = [seen[at].value if at in seen else None for at in places]
    bands = [seen[at].band if at in seen else None for at in places]
    chart = Lines(
        _("Difference by time since the training"), [numbers.signed(at, language=language) if at else "0" for at in places],
        [Series(_("Difference"), values), Series(_("Band"), [b[0] if b else None for b in bands], "dashed"),
         Series("", [b[1] if b else None for b in bands], "dashed")],
        [Level("", 0.0, "center")], unit="", from_zero=True,
    )  # fmt: skip
    drawn = draw(chart, language, rtl=rtl, paper=paper)
    return drawn if drawn is not None else Markup("")


def as_row(sheet: EvaluationSheet) -> dict[str, Any]:
    """The sheet as data, the same from the command line and the page; relative changes are natural logarithms."""

    def plain(one: Estimate) -> dict[str, Any]:
        row: dict[str, Any] = {"value": one.value, "low": one.low, "high": one.high, "n": one.n}
        if one.at is not None:
            row["at"] = one.at
        return row | ({"band": list(one.band)} if one.band else {})

    return {
        "code": sheet.code, "indicator": sheet.kpi.code, "module": sheet.module, "country": sheet.country, "period": sheet.period,
        "cluster": sheet.cluster, "unit": "log" if sheet.is_relative else sheet.kpi.unit_in("en", ""), "asked_at": sheet.asked_at.isoformat(),
        "worked_out_at": sheet.worked_out_at.isoformat() if sheet.worked_out_at else None, "claim": sheet.claim,
        "is_checked": sheet.is_checked, "n_values": sheet.n_values, "n_trained": sheet.n_trained, "n_waiting": sheet.n_waiting,
        "first": sheet.first, "last": sheet.last, "plain": plain(sheet.plain) if sheet.plain else None,
        **{way: plain(sheet.ways[way]) if way in sheet.ways else None for way in WAYS},
        "events": [plain(one) for one in sheet.events], "cohorts": [plain(one) for one in sheet.cohorts],
        "smallest": sheet.smallest, "left_out": sheet.left_out, "matched": alike_row(sheet.matched) if sheet.matched else None,
    }  # fmt: skip
