"""Figures: what is measured, what came out, the records behind it, and the sheet of an enterprise."""

import json
from typing import Any

import pytest

from genba.impact import changes, standings
from genba.kit.outbox import drain
from genba.reports.sheet import as_data, enterprise_sheet
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast
from tests.scenes_sheet import play


@pytest.fixture
def worked_out(cast: Cast) -> None:
    """The whole scene, and the figures of the programme."""
    play(cast)
    changes.refresh()
    standings.refresh()
    drain()


def test_every_figure_has_its_definition_and_opens_to_its_records(cast: Cast, program: Any, worked_out: None) -> None:
    dana = program(cast.director)
    defined = {d["code"]: d for d in dana.get("/indicators").json()}

    rows = dana.get("/figures", {"code": "enterprises-trained"}).json()
    records = dana.get("/figures/enterprises-trained/records").json()

    assert defined["enterprises-trained"]["definition"]
    whole = [r for r in rows if not r["country"] and not r["module"]]
    assert [(r["value"], r["unit"]) for r in whole] == [(1, "enterprises")]
    assert [(r["code"], r["name"]) for r in records["items"]] == [(cast.garments.code, "Sample Street Garments")]
    assert records["next"] is None


def test_records_of_every_figure_can_be_read(cast: Cast, program: Any, worked_out: None) -> None:
    dana = program(cast.director)

    told = {d["code"]: dana.get(f"/figures/{d['code']}/records", {"size": 1}).status_code for d in
            dana.get("/indicators").json()}  # fmt: skip

    assert len(told) > 15
    assert set(told.values()) == {200}


def test_somebody_of_a_country_gets_the_figures_of_that_country(cast: Cast, program: Any, worked_out: None) -> None:
    kip = program(cast.officer)

    mine = kip.get("/figures", {"code": "enterprises-trained"}).json()

    assert {row["country"] for row in mine} == {"KE"}
    problem_of(kip.get("/figures", {"country": "VN"}), 404)
    problem_of(kip.get("/figures/enterprises-trained/records", {"country": "VN"}), 404)


def test_a_figure_that_there_is_not_is_named(cast: Cast, program: Any) -> None:
    dana = program(cast.director)

    assert "nothing" in problem_of(dana.get("/figures", {"code": "nothing"}), 422)["detail"]
    assert "nothing" in problem_of(dana.get("/figures/nothing/records"), 422)["detail"]


def test_the_sheet_is_that_of_the_page(cast: Cast, page: Any, worked_out: None) -> None:
    lina = page(cast.owner)

    sheet = ok(lina.get(f"/enterprises/{cast.garments.code}/sheet"), 200)
    on_the_page = lina.client.get(f"/enterprises/{cast.garments.code}/sheet.json").json()

    assert sheet == on_the_page
    assert sheet == json.loads(json.dumps(as_data(enterprise_sheet(cast.garments, language="en"))))


def test_a_sheet_of_an_engagement_of_somebody_else_is_not_made(cast: Cast, program: Any) -> None:
    dana = program(cast.director)

    mine = dana.get(f"/enterprises/{cast.garments.code}/sheet", {"engagement": cast.engagement.code})
    theirs = dana.get(f"/enterprises/{cast.metals.code}/sheet", {"engagement": cast.engagement.code})

    assert mine.status_code == 200
    assert about(theirs) == ["engagement"]


@pytest.mark.django_db
def test_modules_are_open_to_everybody_in_their_language(client: Any) -> None:
    listed = client.get("/api/v1/modules").json()
    whole = client.get("/api/v1/modules/workplace-cooperation", headers={"Accept-Language": "es"}).json()

    assert "workplace-cooperation" in [m["slug"] for m in listed]
    assert whole["title"] == "Cooperación en el lugar de trabajo"
    assert "absenteeism" in [kpi["code"] for kpi in whole["kpis"]]
