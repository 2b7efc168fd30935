"""A program does what the pages do, from the first call to the sheet, with the same rules and the same figures."""

import json
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from genba.audit.models import Event
from genba.directory.models import Enterprise
from genba.impact import changes, standings
from genba.kit.outbox import drain
from genba.reports.sheet import as_data, enterprise_sheet
from tests.cast import Cast


def ok(answer: Any, status: int = 201) -> Any:
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def months_ago(n: int) -> tuple[date, date]:
    """First and last day of the n-th whole month before this one."""
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    for _ in range(n - 1):
        last = last.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def test_the_whole_main_job_from_registering_to_the_sheet(cast: Cast, program: Any) -> None:
    maya, today = program(cast.coordinator), timezone.localdate()
    class_on = today - timedelta(days=130)

    firm = ok(maya.post("/enterprises", {"name": "Thika Bakers", "country": "KE", "isic": "1071", "output_unit": "loaves",
                                         "provider": cast.provider.code}))["code"]  # fmt: skip
    counted = ok(maya.put(f"/enterprises/{firm}/workforce", {"counted_on": today, "people": [
        {"role": "worker", "sex": "female", "people": 20}, {"role": "manager", "sex": "male", "people": 3}]}), 200)  # fmt: skip
    people = [ok(maya.post("/people", {"enterprise": firm, "name": n, "role": r, "sex": s}))["code"]
              for n, r, s in (("Ana Beispiel", "worker", "female"), ("Ben Ejemplo", "manager", "male"))]  # fmt: skip
    engagement = ok(maya.post("/engagements", {
        "enterprise": firm, "module": "workplace-cooperation", "provider": cast.provider.code, "trainer": cast.omar.code,
        "agreed_on": class_on - timedelta(days=20), "price": "900", "currency": "USD",
        "shares": [{"payer": "enterprise", "amount": "400"}, {"payer": "donor", "name": "Fund", "amount": "500"}]}))  # fmt: skip
    before, after = months_ago(6), months_ago(1)
    baseline = ok(maya.post(f"/engagements/{engagement['code']}/baseline", {
        "taken_on": class_on - timedelta(days=2), "starts_on": before[0], "ends_on": before[1],
        "values": [{"indicator": "absenteeism", "numerator": 40, "denominator": 500},
                   {"indicator": "defect-rate", "note": "Nobody counts yet"}],
        "practices": [{"practice": "daily-meeting", "state": "absent"}]}))  # fmt: skip
    workshop = ok(maya.post("/workshops", {
        "module": "workplace-cooperation", "place": "Thika Hall", "days": [class_on, class_on + timedelta(days=1)],
        "engagements": [engagement["code"]], "provider": cast.provider.code, "trainer": cast.omar.code,
        "people": people}))  # fmt: skip
    marked = ok(maya.put(f"/workshops/{workshop['code']}/sessions/{class_on}-morning/attendance", {
        "version": workshop["version"], "marks": [{"person": people[0], "minutes": 180}, {"person": people[1], "minutes": 0}],
        "walked_in": {"enterprise": firm, "name": "Caro Contoh", "sex": "female", "role": "worker"}}), 200)  # fmt: skip
    action = ok(maya.post(f"/engagements/{engagement['code']}/actions", {
        "problem": "Trays block the aisle", "action": "Mark the aisle", "owner": "Ana", "due_on": today + timedelta(days=9),
        "expected_saving": "25"}))  # fmt: skip
    ok(maya.post(f"/actions/{action['code']}/decisions", {"kind": "started"}))
    visit = ok(maya.post(f"/engagements/{engagement['code']}/visits", {
        "visited_on": today, "advice": "Keep the aisle free.", "starts_on": after[0], "ends_on": after[1],
        "values": [{"indicator": "absenteeism", "numerator": 25, "denominator": 500}],
        "practices": [{"practice": "daily-meeting", "state": "practised", "evidence": "Seen at eight"}],
        "decisions": [{"action": action["code"], "kind": "done"}]}))  # fmt: skip
    saved = ok(maya.put(f"/actions/{action['code']}/saving", {
        "version": maya.get(f"/actions/{action['code']}").json()["version"], "actual": "20", "method": "Weighed"}), 200)  # fmt: skip

    assert counted["headcount"] == 23 and baseline["practices"][0]["state"] == "absent"
    assert [s["payer"] for s in engagement["shares"]] == ["enterprise", "donor"]
    assert len(workshop["sessions"]) == 4
    assert {p["name"]: p["minutes"] for p in marked["participants"]} == {
        "Ana Beispiel": {f"{class_on}-morning": 180}, "Ben Ejemplo": {f"{class_on}-morning": 0},
        "Caro Contoh": {f"{class_on}-morning": 180}}  # fmt: skip
    assert visit["number"] == 1 and saved["state"] == "done" and saved["actual_saving"] == "20.00"
    sheet = maya.get(f"/enterprises/{firm}/sheet").json()
    assert sheet == json.loads(json.dumps(as_data(enterprise_sheet(Enterprise.objects.get(code=firm), language="en"))))
    assert "absenteeism" in json.dumps(sheet) and sheet != maya.get(f"/enterprises/{cast.garments.code}/sheet").json()
    events = Event.objects.filter(
        by=cast.coordinator.code, noun__in=["enterprise", "engagement", "visit", "workshop", "action"]
    )
    assert events.count() >= 8


