"""Anybody learns without an account: modules, lessons with questions that answer back, calculators that keep nothing."""

from typing import Any

import pytest

from genba.kit.models import Task
from genba.programmes.curricula import curriculum

MODULE = "/modules/workplace-cooperation/"


@pytest.mark.django_db
def test_a_visitor_finds_a_module_with_its_lessons_and_what_is_measured(client: Any) -> None:
    overview = client.get("/modules/").content.decode()
    page = client.get(MODULE).content.decode()

    assert f'href="{MODULE}"' in overview
    assert page.count(f"{MODULE}lessons/") == 7
    assert "Absenteeism" in page and "less is better" in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_lesson_can_be_read_in_every_language(client: Any, language: str) -> None:
    for lesson in curriculum().module("workplace-cooperation").lessons_in(language):
        answer = client.get(f"{MODULE}lessons/{lesson.number}/", HTTP_ACCEPT_LANGUAGE=language)

        page = answer.content.decode()
        assert answer.status_code == 200
        assert f"<h1>{lesson.title}</h1>" in page and lesson.language == language
        assert "```" not in page and "::" not in page


@pytest.mark.django_db
def test_a_question_says_what_was_right_and_why_and_keeps_the_other_answers(client: Any) -> None:
    lesson = f"{MODULE}lessons/1/"
    questions = [p for p in curriculum().module("workplace-cooperation").lessons_in("en")[0].parts if hasattr(p, "answers")]
    right = next(n for n, a in enumerate(questions[0].answers, 1) if a.right)
    wrong = next(n for n, a in enumerate(questions[0].answers, 1) if not a.right)

    before = client.get(lesson).content.decode()
    yes = client.get(lesson, {"q1": right, "q2": "1"}).content.decode()
    no = client.get(lesson, {"q1": wrong}).content.decode()

    assert questions[0].why not in before and "not right" not in before
    assert "Yes." in yes and 'type="hidden" name="q2" value="1"' in yes
    assert "Not quite." in no and "not right" in no


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["99", "-1", "x", "²", "1' OR '1'='1"])
def test_an_answer_that_is_none_is_no_answer(client: Any, typed: str) -> None:
    answer = client.get(f"{MODULE}lessons/1/", {"q1": typed})

    assert answer.status_code == 200
    assert "Not quite." not in answer.content.decode()


@pytest.mark.django_db
def test_a_calculator_works_out_what_was_typed_in_the_digits_of_the_reader(client: Any) -> None:
    given = {"days_lost": "25", "daily_wage": "8", "replacement_share": "40", "replacement_wage": "10", "daily_margin": "14"}

    page = client.get(f"{MODULE}calculators/cost-of-absence/", given).content.decode()
    arabic = client.get(f"{MODULE}calculators/cost-of-absence/", {**given, "days_lost": "٢٥"}, HTTP_ACCEPT_LANGUAGE="ar")

    # By hand: 25 × 8 + 10 × 10 + 15 × 14.
    assert "510" in page
    assert "٥١٠" in arabic.content.decode()
    assert not Task.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"days_lost": "-3"}, "Not below 0."),
        ({"days_lost": "many"}, "days_lost"),
        ({"replacement_share": "120"}, "above 100"),
    ],
)
def test_a_calculator_says_what_is_wrong_and_loses_nothing(client: Any, given: dict[str, str], says: str) -> None:
    good = {
        "days_lost": "25",
        "daily_wage": "8.25",
        "replacement_share": "40",
        "replacement_wage": "10",
        "daily_margin": "14",
    }

    answer = client.get(f"{MODULE}calculators/cost-of-absence/", {**good, **given})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in page
    assert 'value="8.25"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["nothing/", "workplace-cooperation/lessons/99/", "workplace-cooperation/calculators/nothing/"]
)
def test_what_does_not_exist_is_not_found(client: Any, path: str) -> None:
    assert client.get(f"/modules/{path}").status_code == 404


@pytest.mark.django_db
def test_pages_of_learning_ask_the_database_nothing(client: Any, django_assert_num_queries: Any) -> None:
    client.get(MODULE)  # the first visit fills caches

    with django_assert_num_queries(0):
        client.get(MODULE)
        client.get(f"{MODULE}lessons/2/")
