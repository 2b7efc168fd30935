"""Anybody learns without an account: modules, lessons with questions that answer back, and what it may use."""

import re
from typing import Any

import pytest

from genba.programmes.curricula import curriculum

MODULE = "/modules/workplace-cooperation/"


@pytest.mark.django_db
def test_a_visitor_finds_a_module_with_its_lessons_and_what_is_measured(client: Any) -> None:
    overview = client.get("/modules/").content.decode()
    page = client.get(MODULE).content.decode()

    assert f'href="{MODULE}"' in overview
    assert len(set(re.findall(f"{MODULE}lessons/[0-9]+/", page))) == 7
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
@pytest.mark.parametrize("path", ["nothing/", "workplace-cooperation/lessons/99/", "workplace-cooperation/tools/nothing/"])
def test_what_does_not_exist_is_not_found(client: Any, path: str) -> None:
    assert client.get(f"/modules/{path}").status_code == 404


@pytest.mark.django_db
def test_a_lesson_asks_the_database_nothing(client: Any, django_assert_num_queries: Any) -> None:
    client.get(MODULE)  # the first visit fills caches

    with django_assert_num_queries(0):
        client.get(f"{MODULE}lessons/2/")


@pytest.mark.django_db
def test_a_lesson_shows_its_picture_with_words_and_the_picture_runs_nothing(client: Any) -> None:
    page = client.get(f"{MODULE}lessons/2/").content.decode()
    picture = client.get(f"{MODULE}pictures/board.svg")
    outside = [
        client.get(f"{MODULE}pictures/{name}").status_code for name in ("..%2Fmodule.yaml", "nothing.svg", "board.svg.py")
    ]

    assert 'src="/modules/workplace-cooperation/pictures/board.svg" alt="A team of managers and workers' in page
    assert picture["Content-Type"] == "image/svg+xml" and "sandbox" in picture["Content-Security-Policy"]
    assert outside == [404, 404, 404]


@pytest.mark.django_db
def test_trainers_find_the_session_plan(client: Any) -> None:
    module = client.get(MODULE).content.decode()
    note = client.get(f"{MODULE}trainer/1/").content.decode()

    assert "For trainers" in module and f"{MODULE}trainer/1/" in module
    assert "Before the class" in note
    assert client.get(f"{MODULE}trainer/99/").status_code == 404
