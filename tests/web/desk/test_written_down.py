"""What came by telephone is written down at the desk, of whichever kind."""

from typing import Any

import pytest

from genba.programmes.models import Application
from tests.cast import Cast
from tests.words import words_of

pytestmark = pytest.mark.django_db
CALLED = {
    "name": "Amina Mithal",
    "country": "KE",
    "phone": "+254 700 123 456",
    "source": "event",
    "applied_on": "2026-03-02",
}


def written(desk: Any, cast: Cast, kind: str, **typed: Any) -> Any:
    known = {"programme": cast.programme.pk, "provider": cast.provider.pk}
    return desk.post(f"/desk/applications/new/?kind={kind}", {**CALLED, **known, **typed})


def test_a_trainer_who_called_is_written_down_without_an_address(cast: Cast, sign_in: Any) -> None:
    answer = written(sign_in(cast.coordinator), cast, "trainer", languages="French, Swahili", years="4")

    made = Application.objects.get()
    assert answer.status_code == 302 and answer["Location"].endswith(f"{made.code}/")
    assert (made.kind, made.source, made.provider, made.email) == ("trainer", "event", cast.provider, "")
    assert made.answers["languages"] == ["fr", "sw"] and made.written_by == cast.coordinator


def test_a_brand_needs_whom_to_call_and_nothing_typed_is_lost(cast: Cast, sign_in: Any) -> None:
    desk = sign_in(cast.coordinator)
    refused = written(desk, cast, "brand", suppliers="7", message="Two of them asked")
    kept = written(desk, cast, "brand", suppliers="7", contact="Bo")

    assert refused.status_code == 422 and "Two of them asked" in refused.content.decode()
    assert "Whom we may call" in words_of(refused)
    assert kept.status_code == 302 and Application.objects.get().answers == {"suppliers": 7}


def test_the_page_leads_to_every_kind_and_an_unknown_one_is_not_found(cast: Cast, sign_in: Any) -> None:
    desk = sign_in(cast.coordinator)
    page = desk.get("/desk/applications/new/").content.decode()

    assert all(f"?kind={kind}" in page for kind in ("trainer", "provider", "brand", "sponsor"))
    assert (
        "Women who work there" in page
        and "Women who work there" not in desk.get("/desk/applications/new/?kind=brand").content.decode()
    )
    assert desk.get("/desk/applications/new/?kind=visitor").status_code == 404
