"""An office asks what the training changed, and reads what may be said of it."""

import json
import re
from typing import Any

import pytest
import time_machine

import genba.impact.tasks  # noqa: F401  # whoever drains knows the task
from genba.cli import main
from genba.impact.models import Evaluation
from genba.kit.outbox import drain
from tests.cast import Cast
from tests.scenes_evaluation import half_trained
from tests.words import text_of

LIST, NEW = "/desk/evaluations/", "/desk/evaluations/new/"
ASKED = {"indicator": "absenteeism", "module": "", "country": "", "period": "quarter", "cluster": "enterprise"}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-01T10:00:00Z", tick=True):
        yield


def test_a_director_asks_waits_and_reads_what_may_be_said(cast: Cast, sign_in: Any) -> None:
    half_trained(cast, falls_by=20)
    client = sign_in(cast.director)

    asked = client.post(NEW, ASKED)
    waiting = text_of(client.get(asked["Location"]))
    drain()
    page = text_of(client.get(asked["Location"]))

    assert "It is being worked out" in waiting and "What may be said" not in waiting
    assert "Better than those who wait" in page and "moved by −" in page and "drawn by lot" in page
    assert "Enterprises trained 12" in page and "2026-Q1" in page and "Callaway" in page
    assert "Better than those who wait" in text_of(client.get(LIST))


def test_where_nothing_can_be_compared_the_page_says_so_and_shows_what_there_is(cast: Cast, sign_in: Any) -> None:
    half_trained(cast, falls_by=20, trained=3, waiting=0)
    client = sign_in(cast.director)

    of_few = client.post(NEW, ASKED)["Location"]
    of_none = client.post(NEW, {**ASKED, "indicator": "defect-rate"})["Location"]
    drain()

    page = text_of(client.get(of_few))
    assert "Too few to compare" in page and "fewer than ten enterprises" in page and "Before and after alone" in page
    assert "Values 0" in text_of(client.get(of_none))


def test_page_data_and_command_line_show_one_sheet(cast: Cast, sign_in: Any, capsys: pytest.CaptureFixture[str]) -> None:
    half_trained(cast, falls_by=20)
    client = sign_in(cast.director)
    asked = client.post(NEW, ASKED)
    drain()

    of_the_page = client.get(asked["Location"], {"format": "json"}).json()
    assert main(["evaluate", "absenteeism", "--format", "json"]) == 0
    of_the_command = json.loads(capsys.readouterr().out)

    for mine in (of_the_page, of_the_command):
        for name in ("code", "asked_at", "worked_out_at"):
            assert mine.pop(name)
    assert of_the_page == of_the_command and of_the_page["group-time"]["value"] < -1.5


def test_the_command_says_it_in_words(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    half_trained(cast, falls_by=0, trained=3, waiting=2)

    assert main(["evaluate", "absenteeism", "--country", "Kenya", "--period", "half-year"]) == 0

    told = capsys.readouterr().out
    assert "3 enterprises trained" in told and "fewer than ten enterprises" in told and "Before and after alone" in told


def test_an_officer_of_one_country_asks_about_it_alone_and_sees_no_other(cast: Cast, sign_in: Any) -> None:
    of_all = sign_in(cast.director).post(NEW, ASKED)["Location"]
    client = sign_in(cast.officer)

    refused = client.post(NEW, {**ASKED, "country": ""})
    of_kenya = client.post(NEW, {**ASKED, "country": "KE"})

    assert refused.status_code in (200, 422) and Evaluation.objects.filter(asked_by=cast.officer).count() == 1
    assert client.get(of_kenya["Location"]).status_code == 200
    assert client.get(of_all).status_code == 404 and Evaluation.objects.get(country="KE").code in text_of_links(
        client.get(LIST)
    )


def text_of_links(answer: Any) -> str:
    return " ".join(re.findall(r'href="([^"]+)"', answer.content.decode()))


def test_who_reads_no_figures_of_the_programme_asks_nothing(cast: Cast, sign_in: Any) -> None:
    assert sign_in(cast.omar).get(NEW).status_code == 403
    assert sign_in(cast.owner).post(NEW, ASKED).status_code == 403


def test_a_measure_that_the_module_does_not_have_is_told_beside_the_field(cast: Cast, sign_in: Any) -> None:
    answer = sign_in(cast.director).post(NEW, {**ASKED, "module": "hospitality"})

    assert answer.status_code in (200, 422) and "The module does not have" in text_of(answer)
    assert not Evaluation.objects.exists()


def test_the_list_asks_little_of_the_database(cast: Cast, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    client = sign_in(cast.director)
    for country in ("", "KE", "KE"):
        client.post(NEW, {**ASKED, "country": country})
    with django_assert_max_num_queries(5):
        client.get(LIST)
