"""The results framework: lines, and what was aimed at and reached by country and period."""

from typing import Any

import pytest

from genba.impact.actions.framework_baseline import begin_year_in
from genba.impact.models import FrameworkIndicator, FrameworkValue
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast


@pytest.fixture
def line(cast: Cast, program: Any) -> str:
    made = ok(program(cast.director).post("/framework/lines", {"no": "1.1", "wording": "People trained", "kind": "count"}))
    code: str = made["line"]
    return code


def test_figures_are_entered_and_read(cast: Cast, program: Any, line: str) -> None:
    kip = program(cast.officer)

    entered = ok(kip.put(f"/framework/{line}/KE/2026", {"target": 40, "target_female_share": 50}), 200)
    righted = ok(kip.put(f"/framework/{line}/KE/2026", {"version": entered["version"], "actual_text": "STSG"}), 200)

    assert (entered["target"], entered["target_female_share"], entered["status"]) == (40, 50, "waiting")
    assert (righted["target"], righted["actual"], righted["actual_text"]) == (40, None, "STSG")
    assert kip.get("/framework", {"country": "KE", "period": "2026"}).json() == [righted]


def test_the_second_who_enters_hears_what_it_says_now(cast: Cast, program: Any, line: str) -> None:
    kip = program(cast.officer)
    ok(kip.put(f"/framework/{line}/KE/2026", {"target": 40}), 200)

    late = problem_of(kip.put(f"/framework/{line}/KE/2026", {"target": 41}), 409)

    assert (late["version"], late["current"]) == (1, {"target": 40.0})


def test_nobody_enters_or_reads_figures_of_a_country_beyond_reach(cast: Cast, program: Any, line: str) -> None:
    kip, dana = program(cast.officer), program(cast.director)
    ok(dana.put(f"/framework/{line}/VN/2026", {"target": 41}), 200)

    problem_of(kip.put(f"/framework/{line}/VN/2026", {"target": 42, "version": 1}), 404)
    problem_of(kip.get("/framework", {"country": "VN"}), 404)
    assert [row["country"] for row in kip.get("/framework", {"period": "2026"}).json() if row["target"]] == []
    assert FrameworkValue.objects.get().target == 41


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"no": " "}, "no"), ({"no": "1.1"}, "no"), ({"wording": ""}, "wording"), ({"kind": "words"}, "kind"),
     ({"no": "1" * 13}, "no"), ({"wording": "w" * 301}, "wording"), ({"level": "l" * 201}, "level")],
)  # fmt: skip
def test_what_is_no_line_is_said_beside_its_field(
    cast: Cast, program: Any, line: str, wrong: dict[str, Any], field: str
) -> None:
    body = {"no": "1.2", "wording": "Plans made", "kind": "count", **wrong}

    assert about(program(cast.director).post("/framework/lines", body)) == [field]
    assert FrameworkIndicator.objects.count() == 1


@pytest.mark.parametrize("address", ["KE/2026-13", "ke/2026", "KE/26"])
def test_what_is_no_country_or_period_is_refused(cast: Cast, program: Any, line: str, address: str) -> None:
    assert about(program(cast.director).put(f"/framework/{line}/{address}", {"target": 1}))


def test_parts_baseline_and_the_year_of_a_donor_go_through_the_api(cast: Cast, program: Any, line: str) -> None:
    begin_year_in(by=cast.director, programme=cast.programme, month=7)
    kip = program(cast.officer)

    part = {"dimension": "sex", "part": "female", "target": 3, "actual": 2}
    told = ok(
        kip.put(f"/framework/{line}/KE/2025/26-H1", {"target": 5, "actual": 4, "note": "By hand", "parts": [part]}), 200
    )
    before = ok(kip.put(f"/framework/{line}/KE/baseline", {"value": 1, "told_of": "2024/25", "source": "Survey"}), 200)
    (read,) = kip.get("/framework", {"country": "KE", "period": "2025/26-H1"}).json()

    assert (told["starts_on"], told["ends_on"], told["note"]) == ("2025-07-01", "2025-12-31", "By hand")
    assert told["parts"] == [{**part, "actual_n": None, "status": "attention"}]
    assert (before["version"], read["baseline"], read["baseline_of"], read["baseline_source"]) == (1, 1, "2024/25", "Survey")
    assert about(kip.put(f"/framework/{line}/KE/2025/26-H3", {"target": 5})) == ["period"]
    problem_of(kip.put(f"/framework/{line}/KE/baseline", {"value": 2, "told_of": "2024", "source": "Guess"}), 409)
    problem_of(kip.put(f"/framework/{line}/VN/baseline", {"value": 2, "told_of": "2024", "source": "Guess"}), 404)
