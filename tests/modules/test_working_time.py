"""Rosters and hours: a week by hand, a count of hours done in another way, laws, and inputs that are refused."""

import os
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.curriculum import load
from genba.curriculum.tools import Answer, No, Watch
from tests.curriculum.packages import MODULES

MODULE = load(MODULES).module("working-time")
DATA = Path(os.environ.get("GENBA_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data")) / "rosters"
MONDAY = date(2026, 3, 2)


def answer(tool: str, watch: Watch | None = None, **given: Any) -> Answer:
    return MODULE.tool(tool).run(given, watch)


def run(tool: str, **given: Any) -> Any:
    return answer(tool, **given).values


def refused(tool: str, **given: Any) -> No:
    with pytest.raises(No) as fault:
        MODULE.tool(tool).run(given)
    return fault.value


def day(n: int, person: str = "A", **other: Any) -> dict[str, Any]:
    return {"person": person, "day": (MONDAY + timedelta(days=n)).isoformat(), **other}


def week(**other: Any) -> dict[str, Any]:
    return {
        "horizon_days": 7,
        "shifts": [{"id": "D", "minutes": 480}],
        "people": [{"id": "A"}, {"id": "B"}],
        "cover": [{"day": n, "shift": "D", "required": 1} for n in range(1, 8)],
        **other,
    }


class TestRoster:
    @pytest.mark.skipif(not DATA.exists(), reason=f"the public files are not at {DATA}")
    def test_the_file_of_the_benchmark_is_read_and_solved_to_its_published_optimum(self) -> None:
        tool = MODULE.tool("roster")
        assert tool.read_file is not None

        values = run("roster", **tool.read_file((DATA / "Instance1.txt").read_text()), time_limit=120)

        assert (values["objective"], values["proved_optimal"], values["violations"]) == (607, True, [])
        assert list(values["roster"]) == list("ABCDEFGH")

    def test_a_file_that_cannot_be_read_is_refused_with_its_line(self) -> None:
        reader = MODULE.tool("roster").read_file
        assert reader is not None

        with pytest.raises(No) as fault:
            reader("SECTION_HORIZON\nfourteen\n")

        assert (fault.value.said.code, fault.value.row, fault.value.said.values["text"]) == ("bad-file", 2, "fourteen")

    def test_days_from_nought_and_from_one_give_the_same_roster_cost(self) -> None:
        wish = {"person": "A", "shift": "D", "wish": "off", "weight": 3}
        from_one = run("roster", **week(people=[{"id": "A"}], requests=[{**wish, "day": 7}]))
        cover = [{"day": n, "shift": "D", "required": 1} for n in range(7)]
        from_nought = run("roster", **week(people=[{"id": "A"}], cover=cover, requests=[{**wish, "day": 6}]))

        assert from_one["objective"] == from_nought["objective"] == 3

    def test_wishes_within_people_and_in_a_table_of_their_own_weigh_the_same(self) -> None:
        own = run("roster", **week(people=[{"id": "A", "requests_off": [{"day": 2, "shift": "D", "weight": 5}]}]))
        table = run(
            "roster",
            **week(people=[{"id": "A"}], requests=[{"person": "A", "day": 2, "shift": "D", "wish": "off", "weight": 5}]),
        )

        assert own["objective"] == table["objective"] == 5

    @pytest.mark.parametrize(("weekend", "starts_on", "free"), [("sat-sun", "monday", (5, 6)), ("fri-sat", "sunday", (5, 6)),
                                                                ("sat-sun", "saturday", (0, 1)), ("thu-fri", "monday", (3, 4))])  # fmt: skip
    def test_the_weekend_is_that_of_the_country(self, weekend: str, starts_on: str, free: tuple[int, int]) -> None:
        values = run("roster", **week(people=[{"id": "A", "max_weekends": 0}], weekend=weekend, starts_on=starts_on))

        assert [n for n, shift in enumerate(values["roster"]["A"]) if not shift] == list(free)

    def test_rules_that_cannot_stand_together_are_named_with_the_person(self) -> None:
        people = [{"id": "A"}, {"id": "B", "min_minutes": 2880, "max_consecutive_shifts": 4, "days_off": [3, 4]}]

        no = refused("roster", **week(people=people))

        assert (no.said.code, no.field, no.row) == ("impossible", "people", 2)
        assert no.said.values["person"] == "B"
        assert sorted(no.said.values["rules"]) == ["days-off", "min-minutes"]

    @pytest.mark.parametrize(
        ("other", "code", "field", "row", "column"),
        [
            ({"cover": [{"day": 1, "shift": "N", "required": 1}]}, "unknown", "cover", 1, "shift"),
            ({"people": [{"id": "A"}, {"id": "A"}]}, "twice", "people", 2, "id"),
            ({"cover": [{"day": 1, "shift": "D", "required": 1}] * 2}, "twice", "cover", 2, "shift"),
            ({"people": [{"id": "A", "days_off": [9]}]}, "no-such-day", "people", 1, "days_off"),
            ({"shifts": [{"id": "D", "minutes": 1, "not_before": ["X"]}]}, "unknown", "shifts", 1, "not_before"),
            ({"requests": [{"person": "Z", "day": 1, "shift": "D"}]}, "unknown", "requests", 1, "person"),
        ],
    )
    def test_a_row_that_names_what_does_not_exist_is_refused(
        self, other: dict[str, Any], code: str, field: str, row: int, column: str
    ) -> None:
        no = refused("roster", **week(**other))

        assert (no.said.code, no.field, no.row, no.column) == (code, field, row, column)

    def test_a_search_tells_how_far_it_is_and_can_be_stopped(self) -> None:
        class Stopped(Watch):
            def __init__(self) -> None:
                self.told: list[Any] = []

            def tell(self, share: float, best: Any = None) -> None:
                self.told.append((share, best))

            @property
            def is_stopped(self) -> bool:
                return bool(self.told)

        watch = Stopped()
        found = answer("roster", watch, **week())

        assert watch.told
        assert all(0 <= share <= 1 for share, _ in watch.told)
        assert found.values["objective"] >= found.values["lower_bound"]


