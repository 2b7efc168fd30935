"""Doubles by program: the same warnings, merges and facts as on the pages, and no more within sight."""

from typing import Any

from genba.directory.actions import enterprises, people
from tests.api.answers import about, ok
from tests.cast import Cast


def test_a_list_is_matched_with_score_and_reasons(cast: Cast, program: Any) -> None:
    rows = [
        {"name": "SAMPLE STREET GARMENTS LTD", "country": "KE", "city": "Nairobi"},
        {"name": "Nobody Knows", "country": "KE"},
    ]

    (found, nothing) = ok(program(cast.coordinator).post("/enterprises/match", {"rows": rows}), 200)["rows"]

    assert [(c["code"], c["match"]) for c in found] == [(cast.garments.code, True)]
    assert {"same name", "same town", "same country"} <= set(found[0]["reasons"]) and nothing == []


def test_what_is_beyond_reach_is_no_candidate(cast: Cast, program: Any) -> None:
    rows = [{"name": "Other Side Metals", "country": "VN"}]

    assert ok(program(cast.coordinator).post("/enterprises/match", {"rows": rows}), 200)["rows"] == [[]]


def test_an_old_code_is_answered_with_the_one_that_was_kept(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    twin = people.register(by=cast.coordinator, enterprise=cast.garments, name="Vidu Rosa", role="worker")
    path = f"/people/{cast.rosa.code}/merge/{twin.code}"

    like = maya.get("/similar/people", {"enterprise": cast.garments.code, "name": "Rosa Vidu"}).json()["found"]
    seen = maya.get(path).json()
    made = ok(maya.post(path, {"name": "Vidu Rosa", "version": 1, "other_version": 1}))
    kept = maya.get(f"/people/{twin.code}").json()
    undone = ok(maya.post(f"/people/{twin.code}/merges/{made['code']}/undo", {}), 200)

    assert {row["code"] for row in like} >= {cast.rosa.code, twin.code}
    assert seen["refused"] is None and seen["moves"] == []
    assert (kept["code"], kept["name"]) == (cast.rosa.code, "Vidu Rosa")
    assert undone["undone_at"] and maya.get(f"/people/{twin.code}").json()["code"] == twin.code


def test_only_who_may_put_both_right_may_merge(cast: Cast, program: Any) -> None:
    copy = enterprises.register(by=cast.director, name="Sample Street Garments", country="KE", provider=None)

    coordinator = program(cast.coordinator).post(f"/enterprises/{cast.garments.code}/merge/{copy.code}", {})
    officer = program(cast.officer).post(f"/enterprises/{cast.garments.code}/merge/{copy.code}", {"name": "Another"})

    assert coordinator.status_code == 404
    assert about(officer) == ["name"]


def test_a_person_beyond_reach_is_told_without_a_name(cast: Cast, program: Any) -> None:
    elsewhere = enterprises.register(by=cast.director, name="Nakuru Mill", country="KE")
    people.register(by=cast.director, enterprise=elsewhere, name="Rosa Vidu", role="worker", phone="0712345678")

    found = (
        program(cast.coordinator)
        .get("/similar/people", {"enterprise": cast.garments.code, "name": "Rosa Vidu"})
        .json()["found"]
    )

    assert sorted((row["code"], row["name"]) for row in found if row["code"] is None) == [(None, None)]
    assert [row["name"] for row in found if row["code"]] == ["Rosa Vidu"]


def test_what_befell_an_enterprise_is_told_and_closed_ones_are_left_out(cast: Cast, program: Any) -> None:
    maya, path = program(cast.coordinator), f"/enterprises/{cast.garments.code}/events"

    closed = ok(maya.post(path, {"kind": "closed", "happened_on": "2026-03-01", "note": "no orders"}))
    again = maya.post(path, {"kind": "closed", "happened_on": "2026-03-02"})
    listed = [maya.get("/enterprises", query).json()["items"] for query in ({}, {"doors": "closed"}, {"doors": "all"})]

    assert maya.get(path).json() == {"events": [closed]} and about(again) == ["kind"]
    assert [[row["code"] for row in rows] for rows in listed] == [[], [cast.garments.code], [cast.garments.code]]
