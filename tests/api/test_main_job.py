"""A program does what the pages do, from the first call to the sheet, with the same rules and the same figures."""

import json
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from genba.audit.models import Event
from genba.directory.models import Enterprise
from genba.reports.sheet import as_data, enterprise_sheet
from tests.api.answers import ok
from tests.cast import Cast


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

    assert maya.get(f"/enterprises/{firm}").json()["headcount"] == 23 and len(counted) == 1
    assert baseline["practices"][0]["state"] == "absent"
    assert [s["payer"] for s in engagement["shares"]] == ["enterprise", "donor"]
    assert len(workshop["sessions"]) == 4
    assert {p["name"]: p["minutes"] for p in marked["participants"]} == {
        "Ana Beispiel": {f"{class_on}-morning": 180}, "Ben Ejemplo": {f"{class_on}-morning": 0},
        "Caro Contoh": {f"{class_on}-morning": 180}}  # fmt: skip
    assert (visit["number"], visit["values"][0]["numerator"], visit["decisions"][0]["kind"]) == (1, 25, "done")
    assert [d["kind"] for d in saved["decisions"]] == ["started", "done"]
    assert saved["state"] == "done" and saved["actual_saving"] == "20.00"
    sheet = maya.get(f"/enterprises/{firm}/sheet").json()
    assert sheet == json.loads(json.dumps(as_data(enterprise_sheet(Enterprise.objects.get(code=firm), language="en"))))
    assert "absenteeism" in json.dumps(sheet) and sheet != maya.get(f"/enterprises/{cast.garments.code}/sheet").json()
    events = Event.objects.filter(
        by=cast.coordinator.code, noun__in=["enterprise", "engagement", "visit", "workshop", "action"]
    )
    assert events.count() >= 8
