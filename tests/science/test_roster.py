"""Rosters against the published benchmark, against every roster of small ones, and against a count of rules by hand."""

import itertools
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.science import roster, roster_file
from genba.science.roster_patterns import patterns
from genba.science.roster_rules import Cover, Person, Request, Shift, Task, breaches, cost, weekends_of

DATA = Path(os.environ.get("GENBA_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data")) / "rosters"
needs_data = pytest.mark.skipif(not DATA.exists(), reason=f"the public files are not at {DATA}")
EARLY, LATE = Shift("E", 480), Shift("L", 480, frozenset("E"))


def benchmark() -> Task:
    facts = roster_file.read((DATA / "Instance1.txt").read_text())
    people = tuple(
        Person(
            one["id"],
            **{name: one[name] for name in roster_file.LIMITS},
            days_off=frozenset(one["days_off"]),
            max_shifts=one["max_shifts"],
            requests=tuple(
                Request(wish["day"], wish["shift"], wish["weight"], on)
                for key, on in (("requests_on", True), ("requests_off", False))
                for wish in one[key]
            ),
        )
        for one in facts["people"]
    )
    days = facts["horizon_days"]
    shifts = tuple(Shift(one["id"], one["minutes"], frozenset(one["not_before"])) for one in facts["shifts"])
    return Task(days, shifts, people, tuple(Cover(**one) for one in facts["cover"]), weekends_of(days))


@needs_data
class TestFirstInstanceOfTheBenchmark:
    def test_the_published_roster_costs_607_and_breaks_no_rule(self) -> None:
        lines = (DATA / "instance1-objective-607.csv").read_text().splitlines()
        plan = {name: days for name, *days in (line.split(",") for line in lines)}

        assert cost(benchmark(), plan) == 607
        assert breaches(benchmark(), plan) == []

    def test_the_optimum_is_found_and_proved(self) -> None:
        task = benchmark()

        found = roster.solve(task, 120)

        assert (found.objective, found.lower_bound, found.proved) == (607, 607, True)
        assert found.plan is not None
        assert cost(task, found.plan) == 607
        assert breaches(task, found.plan) == []


@st.composite
def small_tasks(draw: st.DrawFn) -> Task:
    days = draw(st.integers(2, 4))
    few = st.integers(1, 3)

    def person(name: str) -> Person:
        wish = st.builds(Request, st.integers(0, days - 1), st.sampled_from("EL"), st.integers(1, 4), st.booleans())
        return Person(
            name,
            max_minutes=draw(st.none() | st.integers(1, days).map(lambda n: n * 480)),
            min_minutes=draw(st.none() | st.integers(0, 2).map(lambda n: n * 480)),
            max_consecutive_shifts=draw(st.none() | few),
            min_consecutive_shifts=draw(st.none() | few),
            min_consecutive_days_off=draw(st.none() | few),
            max_weekends=draw(st.none() | st.integers(0, 1)),
            days_off=frozenset(draw(st.lists(st.integers(0, days - 1), max_size=1))),
            max_shifts=draw(st.sampled_from([{}, {"L": 1}, {"E": 0}])),
            requests=tuple(draw(st.lists(wish, max_size=2))),
        )

    need = st.builds(Cover, st.integers(0, days - 1), st.sampled_from("EL"), st.integers(0, 2), st.just(10), st.just(1))
    cover = {(one.day, one.shift): one for one in draw(st.lists(need, min_size=1, max_size=4))}
    return Task(
        days, (EARLY, LATE), (person("A"), person("B")), tuple(cover.values()), weekends_of(days, draw(st.integers(0, 3)))
    )


def cheapest(task: Task) -> int | None:
    """The cost of the cheapest roster, by trying every one."""
    lines = list(itertools.product(["", "E", "L"], repeat=task.days))
    fitting = []
    for person in task.people:
        alone = replace(task, people=(person,))
        fitting.append([line for line in lines if not breaches(alone, {person.id: line})])
    names = [person.id for person in task.people]
    return min((cost(task, dict(zip(names, plan, strict=True))) for plan in itertools.product(*fitting)), default=None)


class TestSmallRosters:
    @settings(deadline=None, max_examples=25)
    @given(small_tasks())
    def test_none_is_cheaper_than_the_one_that_was_proved(self, task: Task) -> None:
        found = roster.solve(task, 60)

        assert found.objective == cheapest(task)
        assert found.is_impossible == (found.plan is None)
        if found.plan is not None:
            assert found.proved
            assert breaches(task, found.plan) == []
            assert cost(task, found.plan) == found.objective == found.lower_bound

    @settings(deadline=None, max_examples=10)
    @given(small_tasks(), st.integers(2, 5))
    def test_weights_times_a_number_make_the_cost_times_that_number(self, task: Task, times: int) -> None:
        heavier = replace(
            task,
            people=tuple(
                replace(one, requests=tuple(replace(wish, weight=wish.weight * times) for wish in one.requests))
                for one in task.people
            ),
            cover=tuple(
                replace(one, weight_under=one.weight_under * times, weight_over=one.weight_over * times)
                for one in task.cover
            ),
        )

        light, heavy = roster.solve(task, 60).objective, roster.solve(heavier, 60).objective

        assert heavy == (None if light is None else light * times)


