"""Pulses by program: ask, answer, read what breaks first."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from genba.pulses.models import PulseAsk
from tests.api.answers import ok
from tests.cast import Cast
from tests.scenes_pulses import others, say


def soon() -> str:
    return (timezone.localdate() + timedelta(days=2)).isoformat()


def test_everybody_is_asked_and_what_breaks_first_is_read(cast: Cast, program: Any) -> None:
    others(cast)
    maya = program(cast.coordinator)

    made = ok(maya.post("/pulses", {"reason": "The river is over the road.", "closes_on": soon(), "country": "KE"}))
    few = ok(maya.get(f"/pulses/{made['code']}"), 200)
    say(PulseAsk.objects.all()[0].pulse, "cash", count=5)
    enough = ok(maya.get(f"/pulses/{made['code']}"), 200)

    assert ok(maya.get("/pulses"), 200)["items"] == [made]
    assert (few["asked"], few["answered"], few["results"]) == (7, 0, None) and "Under five enterprises" in few["detail"]
    assert (enough["results"]["worst"], enough["results"]["by_country"][0]["group"], enough["detail"]) == (
        "cash",
        "Kenya",
        "",
    )


def test_whoever_serves_an_enterprise_writes_down_what_it_said_and_nobody_else(cast: Cast, program: Any) -> None:
    others(cast)
    maya, dana = program(cast.coordinator), program(cast.director)
    made = ok(dana.post("/pulses", {"reason": "Flood", "closes_on": soon()}))
    asks = {ask["enterprise"]: ask["code"] for ask in ok(dana.get(f"/pulses/{made['code']}/asks"), 200)["items"]}

    called = ok(
        maya.put(f"/pulse-asks/{asks[cast.garments.code]}/answers", {"answers": {"open": False}, "most_needed": "A pump"}),
        200,
    )
    beyond = maya.put(f"/pulse-asks/{asks[cast.metals.code]}/answers", {"answers": {"open": True}})

    assert (called["way"], called["answers"], called["most_needed"]) == ("phone", {"open": False}, "A pump")
    assert called["answered_on"] == timezone.localdate().isoformat() and beyond.status_code == 404
    assert len(ok(maya.get(f"/pulses/{made['code']}/asks"), 200)["items"]) == 7


def test_what_cannot_be_is_refused_by_name(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    late = maya.post("/pulses", {"reason": "Flood", "closes_on": "2020-01-01"})
    nowhere = maya.post("/pulses", {"reason": "Flood", "closes_on": soon(), "country": "PE"})
    made = ok(maya.post("/pulses", {"reason": "Flood", "closes_on": soon()}))
    (ask,) = ok(maya.get(f"/pulses/{made['code']}/asks"), 200)["items"]
    strange = maya.put(f"/pulse-asks/{ask['code']}/answers", {"answers": {"weather": True}})
    word = maya.put(f"/pulse-asks/{ask['code']}/answers", {"answers": {"open": "perhaps"}})

    assert [a.status_code for a in (late, nowhere, strange, word)] == [422] * 4
    assert "next 14 days" in late.json()["detail"] and "nobody to ask" in nowhere.json()["detail"]
    assert "There is no question “weather”" in strange.json()["detail"]
