"""An office hands the panel out to an evaluator: who, when and why stands on the page and in the trail."""

import io
import re
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine

from genba.audit.models import Event
from genba.impact.models import PanelExport
from tests.cast import Cast
from tests.scenes_impact import count, firm

PAGE = "/desk/evaluations/panel/"
ASKED = {"why": "Evaluation of 2026 by Sample University", "country": "", "like": ""}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-01T10:00:00Z", tick=True):
        yield


@pytest.fixture
def office(cast: Cast) -> None:
    people = {("worker", "female"): 30, ("worker", "male"): 10}
    for n in range(12):
        taking = firm(cast, f"Contoh {'bcdfghjklmnp'[n] * 5}", workforce=people, country="KE" if n % 2 else "VN")
        count(taking.enterprise, "absenteeism", ("2025-12", "2026-03"), 60, 1000)


def zipped(answer: Any) -> ZipFile:
    return ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_director_hands_it_out_and_it_is_written_down(cast: Cast, office: None, sign_in: Any) -> None:
    client = sign_in(cast.director)

    assert f'href="{PAGE}"' in client.get("/desk/evaluations/").content.decode()
    assert "Nobody had one yet" in text_of(client.get(PAGE))
    answer = client.post(PAGE, ASKED)

    made = PanelExport.objects.get()
    assert (
        answer["Content-Disposition"] == f'attachment; filename="panel-{made.code}.zip"'
        and "no-store" in answer["Cache-Control"]
    )
    assert {"panel.csv", "panel.parquet", "enterprises.csv", "codebook.csv", "README.txt"} <= set(zipped(answer).namelist())
    (event,) = Event.objects.filter(noun="panelexport")
    assert (event.verb, event.code, event.by, event.reason) == ("export", made.code, cast.director.code, ASKED["why"])
    assert made.salt not in str(event.changes)
    page = text_of(client.get(PAGE))
    assert ASKED["why"] in page and made.code in page and cast.director.name in page and made.salt not in page


def test_without_a_reason_or_with_an_unknown_code_nothing_is_handed_out(cast: Cast, office: None, sign_in: Any) -> None:
    client = sign_in(cast.director)

    for asked, sentence in (({**ASKED, "why": " "}, "required"), ({**ASKED, "like": "ZZZZZZZZ"}, "no earlier export")):
        answer = client.post(PAGE, asked)
        assert answer.status_code == 422 and sentence in text_of(answer)
    assert not PanelExport.objects.exists() and not Event.objects.filter(noun="panelexport").exists()


def test_an_officer_hands_out_the_own_country_and_sees_no_other(cast: Cast, office: None, sign_in: Any) -> None:
    of_all = sign_in(cast.director).post(PAGE, ASKED) and PanelExport.objects.get()
    client = sign_in(cast.officer)

    assert client.post(PAGE, ASKED).status_code == client.post(PAGE, {**ASKED, "country": "VN"}).status_code == 422
    assert (
        client.post(PAGE, {**ASKED, "country": "KE", "like": of_all.code}).status_code == 422
    )  # not the officer's to join with
    own = client.post(PAGE, {**ASKED, "country": "KE"})

    told = zipped(own).read("enterprises.csv").decode()
    assert told.count(",KE,") == 7 and ",VN," not in told
    assert of_all.code not in text_of(client.get(PAGE))


def test_the_threshold_holds_for_the_office_too_and_leaves_no_trace_of_an_export(cast: Cast, sign_in: Any) -> None:
    answer = sign_in(cast.director).post(PAGE, ASKED)

    assert answer.status_code == 422 and "nobody could hide" in text_of(answer) and not PanelExport.objects.exists()


@pytest.mark.parametrize("who", ["coordinator", "omar", "owner", "brand_officer", "auditor"])
def test_nobody_else_has_it(cast: Cast, office: None, sign_in: Any, who: str) -> None:
    client = sign_in(getattr(cast, who))

    assert client.get(PAGE).status_code == client.post(PAGE, ASKED).status_code == 403
    assert not PanelExport.objects.exists()
