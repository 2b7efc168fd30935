"""Many values at once are one value many times: the same answers, the same rows, whatever their order."""

import random
from datetime import date
from typing import Any

import pytest

from genba.directory.actions import enterprises
from genba.directory.models import Enterprise
from genba.kit.refused import Refused, Stale
from genba.observations.actions import observations
from genba.observations.actions.checks import indicator_called, is_news, judged
from genba.observations.ledger import Kept, Ledger, Value
from genba.observations.models import Observation
from tests.cast import Cast

Said = tuple[str, str, date, date, float | None, float | None, str]  # KPI, part, first and last day, amounts, note


def some_values(chance: random.Random) -> list[Said]:
    """A pile of likely, unlikely, impossible and repeated values of three KPIs, two parts and a year, in no order."""
    pile: list[Said] = []
    for _n in range(60):
        month, length = chance.randint(1, 12), chance.choice([1, 1, 1, 28])
        starts_on = date(2025, month, chance.choice([1, 1, 1, 15]))
        ends_on = starts_on if length == 1 else date(2025, month, 28)
        above = chance.choice([30, 40, 45, 60, 60, 200, 480, -1, 1.5, 0, None])
        below = chance.choice([1000, 1000, 1000, 1000, 900, 0, None])
        note = chance.choice(["", "", "It is so"])
        kpi = chance.choice(["defect-rate", "labour-turnover", "labour-productivity"])
        pile.append((kpi, chance.choice(["", "Line 1"]), starts_on, ends_on, above, below, note))
    return pile + chance.sample(pile, 10)


def value_of(firm: Enterprise, said: Said) -> Value:
    kpi, part, starts_on, ends_on, above, below, note = said
    return Value(firm, indicator_called(kpi), starts_on, ends_on, above, below, part=part, note=note)


def one_by_one(by: Any, firm: Enterprise, pile: list[Said]) -> list[str]:
    """The slow and obvious way: what was answered to each."""
    answers = []
    for kpi, part, starts_on, ends_on, above, below, note in pile:
        try:
            observations.record(by=by, enterprise=firm, indicator=kpi, starts_on=starts_on, ends_on=ends_on, numerator=above,
                                denominator=below, part=part, note=note)  # fmt: skip
            answers.append("kept")
        except Stale:
            answers.append("says something else")
        except Refused as no:
            answers.append(no.reason)
    return answers


def all_together(by: Any, firm: Enterprise, pile: list[Said], size: int) -> list[str]:
    """The fast way, so many at a time. Unlike a form, a file never says two things: what this run wrote does not change."""
    answers = []
    for start in range(0, len(pile), size):
        values = [value_of(firm, said) for said in pile[start : start + size]]
        ledger, kept = Ledger(values), list[Kept]()
        for value in values:
            try:
                one = judged(value, ledger)
                if is_news(one, replace=False):
                    ledger.add(one)
                    kept.append(one)
                answers.append("kept")
            except Refused as no:
                answers.append(
                    "says something else" if "something else" in no.reason or "already says" in no.reason else no.reason
                )
        observations.record_many(by=by, values=kept, source="imported")
    return answers


def rows(firm: Enterprise) -> list[tuple[Any, ...]]:
    return sorted(Observation.objects.filter(enterprise=firm).values_list(
        "indicator", "part", "starts_on", "ends_on", "numerator", "denominator", "unit", "unusual"))  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("size", [1_000, 7])
def test_many_values_are_answered_and_kept_as_one_after_the_other(cast: Cast, seed: int, size: int) -> None:
    pile = some_values(random.Random(seed))
    slow, fast = (
        enterprises.register(by=cast.director, name=name, country="KE", output_unit="kg") for name in ("Slow", "Fast")
    )

    expected = one_by_one(cast.omar, slow, pile)
    found = all_together(cast.omar, fast, pile, size)

    assert found == expected
    assert rows(fast) == rows(slow)
    assert {"kept", "says something else"} < set(expected)


def test_a_value_that_somebody_puts_right_meanwhile_is_not_overwritten(cast: Cast) -> None:
    march = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31)}
    first = observations.record(
        by=cast.omar, enterprise=cast.garments, indicator="defect-rate", numerator=60, denominator=1000, **march
    )
    value = Value(cast.garments, indicator_called("defect-rate"), *march.values(), 61, 1000)
    mine = judged(value, Ledger([value]))

    observations.record(by=cast.owner, enterprise=cast.garments, indicator="defect-rate", numerator=62, denominator=1000,
                        version=first.version, **march)  # fmt: skip
    with pytest.raises(Refused, match="Somebody else has just put one of these values right"):
        observations.record_many(by=cast.omar, values=[mine], source="imported")

    assert Observation.objects.get().numerator == 62