class TestPatterns:
    @settings(deadline=None)
    @given(small_tasks())
    def test_they_are_the_days_of_work_of_all_rosters_of_one_kind_of_shift(self, task: Task) -> None:
        person = replace(task.people[0], max_shifts={})
        alone = replace(task, shifts=(EARLY,), people=(person,))

        found = patterns(alone, person)

        lines = itertools.product([False, True], repeat=task.days)
        assert found is not None
        assert set(found) == {line for line in lines if not breaches(alone, {person.id: ["E" if on else "" for on in line]})}
        assert len(found) == len(set(found))

    def test_over_a_long_horizon_they_are_not_written_out(self) -> None:
        assert patterns(Task(28, (EARLY,), (), (), weekends_of(28)), Person("A")) is None

    def test_a_horizon_that_is_too_long_for_them_is_solved_all_the_same(self) -> None:
        person = Person("A", max_consecutive_shifts=5, min_consecutive_days_off=2)
        cover = tuple(Cover(day, "E", 1, 10, 1) for day in range(28))

        found = roster.solve(Task(28, (EARLY,), (person,), cover, weekends_of(28)), 60)

        # Four runs of five days leave eight days, and a fifth run would need another two days off.
        assert (found.objective, found.proved) == (80, True)


class TestRules:
    def task(self, person: Person, days: int = 7) -> Task:
        return Task(days, (EARLY, LATE), (person,), (), weekends_of(days))

    @pytest.mark.parametrize(
        ("person", "line", "rule"),
        [
            (Person("A", max_minutes=960), "EEE....", "max-minutes"),
            (Person("A", min_minutes=960), "E......", "min-minutes"),
            (Person("A", max_consecutive_shifts=2), "EEE....", "max-consecutive-shifts"),
            (Person("A", min_consecutive_shifts=2), "..E....", "min-consecutive-shifts"),
            (Person("A", min_consecutive_days_off=2), "EE.EE..", "min-consecutive-days-off"),
            (Person("A", max_weekends=0), ".....E.", "max-weekends"),
            (Person("A", days_off=frozenset([1])), ".E.....", "days-off"),
            (Person("A", max_shifts={"L": 1}), ".LL....", "max-shifts"),
            (Person("A"), ".LE....", "not-before"),
        ],
    )
    def test_each_rule_is_seen_when_it_is_broken(self, person: Person, line: str, rule: str) -> None:
        plan = {"A": ["" if day == "." else day for day in line]}

        assert [breach.rule for breach in breaches(self.task(person), plan)] == [rule]

    @pytest.mark.parametrize("line", ["E..EE..", "..EE..E", "E.....E"])
    def test_a_run_at_the_edge_may_be_short(self, line: str) -> None:
        person = Person("A", min_consecutive_shifts=2, min_consecutive_days_off=2)

        assert breaches(self.task(person), {"A": ["" if day == "." else day for day in line]}) == []

    def test_the_rules_that_clash_are_named_and_no_others(self) -> None:
        clashing = Person("B", min_minutes=2880, max_consecutive_shifts=3, days_off=frozenset([2, 6]), max_weekends=1)
        task = replace(self.task(Person("A")), people=(Person("A"), clashing))

        found = roster.conflict(task)

        assert roster.solve(task, 10).is_impossible
        assert found is not None
        assert found[0].id == "B"
        assert sorted(found[1]) == ["days-off", "min-minutes"]

    def test_where_all_can_be_served_nothing_clashes(self) -> None:
        assert roster.conflict(self.task(Person("A", max_minutes=2400))) is None

    def test_a_weekend_cut_by_the_edge_counts(self) -> None:
        assert weekends_of(8, first=6) == ((0,), (6, 7))
        assert weekends_of(7, first=6) == ((0,), (6,))
        assert weekends_of(14) == ((5, 6), (12, 13))
        assert weekends_of(3, first=6) == ((0,),)


class TestFile:
    def test_a_line_that_cannot_be_read_is_named(self) -> None:
        with pytest.raises(ValueError, match="line 4: D,long"):
            roster_file.read("SECTION_HORIZON\n7\nSECTION_SHIFTS\nD,long,\n")

    def test_a_section_that_does_not_exist_is_named(self) -> None:
        with pytest.raises(ValueError, match="line 1: SECTION_SKILLS"):
            roster_file.read("SECTION_SKILLS\n")

    def test_a_person_who_is_not_there_is_named(self) -> None:
        with pytest.raises(ValueError, match="line 4: Z is not among"):
            roster_file.read("SECTION_HORIZON\n7\nSECTION_DAYS_OFF\nZ,1\n")

    def test_shifts_that_cannot_follow_are_read(self) -> None:
        facts = roster_file.read("SECTION_HORIZON\n# days\n7\nSECTION_SHIFTS\nL,480,E|D\nE,480,\n")

        assert facts["shifts"][0] == {"id": "L", "minutes": 480, "not_before": ["E", "D"]}
        assert facts["shifts"][1]["not_before"] == []