def test_an_endline_before_its_baseline_is_refused_and_nothing_is_kept(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    body = {"visited_on": date(2026, 3, 1), "advice": "Look.", "starts_on": date(2026, 2, 1), "ends_on": date(2026, 2, 28),
            "values": [{"indicator": "absenteeism", "numerator": 2, "denominator": 100}]}  # fmt: skip

    answer = maya.post(f"/engagements/{cast.engagement.code}/visits", body)

    assert answer.status_code == 422 and "baseline" in answer.json()["detail"]
    assert maya.get("/visits").json()["items"] == []
    assert maya.get("/observations").json()["items"] == []


def test_an_unlikely_value_needs_its_reason_and_a_second_value_the_version_it_replaces(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    body = {"enterprise": cast.garments.code, "indicator": "absenteeism", "starts_on": "2026-03-01", "ends_on": "2026-03-31",
            "numerator": 80, "denominator": 100}  # fmt: skip

    doubted = maya.post("/observations", body)
    insisted = ok(maya.post("/observations", {**body, "note": "There was a strike"}))
    blind = maya.post("/observations", {**body, "numerator": 8, "note": ""})
    righted = ok(maya.post("/observations", {**body, "numerator": 8, "version": insisted["version"]}))

    assert doubted.status_code == 422 and doubted.json()["errors"][0]["field"] == "numerator"
    assert insisted["unusual"] is True
    assert blind.status_code == 409 and blind.json()["current"]["numerator"] == 80
    assert (righted["numerator"], righted["unusual"], righted["version"]) == (8, False, 2)


def test_nobody_registers_beyond_the_own_reach(cast: Cast, program: Any) -> None:
    maya, kip = program(cast.coordinator), program(cast.officer)

    theirs = maya.post("/enterprises", {"name": "Far Works", "country": "VN", "provider": cast.rival.code})
    nobodys = maya.post("/enterprises", {"name": "Far Works", "country": "VN"})
    abroad = kip.post("/enterprises", {"name": "Far Works", "country": "VN"})
    agreed = maya.post("/engagements", {"enterprise": cast.metals.code, "module": "workplace-cooperation",
                                        "provider": cast.provider.code, "agreed_on": "2026-03-01"})  # fmt: skip

    assert [a.status_code for a in (theirs, nobodys, abroad, agreed)] == [422, 422, 403, 422]
    assert not Enterprise.objects.filter(name="Far Works").exists()


def test_a_near_duplicate_is_named_and_made_only_on_request(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    body = {"name": "SAMPLE STREET GARMENTS Ltd", "country": "KE", "provider": cast.provider.code}

    warned = maya.post("/enterprises", body)
    person = maya.post("/people", {"enterprise": cast.garments.code, "name": "rosa VIDU", "role": "worker"})

    assert warned.status_code == 422 and cast.garments.code in warned.json()["detail"]
    assert person.status_code == 422 and cast.rosa.code in person.json()["detail"]
    assert ok(maya.post("/enterprises", {**body, "another": True}))["code"] != cast.garments.code


def test_an_enterprise_that_leaves_says_why_and_a_dropped_action_too(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/engagements/{cast.engagement.code}"
    action = ok(maya.post(f"{path}/actions", {"problem": "P", "action": "A", "owner": "O", "due_on": "2027-03-01"}))["code"]

    silent = maya.post(f"/actions/{action}/decisions", {"kind": "dropped"})
    dropped = ok(maya.post(f"/actions/{action}/decisions", {"kind": "dropped", "reason": "Too dear"}))
    left = ok(maya.post(f"{path}/withdrawal", {"withdrawn_on": "2026-05-01", "reason": "The plant closed"}))
    twice = maya.post(f"{path}/withdrawal", {"withdrawn_on": "2026-05-02", "reason": "Again"})

    assert (silent.status_code, dropped["state"], left["withdrawn_on"], twice.status_code) == (
        422,
        "dropped",
        "2026-05-01",
        422,
    )


def test_the_framework_is_read_entered_and_kept_within_its_country(cast: Cast, program: Any) -> None:
    dana, kip, ada_reads = program(cast.director), program(cast.officer), "/framework"
    line = ok(dana.post("/framework/lines", {"no": "1.1", "wording": "People trained (m/f)", "kind": "count"}))["line"]

    entered = ok(kip.put(f"/framework/{line}/KE/2026", {"target": 40, "target_female_share": 50}), 200)
    blind = kip.put(f"/framework/{line}/KE/2026", {"target": 41})
    abroad = kip.put(f"/framework/{line}/VN/2026", {"target": 41})
    righted = ok(kip.put(f"/framework/{line}/KE/2026", {"version": entered["version"], "actual_text": "STSG"}), 200)

    assert (entered["target"], entered["target_female_share"], entered["status"]) == (40, 50, "waiting")
    assert (blind.status_code, abroad.status_code) == (409, 404)
    assert (righted["target"], righted["actual"], righted["actual_text"]) == (40, None, "STSG")
    assert [row["line"] for row in kip.get(ada_reads, {"country": "KE", "period": "2026"}).json()] == [line]


def test_figures_are_those_of_the_programme_page(cast: Cast, program: Any) -> None:
    dana = program(cast.director)
    changes.refresh()
    standings.refresh()
    drain()

    defined = {d["code"]: d for d in dana.get("/indicators").json()}
    rows = dana.get("/figures", {"code": "enterprises"}).json()

    assert defined["enterprises"]["definition"]
    whole = [r for r in rows if not r["country"] and not r["module"]]
    assert [(r["value"], r["unit"]) for r in whole] == [(1, "enterprises")]


def test_modules_are_open_to_everybody(client: Any, db: None) -> None:
    listed = client.get("/api/v1/modules").json()
    whole = client.get("/api/v1/modules/workplace-cooperation", headers={"Accept-Language": "es"}).json()

    assert [m["slug"] for m in listed] == ["workplace-cooperation"]
    assert whole["title"] == "Cooperación en el lugar de trabajo" and len(whole["kpis"]) == 14
