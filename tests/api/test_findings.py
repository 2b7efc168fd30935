"""Figures to check by program: what is doubtful and who must act, and the same two answers as at the desk."""

from datetime import date
from typing import Any

import pytest

from genba.audit.models import Event
from genba.observations.models import Observation
from genba.programmes.actions import locks
from genba.quality.look import look
from genba.quality.models import Finding
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast
from tests.scenes_quality import month, open_of, steady, today, write

JANUARY = {"starts_on": "2026-01-01", "ends_on": "2026-01-31", "version": 1, "numerator": 100.5, "denominator": 2001}


@pytest.fixture(autouse=True)
def _today(a_fresh_minute: None) -> Any:
    with today():
        yield


@pytest.fixture
def doubted(cast: Cast) -> str:
    """The code of a finding: ten times as many days lost in January as in the months around it."""
    write(cast.garments, steady() | {"2026-01": 590.0})
    look()
    return str(Finding.objects.get().code)


def test_a_finding_is_listed_and_read_with_why_who_must_act_and_what_may_be_put_right(
    cast: Cast, program: Any, page: Any, doubted: str
) -> None:
    (told,) = ok(program(cast.coordinator).get("/findings"), 200)["items"]
    whole = ok(page(cast.omar).get(f"/findings/{doubted}"), 200)

    assert (told["code"], told["enterprise"], told["indicator"]) == (doubted, cast.garments.code, "absenteeism")
    assert (told["kind"], told["starts_on"], told["ends_on"]) == ("history", "2026-01-01", "2026-01-31")
    assert " ".join(told["why"].split()) == "29.5 % (590 over 2,001); the months around it lie at about 5.0 %."
    assert (told["owner"], told["is_mine"], whole["is_mine"]) == ("Omar Muster", False, True)
    assert whole["rule"].startswith("Twice or half of what the six months before and after have")
    assert whole["periods"] == [{**JANUARY, "part": "", "numerator": 590, "denominator": 2001}]


def test_the_list_is_narrowed_as_on_the_page_and_by_indicator(cast: Cast, program: Any, doubted: str) -> None:
    write(cast.garments, steady(seed=3) | {"2025-04": 600.0}, indicator="defect-rate")
    look()
    dana = program(cast.director)

    def found(**asked: str) -> list[str]:
        return [row["indicator"] for row in ok(dana.get("/findings", asked), 200)["items"]]

    assert found() == ["absenteeism", "defect-rate"]
    assert found(indicator="defect-rate", country="KE", kind="history", provider=cast.provider.code) == ["defect-rate"]
    for asked in ({"kind": "peers"}, {"country": "VN"}, {"provider": cast.rival.code}, {"state": "settled"}):
        assert found(**asked) == []
    assert about(dana.get("/findings", {"kind": "gossip"})) == ["kind"]
    assert about(dana.get("/findings", {"check": "peers"})) == ["check"]


def test_a_long_list_costs_no_more_questions_than_a_short_one(
    cast: Cast, program: Any, doubted: str, django_assert_num_queries: Any
) -> None:
    data, dana = Finding.objects.get().data, program(cast.director)
    Finding.objects.bulk_create(
        Finding(enterprise=cast.garments, indicator="absenteeism", kind="history", starts_on=date(2023, n, 1),
                ends_on=date(2023, n, 28), mark="1/1", data=data) for n in range(1, 13)
    )  # fmt: skip

    with django_assert_num_queries(2):  # the token, the rows
        items = ok(dana.get("/findings"), 200)["items"]

    assert len(items) == 13 and items[0]["code"] == doubted


def test_it_is_confirmed_with_a_reason_and_not_without_one(cast: Cast, program: Any, doubted: str) -> None:
    maya, at = program(cast.coordinator), f"/findings/{doubted}/confirmation"

    assert about(maya.post(at, {})) == ["reason"] and about(maya.post(at, {"reason": " "})) == ["reason"]
    done = ok(maya.post(at, {"reason": "The flood: the road was closed"}))

    assert (done["settlement"], done["periods"]) == ("confirmed", [])
    assert done["settled"] == "Maya Muster confirmed it: The flood: the road was closed"
    assert ok(maya.get("/findings"), 200)["items"] == []
    assert [row["code"] for row in ok(maya.get("/findings", {"state": "settled"}), 200)["items"]] == [doubted]
    assert Event.objects.get(noun="finding").reason == "The flood: the road was closed"
    assert "settled already" in problem_of(maya.post(at, {"reason": "Again"}), 422)["detail"]


