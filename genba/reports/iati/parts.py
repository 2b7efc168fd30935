"""What an IATI activity file holds, as frozen objects. Texts are by language; codes are those of the standard's lists."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

# Code list ResultType.
OUTPUT, OUTCOME, IMPACT, OTHER = "1", "2", "3", "9"
# Code list IndicatorMeasure.
UNIT, PERCENTAGE, NOMINAL, QUALITATIVE = "1", "2", "3", "5"

Texts = Mapping[str, str]  # by language
LeftOut = Counter[str]  # how many values, by reason

NOT_KEPT: Final = "not-kept"
SEVERAL: Final = "several-programmes"


@dataclass(frozen=True, slots=True)
class Value:
    """One target or actual. value: "" for what is told in words only; dimensions: (name, value), such as sex, female."""

    value: str
    country: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    comment: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where it stood before, on a day."""

    day: date
    value: Value


@dataclass(frozen=True, slots=True)
class Period:
    starts_on: date
    ends_on: date
    targets: tuple[Value, ...] = ()
    actuals: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """is_ascending: more is better. is_additive: its values may be added up."""

    reference: str
    title: Texts
    measure: str
    periods: tuple[Period, ...]
    description: Texts = field(default_factory=dict)
    is_ascending: bool = True
    is_additive: bool = False
    baselines: tuple[Baseline, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    kind: str
    title: Texts
    indicators: tuple[Indicator, ...]
    left_out: LeftOut = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Activity:
    """left_out: all values that are not there, also those of results of which nothing remains."""

    organisation: str
    name: str
    kind: str
    role: str
    email: str
    identifier: str
    title: str
    language: str
    descriptions: Texts
    status: str
    dates: tuple[tuple[str, date], ...]  # code list ActivityDateType, in its order
    countries: tuple[tuple[str, str], ...]  # ISO code, share in percent
    sector: str
    changed_at: datetime
    results: tuple[Result, ...]
    left_out: LeftOut
    is_invented: bool = False