class TestSizeOfRosters:
    def test_one_that_is_too_large_is_refused_before_the_search(self) -> None:
        people = [{"id": str(n)} for n in range(150)]
        shifts = [{"id": str(n), "minutes": 480} for n in range(10)]
        cover = [{"day": 1, "shift": "0", "required": 1}]

        no = refused("roster", horizon_days=366, shifts=shifts, people=people, cover=cover)

        assert (no.said.code, no.said.values["places"]) == ("too-large", 150 * 366 * 10)


class TestHours:
    @settings(max_examples=50)
    @given(st.dictionaries(st.tuples(st.sampled_from("AB"), st.integers(0, 20)), st.integers(1, 14), min_size=1))
    def test_totals_and_overtime_agree_with_a_plain_count(self, worked: dict[tuple[str, int], int]) -> None:
        values = run("hours-check", entries=[day(n, person, hours=amount) for (person, n), amount in worked.items()])

        weeks: dict[tuple[str, int], list[int]] = defaultdict(list)
        for (person, n), amount in worked.items():
            weeks[person, n // 7].append(amount)
        overtime = sum(max(sum(max(0, one - 8) for one in own), sum(own) - 48, 0) for own in weeks.values())
        assert values["hours"] == pytest.approx(sum(worked.values()))
        assert values["overtime"] == pytest.approx(overtime)
        assert values["weeks_checked"] == len(weeks)
        assert values["weeks_within"] == sum(sum(own) <= 48 for own in weeks.values())
        assert values["counts"]["daily-most"] == sum(amount > 10 for amount in worked.values())

    @given(st.permutations([day(n, start="08:00", end="19:30", break_minutes=60) for n in range(5)]))
    def test_the_order_of_rows_does_not_matter(self, entries: list[dict[str, Any]]) -> None:
        values = run("hours-check", entries=entries)

        assert (values["hours"], values["overtime"], values["breach_count"]) == (52.5, 12.5, 6)

    def test_a_night_that_ends_in_the_next_week_belongs_to_the_day_on_which_it_began(self) -> None:
        values = run("hours-check", entries=[day(6, start="22:00", end="06:00")])

        assert [one["hours"] for one in values["weeks"]] == [8]
        assert values["night_shifts"] == 1

    def test_the_rest_of_a_week_looks_at_the_night_before_it(self) -> None:
        entries = [day(-1, start="20:00", end="04:00"), *(day(n, start="06:00", end="14:00") for n in range(1, 7))]

        rests = {one["week"]: one["rest"] for one in run("hours-check", entries=entries)["weeks"]}

        assert rests[MONDAY.isoformat()] == pytest.approx(26)

    @pytest.mark.parametrize(("country", "limit"), [("", 48), ("FR", 35), ("cn", 40), ("ZZ", 48)])
    def test_limits_are_those_of_the_country_or_of_the_conventions(self, country: str, limit: float) -> None:
        assert run("hours-check", entries=[day(0, hours=8)], country=country)["limits"]["hours-week"] == limit

    def test_a_limit_changes_on_the_day_on_which_the_law_changes(self) -> None:
        before, after = (
            run("hours-check", entries=[{"person": "A", "day": when, "hours": 8}], country="CO")["limits"]["hours-week"]
            for when in ("2026-07-14", "2026-07-15")
        )

        assert (before, after) == (44, 42)

    def test_overtime_costs_the_wage_with_the_premium_of_the_country(self) -> None:
        values = run("hours-check", entries=[day(0, hours=10)], country="VN", hourly_wage=3)

        assert values["overtime_cost"] == pytest.approx(2 * 3 * 1.5)

    @pytest.mark.parametrize(
        ("rows", "code", "row", "column"),
        [
            ([day(0)], "no-time", 1, ""),
            ([day(0, hours=8), day(1, start="08:00")], "half-time", 2, "end"),
            ([day(0, start="25:00", end="26:00")], "no-clock", 1, "start"),
            ([day(0, start="08:00", end="09:00", break_minutes=90)], "long-break", 1, "break_minutes"),
            ([day(0, start="08:00", end="16:00", hours=9)], "two-answers", 1, "hours"),
            ([day(0, hours=20), day(0, hours=6)], "long-day", 2, ""),
            ([day(0, start="20:00", end="04:00"), day(1, start="03:00", end="09:00")], "overlap", 2, ""),
        ],
    )
    def test_a_row_that_cannot_be_true_is_refused_by_its_number(
        self, rows: list[dict[str, Any]], code: str, row: int, column: str
    ) -> None:
        no = refused("hours-check", entries=rows)

        assert (no.said.code, no.field, no.row, no.column) == (code, "entries", row, column)
