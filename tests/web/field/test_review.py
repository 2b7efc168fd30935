"""Reading a report item by item, what a trainer sees of it, signing, and the report as PDF."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader

from genba.delivery.models import Signature
from genba.directory.actions import people
from genba.observations.models import Baseline, Observation
from genba.review.models import Review
from genba.review.subjects import subject_of
from tests.cast import Cast
from tests.scenes_review import NOW, measured
from tests.words import words_of


@pytest.fixture(autouse=True)
def one_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(answer: Any) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split())


def test_a_report_is_read_item_by_item_returned_and_seen_by_the_trainer(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    client = sign_in(cast.coordinator)
    address = f"/field/review/visit/{visit.code}/"
    page = words_of(client.get(address))

    nothing = client.post(address, {"version": 1, "deed": "return", "remark-advice": "Who meets?"})
    client.post(address, {"version": 1, "deed": "return", "reason": "Nearly there", "remark-advice": "Who meets?",
                          "remark-kpi:defect-rate": "Of which line?"})  # fmt: skip
    omar = sign_in(cast.omar)
    today, editing = words_of(omar.get("/field/")), words_of(omar.get(f"/field/visits/{visit.code}/edit/"))

    assert "60 over 1,180" in page and "Last time" in page and "On the wall" in page
    assert nothing.status_code == 422 and "Who meets?" in nothing.content.decode()
    assert "Say what is to be put right" in words_of(nothing)
    assert "Returned to you" in today and "Nearly there" in today and "Who meets?" in today and "Of which line?" in today
    assert "It was returned" in editing and "Nearly there" in editing


def test_a_decision_about_what_was_changed_meanwhile_asks_to_read_again(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    visit.version = 2
    visit.save()

    answer = sign_in(cast.coordinator).post(f"/field/review/visit/{visit.code}/", {"version": 1, "deed": "approve"})

    assert answer.status_code == 422 and "Read it again" in words_of(answer)
    assert 'name="version" value="2"' in answer.content.decode() and not Review.objects.exists()


def test_an_approved_report_shows_its_trail_on_its_page_but_not_to_the_owner(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    sign_in(cast.coordinator).post(f"/field/review/visit/{visit.code}/", {"version": 1, "deed": "approve"})

    ours = words_of(sign_in(cast.omar).get(f"/field/visits/{visit.code}/"))
    theirs = words_of(sign_in(cast.owner).get(f"/field/visits/{visit.code}/"))

    assert "The trail" in ours and "Approved" in ours and "Maya Muster" in ours
    assert "The trail" not in theirs and "Meet every morning." in theirs


def test_a_baseline_and_a_value_have_their_pages_and_a_made_up_key_has_none(cast: Cast, sign_in: Any) -> None:
    measured(cast)
    Observation.objects.update(unusual=True, note="Floods")
    value, baseline = subject_of(Observation.objects.first()), subject_of(Baseline.objects.get())  # type: ignore[arg-type]
    client = sign_in(cast.coordinator)

    shown = client.get(f"/field/review/value/{value.key}/")
    approved = client.post(f"/field/review/baseline/{baseline.key}/", {"version": 1, "deed": "approve"})

    assert "Floods" in words_of(shown) and approved.status_code == 302
    assert client.get("/field/review/value/17/").status_code == 404
    assert sign_in(cast.brand_officer).get(f"/field/review/value/{value.key}/").status_code == 403


def test_a_trainer_may_read_but_not_decide_and_answers_in_words(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    address = f"/field/review/visit/{visit.code}/"
    refused = sign_in(cast.omar).post(address, {"version": 1, "deed": "approve"})
    sign_in(cast.coordinator).post(address, {"version": 1, "deed": "return", "reason": "More"})

    omar = sign_in(cast.omar)
    silent = omar.post(f"{address}answer/", {"words": ""})
    answered = omar.post(f"{address}answer/", {"words": "There is no more"}, follow=True)

    assert (refused.status_code, silent.status_code) == (403, 422)
    assert "Your answer is sent." in words_of(answered) and "Returned to you" not in words_of(answered)


def test_an_expert_notes_a_report_as_read(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    client = sign_in(cast.expert)

    client.post(f"/field/review/visit/{visit.code}/", {"version": 1, "deed": "read", "note": "Clear"})

    assert "1 of 1 read" in words_of(client.get("/desk/review/sample/?month=2026-03"))


def test_a_manager_and_a_worker_sign_on_the_screen(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    client = sign_in(cast.omar)
    address = f"/field/visits/{visit.code}/sign/"
    typed = {"version": 1, "signed_on": "2026-03-20", "agrees": "on"}

    client.post(address, {**typed, "role": "manager", "person": cast.lina.code})
    wrong = client.post(address, {**typed, "role": "manager", "person": cast.rosa.code})
    page = client.post(address, {**typed, "role": "worker", "name": "Ana Beispiel"}, follow=True)

    assert wrong.status_code == 422 and "Rosa Vidu is kept as: Worker" in words_of(wrong)
    assert "Lina Sample" in words_of(page) and "Ana Beispiel" in words_of(page)
    assert Signature.objects.count() == 2


def test_somebody_of_another_enterprise_is_not_even_offered(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    stranger = people.register(by=cast.director, enterprise=cast.metals, name="Other Hand", role="worker")
    typed = {"version": 1, "signed_on": "2026-03-20", "agrees": "on", "role": "worker", "person": stranger.code}

    answer = sign_in(cast.omar).post(f"/field/visits/{visit.code}/sign/", typed)

    assert answer.status_code == 422 and not Signature.objects.exists()


@pytest.mark.parametrize(("language", "heading"), [("en", "Advice"), ("fr", "Conseil"), ("ar", "")])
def test_the_report_is_a_pdf_in_the_language_of_the_owner(cast: Cast, sign_in: Any, language: str, heading: str) -> None:
    visit = measured(cast)
    cast.owner.language = language
    cast.owner.save()

    answer = sign_in(cast.omar).get(f"/field/visits/{visit.code}/report.pdf")

    assert answer["Content-Type"] == "application/pdf" and answer["Content-Language"] == language
    text = text_of(answer)
    assert "Meet every morning." in text and "Put up the board" in text
    assert heading in text
    assert sign_in(cast.brand_officer).get(f"/field/visits/{visit.code}/report.pdf").status_code == 404
