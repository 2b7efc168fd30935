"""Satisfaction is a figure like the others: the share of 4 and 5, its n and distribution, nothing below five answers."""

from typing import Any

import pytest

from genba.commands.indicators import told
from genba.delivery.actions import satisfaction, workshops
from genba.directory.actions import people
from genba.impact import standings
from tests.cast import Cast
from tests.scenes_classes import SECOND, a_class
from tests.words import words_of


def asked(cast: Cast, scores: dict[int, int], *, close: bool = True) -> None:
    """A class with eight people whose paper forms gave these scores to every question."""
    room = a_class(cast)
    more = [people.register(by=cast.coordinator, enterprise=cast.garments, name=name, role="worker", sex="female")
            for name in ("Ana Exemplo", "Bea Ejemplo", "Cira Contoh", "Dede Beispiel", "Ela Voorbeeld")]  # fmt: skip
    workshops.enrol(by=cast.coordinator, workshop=room.workshop, people=more)
    survey = satisfaction.open_survey(by=cast.omar, workshop=room.workshop, on=SECOND)
    counts = {(q, score): n for q in ("all-in-all", "useful") for score, n in scores.items()}
    satisfaction.tally(by=cast.omar, survey=survey, counts=counts, on=SECOND)
    if close:
        satisfaction.close(by=cast.omar, survey=survey, on=SECOND)
    standings.refresh()


def test_the_share_of_four_and_five_is_shown_with_its_people_and_their_scores(cast: Cast, sign_in: Any) -> None:
    asked(cast, {5: 4, 4: 1, 2: 2})

    (line,) = standings.lines(code="satisfaction")

    assert line.value == pytest.approx(5 / 7) and line.detail["n"] == 7
    assert line.detail["distribution"] == [0, 2, 0, 1, 4]
    assert "71% (n = 7; from 1 to 5: 0 2 0 1 4)" in told(line)
    assert standings.lines(code="satisfaction", country="KE")[0].value == line.value


def test_below_five_answers_nothing_is_shown(cast: Cast) -> None:
    asked(cast, {5: 4})

    (line,) = standings.lines(code="satisfaction", inside=True)

    assert (line.value, line.withheld) == (None, "too-few")
    assert "distribution" not in line.detail


def test_the_page_of_the_programme_shows_it_and_opens_to_the_enterprises(cast: Cast, sign_in: Any) -> None:
    asked(cast, {5: 4, 4: 1, 2: 2})
    client = sign_in(cast.director)

    page = client.get("/desk/programme/")
    records = client.get("/desk/programme/records/?figure=satisfaction")

    assert "Satisfied with the class" in words_of(page) and "0 · 2 · 0 · 1 · 4" in words_of(page)
    assert "Sample Street Garments" in words_of(records) and "Model Joinery" in words_of(records)
