"""A certificate as PDF in the language of the enterprise, and a page on which anybody checks its code."""

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from genba.access.actions import users
from genba.closeout.actions import completions
from genba.closeout.models import Completion
from genba.kit.pdf import write
from genba.reports.certificate import certificate_of
from genba.web.print import certificate as paper
from tests.cast import Cast
from tests.scenes_closeout import complete, finish
from tests.scenes_sheet import at_today
from tests.words import words_of

__all__ = ["at_today", "write"]


@pytest.fixture
def made(cast: Cast, at_today: Any) -> Completion:
    caches["process"].clear()
    finish(cast)
    return complete(cast)


def test_anybody_checks_a_code_however_it_is_typed(made: Completion, client: Client) -> None:
    typed = f"{made.code[:4].lower()}-{made.code[4:]}"

    words = words_of(client.get("/certificates/", {"code": typed}, follow=True))

    assert "This certificate counts" in words and "Sample Street Garments" in words and "Harbour Programme" in words
    assert "Maya Muster" not in words


def test_a_code_that_does_not_exist_says_so_and_guessing_ends(made: Completion, client: Client) -> None:
    wrong = client.get("/certificates/ZZZZ2222/")
    longer = client.get(f"/certificates/{made.code}X/")
    guesses = [client.get(f"/certificates/ZZZZ22{n:02d}/").status_code for n in range(22, 45)]

    assert (wrong.status_code, longer.status_code) == (404, 404)
    assert "There is no certificate with the code “ZZZZ2222”" in words_of(wrong)
    assert guesses[-1] == 429


def test_what_was_taken_back_no_longer_counts_and_says_no_more(cast: Cast, made: Completion, sign_in: Any) -> None:
    completions.take_back(by=cast.coordinator, completion=made, reason="A visit never took place")

    words = words_of(Client().get(f"/certificates/{made.code}/"))
    pdf = sign_in(cast.owner).get(f"/completions/{made.code}/certificate.pdf")

    assert "no longer counts: it was taken back on 22 November 2026" in words and "never took place" not in words
    assert pdf.status_code == 422


def test_the_owner_and_a_worker_open_the_certificate_and_the_results(cast: Cast, made: Completion, sign_in: Any) -> None:
    for reader in (cast.owner, cast.worker, cast.coordinator):
        client = sign_in(reader)
        for path in (f"/completions/{made.code}/certificate.pdf", f"/engagements/{cast.engagement.code}/results.pdf"):
            answer = client.get(path)
            assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")

    assert sign_in(cast.brand_officer).get(f"/completions/{made.code}/certificate.pdf").status_code in (403, 404)


def test_the_certificate_speaks_the_language_of_the_owner(
    cast: Cast, made: Completion, sign_in: Any, monkeypatch: Any
) -> None:
    users.speak(by=cast.owner, language="fr")
    given: list[Any] = []
    monkeypatch.setattr(paper.pdf, "render", lambda _template, data: given.append(data) or b"%PDF")

    sign_in(cast.coordinator).get(f"/completions/{made.code}/certificate.pdf")
    sign_in(cast.coordinator).get(f"/completions/{made.code}/certificate.pdf", {"language": "ar"})

    assert [(d["meta"]["lang"], d["meta"]["dir"]) for d in given] == [("fr", "ltr"), ("ar", "rtl")]
    assert given[0]["module"] == "Coopération au travail"
    assert given[0]["meta"]["programme"] == "Harbour Programme" and made.code in given[0]["address"]


def test_every_language_is_one_page_of_paper(cast: Cast, made: Completion) -> None:
    for language in ("en", "fr", "es", "ar"):
        assert paper.as_pdf(certificate_of(made, language), f"https://example.org/certificates/{made.code}/").startswith(
            b"%PDF"
        )
