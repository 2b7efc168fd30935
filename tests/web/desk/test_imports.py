"""A file is looked at first and then taken in; what is wrong comes back in the file itself."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from genba.access.actions import users
from genba.audit.actions import SYSTEM
from genba.audit.models import Event
from genba.impact.models import FrameworkIndicator, FrameworkValue
from genba.imports import shelf, tasks
from genba.imports.models import Import
from genba.kit import outbox
from genba.kit.models import Task
from tests.cast import Cast

GOOD = (
    "No,Level,Indicator,Country,Period,Target,Actual\n1,Outcome,People trained,Kenya,2026,40,STSG\n2,,Partners,KE,2026,4,4\n"
)
BAD = GOOD + "3,,Odd,Atlantis,2026,1,1\n"


@pytest.fixture(autouse=True)
def own_shelf(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def send(client: Any, text: str | bytes, name: str = "framework.csv", kind: str = "results-framework", **more: Any) -> Any:
    data = text.encode() if isinstance(text, str) else text
    return client.post("/desk/import/", {"kind": kind, "file": SimpleUploadedFile(name, data), **more})


def test_a_file_is_looked_at_and_nothing_is_kept_until_its_sender_says_so(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)

    address = send(client, GOOD)["Location"]
    waiting = client.get(address).content.decode()
    outbox.drain()
    looked = client.get(address).content.decode()
    before = FrameworkValue.objects.count()
    client.post(address, {"deed": "all"})
    outbox.drain()
    done = client.get(address).content.decode()

    assert "waits for its turn" in waiting and "true-progress" in waiting
    assert "Every row is good." in looked and before == 0
    assert "2 rows were taken in" in done
    assert FrameworkValue.objects.get(indicator__no="1").actual_text == "STSG"
    assert list(Event.objects.filter(noun="import").values_list("verb", flat=True)) == ["bring", "take-in"]


def test_what_is_wrong_is_told_and_given_back_in_the_file(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)

    address = send(client, BAD)["Location"]
    outbox.drain()
    page = client.get(address).content.decode()
    back = client.get(f"{address}file/")
    rows = list(csv.reader(io.StringIO(b"".join(back.streaming_content).decode("utf-8-sig"))))
    client.post(address, {"deed": "all"})

    assert "Atlantis" in page and "such as VN" in page and "Every row is good." not in page
    assert "to-correct.csv" in back["Content-Disposition"]
    assert rows[3][:3] == ["3", "", "Odd"] and "Atlantis" in rows[3][-1] and rows[1][-1] == ""
    assert not FrameworkIndicator.objects.exists()


def test_the_good_rows_alone_are_taken_in_on_request(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)
    address = send(client, BAD)["Location"]
    outbox.drain()

    client.post(address, {"deed": "good"})
    outbox.drain()

    page = client.get(address).content.decode()
    assert set(FrameworkIndicator.objects.values_list("no", flat=True)) == {"1", "2"}
    assert Import.objects.get().written == 2
    assert "To correct: 1" in page and f"{address}file/" in page


def test_headings_of_the_sender_are_matched_by_hand_and_looked_at_again(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)
    address = send(client, GOOD.replace("Indicator", "Was gemessen wird"))["Location"]
    outbox.drain()
    asked = client.get(address).content.decode()

    names = ("no", "level", "indicator", "country", "period", "target", "actual")
    client.post(address, {"deed": "look", **{f"heading-{place}": name for place, name in enumerate(names)}})
    outbox.drain()
    page = client.get(address).content.decode()

    assert "These are needed and not found:" in asked and "Was gemessen wird" in asked
    assert "Every row is good." in page


def test_what_every_row_has_is_said_once(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)

    address = send(client, "No,Indicator,Period,Target\n1,People trained,2026,40\n", country="KE")["Location"]
    outbox.drain()
    client.post(address, {"deed": "all"})
    outbox.drain()

    assert FrameworkValue.objects.get().country_id == "KE"


def test_a_double_click_takes_in_once(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)
    address = send(client, GOOD)["Location"]
    outbox.drain()

    client.post(address, {"deed": "all"})
    second = client.post(address, {"deed": "all"})
    outbox.drain()
    third = client.post(address, {"deed": "all"})

    assert (second.status_code, third.status_code) == (422, 422)
    assert "being worked on" in second.content.decode() and "taken in already" in third.content.decode()
    assert FrameworkValue.objects.count() == 2


def test_a_worker_that_dies_leaves_nothing_half_written_and_another_goes_on(
    cast: Cast, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(cast.director)
    address = send(client, GOOD)["Location"]
    outbox.drain()
    client.post(address, {"deed": "all"})

    def dies(*_args: Any, **_more: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(tasks, "said", dies)  # after the rows were written, before the work is done
        outbox.drain()
    halfway = FrameworkValue.objects.count()
    Task.objects.filter(finished_at=None).update(held_until_at=None)
    outbox.drain()

    assert halfway == 0
    assert FrameworkValue.objects.count() == 2 and Import.objects.get().written == 2


def test_the_same_file_again_is_met_with_a_word(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)
    address = send(client, GOOD)["Location"]
    outbox.drain()
    client.post(address, {"deed": "all"})
    outbox.drain()

    again = send(client, GOOD, name="renamed.csv")["Location"]
    outbox.drain()

    assert "You took in this very file" in client.get(again).content.decode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff\xe0 a photo", "no table"),
        (b"PK\x03\x04 broken", "workbook"),
        (b"<html><table></table>", "web page"),
    ],
)
def test_what_is_no_table_is_refused_beside_the_field_and_leaves_no_file(
    cast: Cast, sign_in: Any, content: bytes, says: str, tmp_path: Any
) -> None:
    client = sign_in(cast.director)

    answer = send(client, content)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Import.objects.exists() and not list(tmp_path.rglob("given"))


def test_a_file_that_is_too_large_is_refused(cast: Cast, sign_in: Any, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    client = sign_in(cast.director)

    answer = send(client, b"a,b\n" + b"1,2\n" * 300_000)

    assert answer.status_code == 422 and "1 MB is the most" in answer.content.decode()
    assert not Import.objects.exists()


def test_nothing_chosen_is_said_beside_the_field(cast: Cast, sign_in: Any) -> None:
    answer = sign_in(cast.director).post("/desk/import/", {"kind": "results-framework"})

    assert answer.status_code == 422 and "id_file-error" in answer.content.decode()


def test_nobody_sees_the_file_of_somebody_else(cast: Cast, sign_in: Any) -> None:
    address = send(sign_in(cast.director), GOOD)["Location"]

    client = sign_in(cast.officer)

    assert [client.get(address + end).status_code for end in ("", "progress/", "file/")] == [404, 404, 404]
    assert client.post(address, {"deed": "all"}).status_code == 404


@pytest.mark.parametrize("who", ["omar", "owner", "auditor", "brand_officer"])
def test_who_may_not_bring_files_is_turned_away(cast: Cast, sign_in: Any, who: str) -> None:
    client = sign_in(getattr(cast, who))

    assert client.get("/desk/import/").status_code == 403
    assert send(client, GOOD).status_code == 403


def test_a_coordinator_is_offered_only_what_a_coordinator_may_bring(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    page = client.get("/desk/import/").content.decode()

    assert 'value="enterprises"' in page and 'value="results-framework"' not in page
    assert client.get("/desk/import/empty/results-framework.xlsx").status_code == 404


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_empty_table_comes_with_its_instructions_in_the_language_of_the_reader(
    cast: Cast, sign_in: Any, language: str
) -> None:
    client = sign_in(cast.director)

    answer = client.get("/desk/import/empty/results-framework.xlsx", headers={"Accept-Language": language})

    book = load_workbook(io.BytesIO(answer.content))
    assert "attachment" in answer["Content-Disposition"]
    assert len(book.sheetnames) >= 2 and book.worksheets[0].cell(1, 1).value


def test_old_files_go_and_what_came_of_them_stays(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)
    address = send(client, BAD)["Location"]
    outbox.drain()
    Import.objects.update(uploaded_at="2026-01-01T00:00:00Z")

    outbox.later(tasks.CLEAR)
    outbox.drain()

    brought = Import.objects.get()
    assert brought.removed_at and not (shelf.folder(brought.code) / "given").exists()
    assert "no longer here" in client.get(address).content.decode()
    assert client.get(f"{address}file/").status_code == 404


def test_the_pages_ask_the_database_little(cast: Cast, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    client = sign_in(cast.director)
    address = send(client, GOOD)["Location"]
    outbox.drain()

    with django_assert_max_num_queries(6):
        client.get(address)
    with django_assert_max_num_queries(6):
        client.get("/desk/import/")


def test_a_deed_that_nobody_knows_does_nothing(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)
    address = send(client, GOOD)["Location"]
    outbox.drain()

    client.post(address, {"deed": "nonsense"})
    outbox.drain()

    assert not FrameworkValue.objects.exists()


def test_a_no_while_rows_are_taken_in_waits_for_no_lock(cast: Cast, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = sign_in(cast.director)
    address = send(client, GOOD)["Location"]
    outbox.drain()
    client.post(address, {"deed": "all"})

    def locked(*_args: Any, **_more: Any) -> Any:
        raise AssertionError("the row that the run holds was asked for")

    monkeypatch.setattr(Import.objects.__class__, "select_for_update", locked)
    answer = client.post(address, {"deed": "all"})

    assert answer.status_code == 422 and "being worked on" in answer.content.decode()


def test_who_lost_the_role_before_the_look_is_told(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)
    send(client, GOOD)

    users.take(by=SYSTEM, grant=cast.director.grants.get())
    outbox.drain()

    assert "Your role does not allow it" in Import.objects.get().outcome["refused"]
