"""Observations: one KPI over one period, judged as on the pages."""

from typing import Any

from genba.observations.models import Observation
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast
from tests.scenes_sheet import play


def value(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"enterprise": cast.garments.code, "indicator": "absenteeism", "starts_on": "2026-03-01",
            "ends_on": "2026-03-31", "numerator": 40, "denominator": 1000, **more}  # fmt: skip


def test_a_value_is_recorded_with_where_it_comes_from(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    made = ok(maya.post("/observations", value(cast)))

    assert (made["numerator"], made["denominator"], made["source"], made["version"]) == (40, 1000, "api", 1)
    assert maya.get("/observations").json()["items"] == [made]


def test_what_is_not_tracked_says_why(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    untracked = value(cast, numerator=None, denominator=None)

    silent = maya.post("/observations", untracked)
    told = ok(maya.post("/observations", {**untracked, "note": "The clerk was ill"}))

    assert about(silent) == ["note"]
    assert (told["numerator"], told["denominator"], told["note"]) == (None, None, "The clerk was ill")


def test_an_unlikely_value_needs_its_reason(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    doubted = maya.post("/observations", value(cast, numerator=800))
    insisted = ok(maya.post("/observations", value(cast, numerator=800, note="There was a strike")))

    assert about(doubted) == ["numerator"]
    assert insisted["unusual"] is True


def test_a_value_that_is_there_is_put_right_only_by_who_saw_it(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    ok(maya.post("/observations", value(cast)))

    same = ok(maya.post("/observations", value(cast)))
    blind = problem_of(maya.post("/observations", value(cast, numerator=50)), 409)
    righted = ok(maya.post("/observations", value(cast, numerator=50, version=blind["version"])))

    assert same["version"] == 1
    assert (blind["version"], blind["current"]) == (1, {"numerator": 40.0, "denominator": 1000.0, "note": ""})
    assert (righted["numerator"], righted["version"]) == (50, 2)
    assert Observation.objects.count() == 1


def test_what_cannot_be_a_value_is_said_beside_its_field(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    wrong = {
        "numerator": {"numerator": None}, "ends_on": {"ends_on": "2099-01-31"}, "indicator": {"indicator": "nothing"},
        "unit": {"unit": "kg"}, "enterprise": {"enterprise": cast.metals.code},
    }  # fmt: skip

    told = {field: about(maya.post("/observations", value(cast, **more))) for field, more in wrong.items()}

    assert told == {field: [field] for field in wrong}
    assert about(maya.post("/observations", value(cast, starts_on="2026-04-01"))) == ["ends_on"]
    assert about(maya.post("/observations", value(cast, numerator=-1))) == ["numerator"]
    assert not Observation.objects.exists()


def test_observations_are_narrowed_by_what_the_address_says(cast: Cast, program: Any) -> None:
    play(cast)
    maya = program(cast.coordinator)

    def found(**asked: Any) -> list[tuple[str, str]]:
        rows = maya.get("/observations", {"size": 200, **asked}).json()["items"]
        return [(row["starts_on"], row["part"]) for row in rows]

    assert len(found(indicator="defect-rate")) == 10
    assert found(indicator="defect-rate", since="2026-09-01") == [("2026-09-01", ""), ("2026-10-01", "")]
    assert found(indicator="defect-rate", until="2026-01-31") == [("2026-01-01", "")]
    assert found(indicator="labour-productivity", since="2026-10-01") == [("2026-10-01", "line 1"), ("2026-10-01", "line 2")]
    assert found(indicator="labour-productivity", since="2026-10-01", part="line 2") == [("2026-10-01", "line 2")]
    assert found(enterprise=cast.metals.code) == found(enterprise="ZZZZZZZZ") == []
