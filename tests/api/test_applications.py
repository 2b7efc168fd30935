"""Applications: a program writes one down, reads whether it fits, and answers."""

from datetime import date
from typing import Any

from genba.directory.models import Brand, Enterprise
from tests.api.answers import ok
from tests.cast import Cast
from tests.programmes.test_applications import rule

SAID = {"name": "Kijani Bags", "country": "KE", "contact": "Ana Beispiel", "source": "brand", "phone": "+254 700 123 456",
        "women": 50, "men": 36, "isic": "1512", "region": "Nairobi"}  # fmt: skip


def test_an_application_is_written_down_read_and_taken_on(cast: Cast, program: Any) -> None:
    rule(cast, since_on=date(2026, 1, 1))
    maya = program(cast.coordinator)

    made = ok(maya.post("/applications", {**SAID, "provider": cast.provider.code}))
    answered = ok(maya.post(f"/applications/{made['code']}/taking-on", {"provider": cast.provider.code}))

    assert [c["fits"] for c in made["criteria"]] == [True, True, True] and made["answered_on"] is None
    assert Enterprise.objects.get(code=answered["enterprise"]).headcount == 86
    assert maya.get("/applications", {"state": "waiting"}).json()["items"] == []


def test_what_does_not_fit_needs_a_reason_and_a_no_has_one(cast: Cast, program: Any) -> None:
    rule(cast, least=100, since_on=date(2026, 1, 1))
    maya = program(cast.coordinator)
    made = ok(maya.post("/applications", {**SAID, "provider": cast.provider.code}))

    refused = maya.post(f"/applications/{made['code']}/taking-on", {"provider": cast.provider.code})
    answered = ok(maya.post(f"/applications/{made['code']}/declining", {"reason": "Too small for this year"}))

    assert refused.status_code == 422 and answered["reason"] == "Too small for this year" and answered["enterprise"] is None


def test_a_program_asks_remarks_gives_and_takes_a_brand_on(cast: Cast, program: Any) -> None:
    kip, facts = program(cast.officer), {"suppliers": 7, "countries": ["KE", "VN"]}
    brand = {"name": "Esempio Outdoor", "country": "KE", "contact": "Ana", "source": "brand", "phone": "+254 700 123 456"}
    made = ok(kip.post("/applications", {**brand, "kind": "brand", "answers": facts}))
    here = f"/applications/{made['code']}"

    for note in ({"kind": "seen"}, {"kind": "question", "text": "Which two?"}, {"kind": "remark", "text": "Known to us"}):
        ok(kip.post(f"{here}/notes", note))
    given = ok(kip.post(f"{here}/giving", {"provider": cast.provider.code}))

    assert [n["kind"] for n in given["notes"]] == ["seen", "question", "remark"] and given["answers"] == facts
    assert given["provider"] == cast.provider.code and given["missing"] == [] and given["criteria"] == []
    assert len(kip.get("/applications", {"kind": "brand"}).json()["items"]) == 1
    assert kip.get("/applications", {"kind": "sponsor"}).json()["items"] == []
    assert kip.post(f"{here}/notes", {"kind": "question", "text": " "}).status_code == 422
    assert program(cast.coordinator).post(f"{here}/welcome", {}).status_code == 422
    assert Brand.objects.get(code=ok(kip.post(f"{here}/welcome", {}))["taken_on_as"]).name == "Esempio Outdoor"