def test_a_value_is_put_right_and_the_finding_closes_itself(cast: Cast, page: Any, doubted: str) -> None:
    omar, at = page(cast.omar), f"/findings/{doubted}/correction"

    done = ok(omar.post(at, JANUARY))

    row = Observation.objects.get(enterprise=cast.garments, starts_on=month("2026-01"))
    assert (row.numerator, row.recorded_by, row.version) == (100.5, cast.omar, 2)
    assert (done["settlement"], open_of(cast.garments)) == ("put-right", [])
    assert "settled already" in problem_of(omar.post(at, JANUARY), 422)["detail"]


def test_a_month_without_a_word_is_said_to_be_not_tracked_with_its_reason(cast: Cast, page: Any) -> None:
    lost = steady()
    del lost["2026-02"]
    write(cast.garments, lost)
    look()
    omar, code = page(cast.omar), Finding.objects.get().code
    (period,) = ok(omar.get(f"/findings/{code}"), 200)["periods"]
    days = {name: period[name] for name in ("starts_on", "ends_on", "part", "version")}

    assert days == {"starts_on": "2026-02-01", "ends_on": "2026-02-28", "part": "", "version": None}
    assert about(omar.post(f"/findings/{code}/correction", days)) == ["note"]
    assert ok(omar.post(f"/findings/{code}/correction", {**days, "note": "The clock broke"}))["settlement"] == "put-right"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts_on": "2026-02-01", "ends_on": "2026-02-28"}, "starts_on"),
        ({"part": "Line 2"}, "starts_on"),
        ({"numerator": 5000}, "numerator"),
        ({"numerator": -1}, "numerator"),
        ({"reason": "So"}, "reason"),
    ],
    ids=["another month", "another part", "more than its whole", "below nought", "unknown"],
)
def test_what_cannot_be_put_right_is_refused_and_the_finding_stays(
    cast: Cast, page: Any, doubted: str, wrong: dict[str, Any], field: str
) -> None:
    answer = page(cast.omar).post(f"/findings/{doubted}/correction", {**JANUARY, **wrong})

    assert about(answer) == [field]
    assert Finding.objects.get().is_open and not Observation.objects.filter(version=2).exists()


def test_what_somebody_changed_meanwhile_or_locked_is_not_overwritten(cast: Cast, page: Any, doubted: str) -> None:
    omar, at = page(cast.omar), f"/findings/{doubted}/correction"

    assert problem_of(omar.post(at, {**JANUARY, "version": 7}), 409)["current"]["numerator"] == 590
    locks.lock(by=cast.coordinator, month=date(2026, 1, 1), provider=cast.provider)
    assert "January 2026 is locked" in problem_of(omar.post(at, JANUARY), 422)["detail"]
    assert Observation.objects.get(starts_on=month("2026-01")).numerator == 590


def test_who_reads_only_answers_nothing_and_who_is_elsewhere_finds_nothing(
    cast: Cast, program: Any, page: Any, doubted: str
) -> None:
    at, so = f"/findings/{doubted}", {"reason": "So"}

    assert page(cast.auditor).get(at).status_code == 200
    problem_of(page(cast.auditor).post(f"{at}/confirmation", so), 403)
    problem_of(program(cast.officer).post(f"{at}/correction", JANUARY), 403)  # the office records no values
    problem_of(page(cast.owner).get("/findings"), 403)
    Finding.objects.update(enterprise=cast.metals)
    for who in (program(cast.officer), program(cast.coordinator)):
        assert ok(who.get("/findings"), 200)["items"] == []
        problem_of(who.get(at), 404)
        problem_of(who.post(f"{at}/confirmation", so), 404)
    assert Finding.objects.get().is_open
