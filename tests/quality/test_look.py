"""The look finds what is doubtful, says nothing of what is not, and closes what was put right; it never touches a value."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy.special import ive

from genba.directory.actions import enterprises, merges
from genba.observations.models import Observation
from genba.quality.actions import findings
from genba.quality.checks import alike_by_chance
from genba.quality.look import look
from genba.quality.models import Finding, KpiGrade
from tests.cast import Cast
from tests.scenes_impact import firm
from tests.scenes_quality import KPI, month, open_of, put_right, steady, today, write


@pytest.fixture(autouse=True)
def _today() -> Any:
    with today():
        yield


def grade(cast: Cast, indicator: str = KPI) -> str:
    return KpiGrade.objects.get(enterprise=cast.garments, indicator=indicator).grade


def test_three_steady_years_are_graded_a_and_nothing_is_found(cast: Cast) -> None:
    write(cast.garments, steady())

    look()

    assert open_of(cast.garments) == [] and grade(cast) == "A"


def test_a_month_of_ten_times_as_much_is_found_and_gone_when_it_is_put_right(cast: Cast) -> None:
    write(cast.garments, steady() | {"2026-01": 590.0})
    look([cast.garments.pk])
    found = Finding.objects.get()

    put_right(cast.garments, "2026-01", 102.5)
    look([cast.garments.pk])

    assert (found.kind, found.starts_on, found.ends_on) == ("history", date(2026, 1, 1), date(2026, 1, 31))
    assert found.data["numerator"] == 590 and 4 < found.data["expected"] < 6 and found.data["score"] > 3.5
    closed = Finding.objects.get()
    assert closed.settlement == "put-right" and closed.settled_by is None and closed.data_after["numerator"] == 102.5
    assert open_of(cast.garments) == [] and grade(cast) == "A"


def test_a_value_above_what_can_be_is_found_once_and_one_that_was_insisted_on_is_left_to_the_reviewer(cast: Cast) -> None:
    write(cast.garments, steady() | {"2026-01": 900.0})
    look()
    assert open_of(cast.garments) == [("range", "2026-01")] and grade(cast) == "C"

    Observation.objects.filter(starts_on=month("2026-01")).update(unusual=True, note="A strike")
    look()

    assert open_of(cast.garments) == [] and grade(cast) == "B"  # one value waits to be read
    assert KpiGrade.objects.get().n_waiting == 1 and Finding.objects.get().settlement == "gone"


def test_a_level_that_changes_with_the_training_and_stays_is_no_finding(cast: Cast) -> None:
    lost = {name: value if name < "2025-06" else round(value * 0.4) + 0.5 for name, value in steady().items()}
    write(cast.garments, lost)

    look()

    assert open_of(cast.garments) == []


def test_a_season_that_comes_every_year_is_no_finding_and_one_that_does_not_come_is(cast: Cast) -> None:
    season = {name: value * (3 if name.endswith("-12") else 1) for name, value in steady().items()}
    write(cast.garments, season)
    other = firm(cast, "Model Works").enterprise
    write(other, season | {"2025-12": 100.5})

    look()

    assert open_of(cast.garments) == [] and open_of(other) == [("season", "2025-12")]


def test_under_two_years_nothing_is_said_of_seasons_and_under_a_year_nothing_of_its_own_history(cast: Cast) -> None:
    short = {name: value for name, value in steady().items() if name >= "2025-08"}
    write(cast.garments, short | {"2026-01": 590.0})

    look()

    assert open_of(cast.garments) == []


def test_three_months_with_the_same_two_numbers_are_copied_and_noughts_are_not(cast: Cast) -> None:
    lost = steady() | {"2026-02": 104.5, "2026-03": 104.5, "2026-04": 104.5}
    of = {name: 2000.0 + at for at, name in enumerate(lost)} | {"2026-02": 2100.0, "2026-03": 2100.0, "2026-04": 2100.0}
    write(cast.garments, lost, of=of)
    write(cast.garments, dict.fromkeys(lost, 0.0), of=dict.fromkeys(lost, 16000.0), indicator="accident-frequency")

    look()

    found = Finding.objects.get()
    assert (found.kind, found.indicator, found.data["months"]) == ("copied", KPI, 3) and grade(cast) == "C"
    assert (found.starts_on, found.ends_on) == (date(2026, 2, 1), date(2026, 4, 30))


def test_small_counts_repeat_by_themselves_and_are_copied_only_in_long_runs(cast: Cast) -> None:
    names = list(steady())
    promoted = {name: float(2 + at % 5) for at, name in enumerate(names)}
    write(
        cast.garments,
        promoted | dict.fromkeys(names[-3:], 3.0),
        of=dict.fromkeys(names, 12.0),
        indicator="women-among-promotions",
    )
    other = firm(cast, "Model Works").enterprise
    write(
        other, promoted | dict.fromkeys(names[-6:], 3.0), of=dict.fromkeys(names, 12.0), indicator="women-among-promotions"
    )

    look()

    assert open_of(cast.garments, "women-among-promotions") == []
    assert Finding.objects.get(kind="copied").enterprise == other
    for mean in (1, 3, 10, 100):
        assert alike_by_chance(mean) == pytest.approx(float(ive(0, 2 * mean)), rel=0.1)


def test_a_quarter_beside_its_months_is_counted_twice(cast: Cast) -> None:
    write(cast.garments, steady())
    Observation.objects.create(enterprise=cast.garments, indicator=KPI, starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 31),
                               numerator=301, denominator=6003, unit="%")  # fmt: skip

    look()

    found = Finding.objects.get()
    assert found.kind == "overlap" and found.data["others"] == 3
    assert found.data["one"][:2] == ["2026-01-01", "2026-03-31"] and found.data["other"][1] == "2026-01-31"


def test_parts_beside_a_whole_and_days_beside_days_are_not_counted_twice(cast: Cast) -> None:
    write(cast.garments, steady())
    write(cast.garments, steady(seed=2, level=40), part="Line 1")

    look()

    assert open_of(cast.garments) == []


def test_two_units_in_one_series_are_found(cast: Cast) -> None:
    made = {name: 6000.0 + 9.7 * at for at, name in enumerate(steady())}
    of = {name: 1900.0 + 3 * at for at, name in enumerate(made)}
    earlier = {name: value for name, value in made.items() if name < "2026-04"}
    write(cast.garments, earlier, of=of, indicator="labour-productivity", unit="pieces/h")
    write(
        cast.garments,
        {n: v for n, v in made.items() if n not in earlier},
        of=of,
        indicator="labour-productivity",
        unit="kg/h",
    )

    look()

    found = Finding.objects.get()
    assert found.kind == "unit" and found.data["units"] == [["pieces/h", 33], ["kg/h", 3]]
    assert (found.starts_on, found.ends_on) == (date(2026, 4, 1), date(2026, 6, 30))


def test_a_month_without_a_word_is_missing_and_one_that_was_not_tracked_is_not(cast: Cast) -> None:
    lost: dict[str, float | None] = dict(steady())
    del lost["2026-02"], lost["2026-05"]
    lost["2025-11"] = None
    write(cast.garments, lost)

    look()

    found = Finding.objects.get()
    assert found.kind == "missing" and found.data["months"] == ["2026-02", "2026-05"]
    stands = KpiGrade.objects.get()
    assert (stands.n_expected, stands.n_months, stands.grade) == (12, 9, "B")


def test_months_are_owed_by_whoever_takes_the_module_and_by_nobody_else(cast: Cast) -> None:
    lost = {name: value for name, value in steady().items() if name < "2026-03"}
    write(cast.garments, lost)  # takes the module
    stranger = enterprises.register(by=cast.officer, name="Muster Mills", country="KE", provider=cast.provider)
    write(stranger, lost)

    look()

    assert Finding.objects.get().data["months"] == ["2026-03", "2026-04", "2026-05"]  # June is over for 15 days only


def test_kpis_that_lack_the_same_months_are_one_finding(cast: Cast) -> None:
    lost = {name: value for name, value in steady().items() if name != "2026-02"}
    write(cast.garments, lost)
    write(cast.garments, lost, indicator="defect-rate")
    write(cast.garments, steady(seed=5), indicator="labour-turnover")

    look()

    found = Finding.objects.get()
    assert (found.indicator, found.data["also"], found.data["months"]) == (KPI, ["defect-rate"], ["2026-02"])


def test_values_of_visits_now_and_then_owe_no_months_between(cast: Cast) -> None:
    write(cast.garments, {name: value for at, (name, value) in enumerate(steady().items()) if at % 4 == 0})

    look()

    assert open_of(cast.garments) == [] and KpiGrade.objects.get().n_expected == 0 and grade(cast) == "B"


def test_numbers_that_end_in_nought_and_five_are_found(cast: Cast) -> None:
    random = np.random.default_rng(4)
    names = list(steady())
    write(cast.garments, {name: float(5 * random.integers(14, 30)) for name in names})
    other = firm(cast, "Model Works").enterprise
    write(other, {name: float(random.integers(70, 150)) for name in names})

    look()

    found = Finding.objects.get(kind="digits")
    assert found.enterprise == cast.garments and found.data["round"] == found.data["n"] == 36


def test_an_enterprise_ten_times_above_those_that_count_the_same_is_found_once_there_are_ten(cast: Cast) -> None:
    write(cast.garments, steady(level=480))
    for number in range(9):
        write(firm(cast, f"Contoh {'bcdfghjkl'[number] * 5}").enterprise, steady(seed=number + 2, level=80 + 5 * number))
    look()

    found = Finding.objects.get()
    assert (found.kind, found.enterprise) == ("peers", cast.garments) and found.data["n"] == 10
    assert 20 < found.data["value"] < 30 and 4 < found.data["expected"] < 7 and found.data["section"] == "C"

    last = firm(cast, "Contoh mmmmm").enterprise
    write(last, steady(seed=30, level=100) | {"2026-06": 105.5})
    look([last.pk])  # one alone is compared with the peers of the last whole look
    assert open_of(last) == [] and Finding.objects.count() == 1


def test_nine_are_no_peers(cast: Cast) -> None:
    write(cast.garments, steady(level=480))
    for number in range(8):
        write(firm(cast, f"Contoh {'bcdfghjkl'[number] * 5}").enterprise, steady(seed=number + 2, level=80 + 5 * number))

    look()

    assert Finding.objects.count() == 0


def test_what_was_confirmed_does_not_come_back_until_the_numbers_are_others(cast: Cast) -> None:
    write(cast.garments, steady() | {"2026-01": 590.0})
    look()
    findings.confirm(by=cast.omar, finding=Finding.objects.get(), reason="The flood")

    look()
    assert open_of(cast.garments) == [] and Finding.objects.count() == 1 and grade(cast) == "A"

    put_right(cast.garments, "2026-01", 560.0)
    look()
    assert open_of(cast.garments) == [("history", "2026-01")] and Finding.objects.count() == 2


def test_looking_twice_writes_nothing_twice_and_no_value_is_ever_touched(cast: Cast) -> None:
    write(cast.garments, steady() | {"2026-01": 590.0, "2025-05": 900.0})
    before = list(Observation.objects.order_by("pk").values())
    look()
    first = list(Finding.objects.order_by("pk").values())

    look()

    assert list(Finding.objects.order_by("pk").values()) == first and len(first) == 2
    assert list(Observation.objects.order_by("pk").values()) == before


def test_the_queries_do_not_grow_with_the_enterprises(cast: Cast, django_assert_max_num_queries: Any) -> None:
    keys = []
    for number in range(40):
        one = firm(cast, f"Contoh {'bcdfghjklm'[number % 10] * 5} {number * 7919 % 1000}").enterprise
        write(one, steady(seed=number) | {"2026-01": 590.0})
        write(one, steady(seed=number + 100) | {"2026-02": 600.0}, indicator="defect-rate")
        keys.append(one.pk)

    with django_assert_max_num_queries(14):
        look(keys)

    assert Finding.objects.open().count() == 80


def test_what_was_confirmed_of_a_record_that_was_merged_stays_confirmed_and_open_doubts_move(cast: Cast) -> None:
    double = enterprises.register(by=cast.officer, name="Sample Street Garment", country="KE", provider=cast.provider)
    write(double, steady() | {"2026-01": 590.0, "2025-03": 570.0})
    look()
    confirmed = Finding.objects.get(starts_on=month("2026-01"))
    findings.confirm(by=cast.coordinator, finding=confirmed, reason="The flood")

    merges.merge(by=cast.officer, kept=cast.garments, gone=double)
    look()

    assert open_of(cast.garments) == [("history", "2025-03")] and Finding.objects.count() == 2
    assert set(KpiGrade.objects.values_list("enterprise__code", flat=True)) == {cast.garments.code}
