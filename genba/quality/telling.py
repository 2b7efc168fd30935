"""A finding in plain sentences, in the reader's language: what is doubtful with the numbers behind it, and the ways out."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from genba.curriculum import UnknownIndicator
from genba.curriculum.indicators import Indicator
from genba.directory.places import SECTION_NAMES
from genba.kit import numbers
from genba.observations.plausibility import doubts, plain
from genba.programmes.curricula import curriculum
from genba.quality.models import Finding, Kind, Settlement
from genba.science.digits import LEAST

NAMED = 4  # months by name in a sentence; how many more is said


def kpi_of(finding: Finding) -> Indicator | None:
    """The KPI, or None where its module was taken out of modules/."""
    try:
        return curriculum().indicator(finding.indicator)
    except UnknownIndicator:
        return None


def kpi_name(finding: Finding) -> str:
    kpi = kpi_of(finding)
    return kpi.labels.in_(_language()) if kpi else finding.indicator


def days_of(finding: Finding) -> str:
    """The days of a finding: a month by its name, else from and to."""
    return _days(finding.starts_on, finding.ends_on)


def why(finding: Finding) -> str:
    """What is doubtful, with its numbers."""
    kpi = kpi_of(finding)
    return SENTENCES[Kind(finding.kind)](finding, kpi) if kpi else _("This KPI is no longer in any module.")


def owner_of(finding: Any) -> str:
    """Who must act, of a finding `with_owner()`: the trainer, else the coordinator of the provider, else the country office."""
    if finding.owner_name:
        return str(finding.owner_name)
    if finding.owner_provider:
        return _("the coordinator of %(provider)s") % {"provider": finding.owner_provider}
    return _("the country office")


def how_settled(finding: Finding) -> str:
    """How it left the queue: what stands now, or who confirmed it and why; "" while it is open."""
    if finding.is_open:
        return ""
    if finding.settlement == Settlement.CONFIRMED:
        name = finding.settled_by.name if finding.settled_by else ""
        return _("%(name)s confirmed it: %(reason)s") % {"name": name, "reason": finding.reason}
    now = finding.data_after
    if finding.settlement == Settlement.GONE:
        return _("It stands out no longer.")
    if not now:
        return _("It was put right.")
    return _("It was put right and says %(numerator)s over %(denominator)s now.") % _two(
        now["numerator"], now["denominator"]
    )


def _language() -> str:
    return get_language() or "en"


def _days(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return numbers.date(first, "month", language=_language())
    return _("%(first)s to %(last)s") % {"first": numbers.date(first, "short", language=_language()),
                                         "last": numbers.date(last, "short", language=_language())}  # fmt: skip


def _two(numerator: float, denominator: float) -> dict[str, str]:
    return {"numerator": plain(numerator), "denominator": plain(denominator)}


def _value(finding: Finding, kpi: Indicator, value: float) -> str:
    decimals = 0 if abs(value) >= 1000 else max(kpi.decimals, 1 if 0 < abs(value) < 10 else 0)
    return numbers.quantity(value, kpi.unit_in(_language(), finding.enterprise.output_unit), decimals, language=_language())


def _range(finding: Finding, kpi: Indicator) -> str:
    data = finding.data
    found = doubts(kpi, data["numerator"], data["denominator"], output_unit=finding.enterprise.output_unit)
    if found:
        return found[0].sentence
    return _("%(numerator)s over %(denominator)s was outside what is usual.") % _two(data["numerator"], data["denominator"])


def _unit(finding: Finding, kpi: Indicator) -> str:
    (one, n), (other, m) = finding.data["units"][:2]
    return _("%(n)s values are in “%(one)s” and %(m)s in “%(other)s”. They cannot stand beside each other.") % {
        "n": plain(n), "one": one, "m": plain(m), "other": other}  # fmt: skip


def _overlap(finding: Finding, kpi: Indicator) -> str:
    (first, last, top, bottom), others = finding.data["one"], finding.data["others"]
    said = {"days": _days(date.fromisoformat(first), date.fromisoformat(last)), "n": plain(others), **_two(top, bottom)}
    many = ngettext("%(numerator)s over %(denominator)s is said of %(days)s, and another value lies within these days: it counts twice.",
                    "%(numerator)s over %(denominator)s is said of %(days)s, and %(n)s other values lie within these days: they count twice.",
                    others)  # fmt: skip
    return many % said


def _copied(finding: Finding, kpi: Indicator) -> str:
    data = finding.data
    return _("%(n)s months in a row say the same: %(numerator)s over %(denominator)s.") % {
        "n": plain(data["months"]), **_two(data["numerator"], data["denominator"])}  # fmt: skip


def _history(finding: Finding, kpi: Indicator) -> str:
    data = finding.data
    return _("%(value)s (%(numerator)s over %(denominator)s); the months around it lie at about %(expected)s.") % {
        "value": _value(finding, kpi, data["value"]), "expected": _value(finding, kpi, data["expected"]),
        **_two(data["numerator"], data["denominator"])}  # fmt: skip


def _season(finding: Finding, kpi: Indicator) -> str:
    data = finding.data
    sentence = _("%(value)s (%(numerator)s over %(denominator)s); the same month a year before had %(before)s, and by the months "
                 "around it about %(expected)s was to be expected.")  # fmt: skip
    return sentence % {"value": _value(finding, kpi, data["value"]), "before": _value(finding, kpi, data["year_before"]),
                       "expected": _value(finding, kpi, data["expected"]), **_two(data["numerator"], data["denominator"])}  # fmt: skip


def _peers(finding: Finding, kpi: Indicator) -> str:
    data = finding.data
    said = {"value": _value(finding, kpi, data["value"]), "expected": _value(finding, kpi, data["expected"]), "n": plain(data["n"]),
            "months": plain(data["months"]), "section": SECTION_NAMES.get(data["section"], "")}  # fmt: skip
    if data["section"]:
        return _("About %(value)s over %(months)s months; %(n)s enterprises in %(section)s that count the same lie at about %(expected)s.") % said  # fmt: skip
    return (
        _("About %(value)s over %(months)s months; %(n)s enterprises that count the same lie at about %(expected)s.") % said
    )


def _digits(finding: Finding, kpi: Indicator) -> str:
    data = finding.data
    n, rounded = data["n"], data["round"]
    if 4 * rounded >= n:
        return _("Of %(n)s numbers %(m)s end in 0 or 5; by counting about %(usual)s would.") % {
            "n": plain(n), "m": plain(rounded), "usual": plain(round(n / 5))}  # fmt: skip
    most = max(range(10), key=lambda digit: data["counts"][digit])
    return _("Of %(n)s numbers %(m)s end in %(digit)s; by counting about %(usual)s would.") % {
        "n": plain(n), "m": plain(data["counts"][most]), "digit": plain(most), "usual": plain(round(n / 10))}  # fmt: skip


def _missing(finding: Finding, kpi: Indicator) -> str:
    data = finding.data
    names = [numbers.date(date.fromisoformat(f"{m}-01"), "month", language=_language()) for m in data["months"][:NAMED]]
    more = len(data["months"]) - NAMED
    if more > 0:
        names.append(ngettext("%(n)s more", "%(n)s more", more) % {"n": plain(more)})
    sentence = _("Nothing is said of %(months)s; %(said)s of %(of)s months are there.") % {
        "months": ", ".join(names), "said": plain(data["said"]), "of": plain(data["of"])}  # fmt: skip
    also = len(data["also"])
    if not also:
        return sentence
    others = ngettext(
        "The same months of %(n)s other KPI are missing.", "The same months of %(n)s other KPIs are missing.", also
    )
    return f"{sentence} {others % {'n': plain(also)}}"


SENTENCES: dict[Kind, Callable[[Finding, Indicator], str]] = {
    Kind.RANGE: _range, Kind.UNIT: _unit, Kind.OVERLAP: _overlap, Kind.COPIED: _copied, Kind.HISTORY: _history,
    Kind.SEASON: _season, Kind.PEERS: _peers, Kind.DIGITS: _digits, Kind.MISSING: _missing,
}  # fmt: skip


def method(kind: str) -> str:
    """By which rule it was found, in one sentence for whoever asks."""
    return RULES[Kind(kind)]()


RULES: dict[Kind, Callable[[], str]] = {
    Kind.RANGE: lambda: _("Outside the usual range of the measure, or a part that is larger than its whole, and nobody said why when it was recorded."),
    Kind.UNIT: lambda: _("Values of one enterprise and measure are in more than one unit."),
    Kind.OVERLAP: lambda: _("Two values of the whole enterprise, and the days of one lie within those of the other."),
    Kind.COPIED: lambda: _("Three months or more in a row with the same two numbers; more where small numbers repeat by themselves. A nought is no sign."),
    Kind.HISTORY: lambda: _("Twice or half of what the six months before and after have in the middle, and far outside the usual swing of the enterprise (a robust score above 3.5). What the year before or after did too is the season."),
    Kind.SEASON: lambda: _("Against the months around it, twice or half of what it was in the same month a year before, and far outside the usual swing (a robust score above 3.5). From two years of months on."),
    Kind.PEERS: lambda: _("The middle of the last twelve months is twice or half of that of at least ten enterprises that count the same in the same unit, and far outside their spread (a robust score above 3.5)."),
    Kind.DIGITS: lambda: _("The last digits of at least %(n)s numbers come so unevenly that counting gives it once in a thousand times (chi-square above 27.9).") % {"n": plain(LEAST)},
    Kind.MISSING: lambda: _("A measure that is reported month by month, and of some months nothing is said. “Not tracked” with its reason is enough."),
}  # fmt: skip
