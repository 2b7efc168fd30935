"""Cohorts, trainers and the calendar, as programs speak of them."""

from typing import Any

from genba.programmes.models import TrainerProfile
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast
from tests.scenes_calendar import MODULE, a_cohort, a_visit, with_class


def test_a_cohort_is_formed_filled_and_read(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    body = {"name": "Nairobi, winter", "module": MODULE, "provider": cast.provider.code, "begins_on": "2026-12-08"}

    made = ok(maya.post("/cohorts", body))
    twin = maya.post("/cohorts", body)
    full = ok(maya.post(f"/cohorts/{made['code']}/members", {"engagements": [cast.engagement.code]}))
    left = ok(maya.post(f"/cohorts/{made['code']}/members/{cast.engagement.code}/departure", {"reason": "Wants spring"}))

    assert made["time_zone"] == "Africa/Nairobi" and about(twin) == ["name"]
    assert [m["enterprise"] for m in full["members"]] == [cast.garments.code]
    assert left["members"][0]["left_because"] == "Wants spring"
    assert [c["name"] for c in ok(maya.get("/cohorts"), 200)["items"]] == ["Nairobi, winter"]


def test_trainers_class_and_visits_are_planned_with_the_same_reasons(cast: Cast, program: Any) -> None:
    scene, maya = a_cohort(cast), program(cast.coordinator)
    path = f"/cohorts/{scene.cohort.code}"
    pair = {"version": 1, "trainer": cast.omar.code, "co_trainer": cast.expert.code}

    best = ok(maya.get(f"{path}/candidates"), 200)[0]
    doubted = maya.put(f"{path}/trainers", pair)
    kept = ok(maya.put(f"{path}/trainers", {**pair, "because": "She renews it"}), 200)
    stale = problem_of(maya.put(f"{path}/trainers", {**pair, "because": "Slower"}), 409)
    early = maya.post(f"{path}/workshops", {"place": "Hall", "days": ["2025-12-08"]})
    ok(maya.post(f"{path}/workshops", {"place": "Hall", "days": ["2026-12-08", "2026-12-09"], "morning_at": "08:30"}))
    wishes = ok(maya.get(f"{path}/proposed-visits"), 200)
    wrong = maya.post(f"{path}/planned-visits", {"visits": [{**wishes[0], "planned_on": "2026-12-08"}]})
    made = ok(maya.post(f"{path}/planned-visits", {"visits": wishes}))

    assert best["name"] == "Omar Muster" and all(p["is_good"] for p in best["points"])
    assert about(doubted) == ["because"] and kept["because"] == "She renews it" and stale["version"] == 2
    assert about(early) == ["days"] and about(wrong) == ["visits.0.planned_on"]
    assert len(made) == 6 and made[0]["time_zone"] == "Africa/Nairobi"


def test_a_visit_is_planned_moved_and_missed(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    made = ok(maya.post("/planned-visits", {"engagement": cast.engagement.code, "planned_on": "2026-12-22"}))
    path = f"/planned-visits/{made['code']}"
    to = {"version": 1, "planned_on": "2027-01-04", "starts_at": "09:00"}
    moved = ok(maya.post(f"{path}/moves", {**to, "reason": "Stock-taking"}))
    stale = problem_of(maya.post(f"{path}/moves", {**to, "planned_on": "2027-01-05", "reason": "Holiday"}), 409)
    missed = ok(maya.post(f"{path}/missed", {"version": 2, "reason": "Road is gone"}))

    assert (made["number"], made["starts_at"], made["state"]) == (1, "09:00", "planned")
    assert moved["moves"][0]["reason"] == "Stock-taking" and stale["current"]["planned_on"] == "2027-01-04"
    assert (missed["state"], missed["missed_because"]) == ("missed", "Road is gone")
    assert len(ok(maya.get("/planned-visits", {"engagement": cast.engagement.code}), 200)["items"]) == 1


def test_the_calendar_is_read_between_two_days(cast: Cast, page: Any) -> None:
    with_class(cast, a_cohort(cast))
    a_visit(cast)
    omar = page(cast.omar)

    found = ok(omar.get("/calendar", {"first": "2026-12-01", "last": "2026-12-31"}), 200)
    back = omar.get("/calendar", {"first": "2026-12-31", "last": "2026-12-01"})

    assert [e["kind"] for e in found] == ["class"] * 4 + ["visit"]
    assert found[-1]["begins"] == "2026-12-22T06:00:00Z" and about(back) == ["last"]


def test_what_is_known_about_a_trainer_is_written_by_whoever_may(cast: Cast, program: Any, page: Any) -> None:
    maya, omar, path = program(cast.coordinator), page(cast.omar), f"/trainers/{cast.omar.code}"

    ok(omar.put(f"{path}/profile", {"version": 0, "languages": ["sw"], "countries": ["KE"]}), 200)
    certificate = {"module": MODULE, "valid_from": "2026-01-01", "valid_until": "2027-12-31"}
    problem_of(omar.post(f"{path}/certificates", certificate), 403)
    ok(maya.post(f"{path}/certificates", certificate))
    away = ok(omar.post(f"{path}/absences", {"starts_on": "2026-12-24", "ends_on": "2026-12-27"}))
    back = ok(omar.post(f"{path}/absences/{away['absences'][0]['code']}/end", {}))

    assert TrainerProfile.objects.get().languages == ["sw"] and back["absences"] == []
    assert ok(maya.get(path), 200)["certificates"] == [certificate]
    problem_of(omar.put(f"/trainers/{cast.expert.code}/profile", {"version": 0, "languages": ["sw"]}), 403)


def test_a_class_moves_by_its_version(cast: Cast, program: Any) -> None:
    workshop, maya = with_class(cast, a_cohort(cast)), program(cast.coordinator)
    to = {"version": 1, "days": ["2026-12-15", "2026-12-16"], "reason": "Hall is taken"}

    moved = ok(maya.post(f"/workshops/{workshop.code}/moves", to))
    stale = problem_of(maya.post(f"/workshops/{workshop.code}/moves", to), 409)
    short = maya.post(f"/workshops/{workshop.code}/moves", {**to, "version": 2, "days": ["2026-12-17"]})

    assert (moved["starts_on"], moved["version"], stale["version"]) == ("2026-12-15", 2, 2)
    assert about(short) == ["days"]
