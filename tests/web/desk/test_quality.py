"""Figures to check at the desk: read why, put right or confirm with a reason, and it leaves the list."""

import csv
import io
import json
import re
from datetime import date
from typing import Any

import pytest

from genba.audit.models import Event
from genba.cli import main
from genba.observations.models import Observation
from genba.programmes.actions import locks
from genba.quality.look import look
from genba.quality.models import DrawnEnterprise, Finding, VerificationSample
from tests.cast import Cast
from tests.quality.test_verification import saving_firms
from tests.scenes_quality import KPI, month, open_of, steady, today, write
from tests.words import text_of

LIST = "/desk/quality/"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with today():
        yield


@pytest.fixture
def doubted(cast: Cast) -> Finding:
    """Ten times as many days lost in January as in the months around it."""
    write(cast.garments, steady() | {"2026-01": 590.0})
    look()
    found: Finding = Finding.objects.get()
    return found


def test_the_list_says_what_why_and_who_must_act(cast: Cast, doubted: Finding, sign_in: Any) -> None:
    page = text_of(sign_in(cast.coordinator).get(LIST))

    assert "One finding" in page and "Sample Street Garments , Absenteeism, January 2026" in page
    assert "29.5 % (590 over 2,001); the months around it lie at about 5.0 %." in page and "Omar Muster" in page


def test_a_value_is_put_right_on_the_page_and_the_finding_closes_itself(cast: Cast, doubted: Finding, sign_in: Any) -> None:
    client, at = sign_in(cast.omar), f"{LIST}{doubted.code}/"
    page = client.get(at)
    key = re.search(r'value="(2026-01-01/[^"]+)"', page.content.decode())
    assert key and "Who must act you" in text_of(page) and "Put it right" in text_of(page)

    sent = {"period": key[1], "numerator": "100.5", "denominator": "2001", "note": ""}
    answer = client.post(f"{at}put-right/", sent, follow=True)

    row = Observation.objects.get(enterprise=cast.garments, starts_on=month("2026-01"))
    assert (row.numerator, row.recorded_by, row.version) == (100.5, cast.omar, 2)
    assert "It is put right, and nothing is doubtful any more" in text_of(
        answer
    ) and "says 100.50 over 2,001 now" in text_of(answer)
    assert open_of(cast.garments) == [] and "Nothing to check" in text_of(client.get(LIST))
    again = client.post(f"{at}put-right/", sent)
    assert again.status_code == 422 and "This is settled already" in text_of(again)


def test_a_value_in_a_locked_month_is_put_right_only_when_the_month_is_opened(
    cast: Cast, doubted: Finding, sign_in: Any
) -> None:
    locks.lock(by=cast.coordinator, month=date(2026, 1, 1), provider=cast.provider)
    sent = {"period": "2026-01-01/2026-01-31/1/", "numerator": "100.5", "denominator": "2001"}

    answer = sign_in(cast.omar).post(f"{LIST}{doubted.code}/put-right/", sent)

    assert answer.status_code == 422 and "January 2026 is locked" in text_of(answer)
    assert Observation.objects.get(starts_on=month("2026-01")).numerator == 590


def test_it_is_confirmed_with_a_reason_and_not_without_one(cast: Cast, doubted: Finding, sign_in: Any) -> None:
    client, at = sign_in(cast.coordinator), f"{LIST}{doubted.code}/"

    without = client.post(f"{at}confirm/", {"reason": " "})
    answer = client.post(f"{at}confirm/", {"reason": "The flood: the road was closed"}, follow=True)

    assert without.status_code == 422
    assert "Maya Muster confirmed it: The flood: the road was closed" in text_of(answer)
    assert "Nothing to check" in text_of(client.get(LIST)) and "The flood" in text_of(client.get(LIST, {"state": "settled"}))
    event = Event.objects.get(noun="finding")
    assert (event.verb, event.by, event.reason) == ("confirm", cast.coordinator.code, "The flood: the road was closed")


def test_who_reads_only_settles_nothing_and_who_is_elsewhere_sees_nothing(
    cast: Cast, doubted: Finding, sign_in: Any
) -> None:
    at = f"{LIST}{doubted.code}/"

    page = sign_in(cast.auditor).get(at)
    refused = sign_in(cast.auditor).post(f"{at}confirm/", {"reason": "So"})

    assert page.status_code == 200 and "Confirm it" not in text_of(page) and refused.status_code == 403
    of_office = sign_in(cast.officer)  # may confirm it, and records no values
    right = {"period": "2026-01-01/2026-01-31/1/", "numerator": "100.5", "denominator": "2001"}
    assert "Put it right" not in text_of(of_office.get(at)) and "Confirm it" in text_of(of_office.get(at))
    assert of_office.post(f"{at}put-right/", right).status_code == 403
    assert sign_in(cast.owner).get(LIST).status_code == 403 and sign_in(cast.worker).get(at).status_code == 404
    Finding.objects.update(enterprise=cast.metals)
    assert sign_in(cast.coordinator).get(at).status_code == 404 and "Nothing to check" in text_of(
        sign_in(cast.officer).get(LIST)
    )


def test_the_morning_and_the_day_of_the_trainer_name_it(cast: Cast, doubted: Finding, sign_in: Any) -> None:
    morning = text_of(sign_in(cast.coordinator).get("/desk/review/"))
    of_omar = text_of(sign_in(cast.coordinator).get("/desk/review/", {"trainer": cast.omar.code}))
    of_eva = text_of(sign_in(cast.coordinator).get("/desk/review/", {"trainer": cast.expert.code}))
    day = text_of(sign_in(cast.omar).get("/field/"))

    told = "January 2026: 29.5 % (590 over 2,001); the months around it lie at about 5.0 %."
    assert told in morning and told in of_omar and told not in of_eva and told in day


def test_page_file_and_command_name_the_same_findings(
    cast: Cast, doubted: Finding, sign_in: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    write(cast.garments, steady(seed=3) | {"2025-04": 600.0}, indicator="defect-rate")
    look()

    answer = sign_in(cast.director).get(LIST, {"format": "csv"})
    of_file = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert main(["quality", "--format", "json"]) == 0
    of_command = json.loads(capsys.readouterr().out)

    assert [row["finding"] for row in of_command] == [row["Finding"] for row in of_file]
    assert [row["why"] for row in of_command] == [row["Why"].replace("\u2007", " ") for row in of_file]
    assert len(of_file) == 2 and of_command[0]["owner"] == of_file[0]["Who must act"] == "Omar Muster"
    assert main(["quality", "--check", "history", "--country", "Kenya"]) == 0
    assert "[history]: 29.5" in capsys.readouterr().out
    assert main(["quality", "--grades"]) == 0
    assert "absenteeism: A 0, B 1, C 0, D 0, none 0" in capsys.readouterr().out


def test_filters_keep_what_they_say(cast: Cast, doubted: Finding, sign_in: Any) -> None:
    client = sign_in(cast.director)

    assert "One finding" in text_of(client.get(LIST, {"kind": "history", "country": "KE", "provider": cast.provider.code}))
    for asked in ({"kind": "peers"}, {"country": "VN"}, {"provider": cast.rival.code}, {"state": "settled"}):
        assert "Nothing found" in text_of(client.get(LIST, asked))


def test_a_missing_month_is_put_right_as_not_tracked_with_its_reason(cast: Cast, sign_in: Any) -> None:
    lost = steady()
    del lost["2026-02"]
    write(cast.garments, lost)
    look()
    found = Finding.objects.get()
    client = sign_in(cast.omar)
    page = text_of(client.get(f"{LIST}{found.code}/"))
    sent = {"period": "2026-02-01/2026-02-28/0/", "untracked": "on", "numerator": "", "denominator": ""}

    without = client.post(f"{LIST}{found.code}/put-right/", sent)
    client.post(f"{LIST}{found.code}/put-right/", {**sent, "note": "The clock broke"})

    assert "Nothing is said of February 2026; 35 of 36 months are there." in page
    assert without.status_code == 422 and "Say why it is not tracked" in text_of(without)
    assert open_of(cast.garments) == [] and Finding.objects.get().settlement == "put-right"


def test_the_list_asks_little_of_the_database_however_long_it_is(
    cast: Cast, doubted: Finding, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    rows = [Finding(enterprise=cast.garments, indicator=KPI, kind="history", starts_on=date(2020 + n % 5, n % 12 + 1, 1), mark="1/1",
                    ends_on=date(2020 + n % 5, n % 12 + 1, 28), data=doubted.data) for n in range(55)]  # fmt: skip
    Finding.objects.bulk_create(rows)
    client = sign_in(cast.director)
    client.get(LIST)

    with django_assert_max_num_queries(10):
        page = text_of(client.get(LIST))

    assert "56 findings" in page and "Next 50" in page


def test_an_office_draws_a_sample_and_somebody_else_than_the_trainer_says_what_was_found(cast: Cast, sign_in: Any) -> None:
    saving_firms(cast, 12)
    sent = {"country": "KE", "starts_on": "2026-01-01", "ends_on": "2026-06-30"}

    made = sign_in(cast.officer).post("/desk/verification/new/", sent)
    again = sign_in(cast.officer).post("/desk/verification/new/", sent)
    row = DrawnEnterprise.objects.order_by("pk").first()
    assert row is not None
    client = sign_in(cast.coordinator)
    page = text_of(client.get(made["Location"]))
    answer = client.post(
        f"/desk/verification/drawn/{row.code}/", {"result": "confirmed", "verified_on": "2026-07-15"}, follow=True
    )

    assert again.status_code == 422 and "drawn already" in text_of(again)
    assert (
        "200 USD every month" in page and "Record what was found" in page and VerificationSample.objects.get().seed in page
    )
    assert "Found as stated : 1" in text_of(answer).replace(
        "stated:", "stated :"
    ) and "Maya Muster, 15 July 2026" in text_of(answer)
    assert "1 of 2" in text_of(client.get("/desk/verification/"))
    file = b"".join(client.get(made["Location"], {"format": "csv"}).streaming_content).decode("utf-8-sig")
    assert len(file.strip().splitlines()) == 3 and "Found as stated" in file
    assert sign_in(cast.coordinator).get("/desk/verification/new/").status_code == 403
    assert sign_in(cast.omar).get(f"/desk/verification/drawn/{row.code}/").status_code == 403


def test_the_command_draws_once(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    saving_firms(cast, 12)

    assert main(["quality", "--draw", "2026-01-01", "2026-06-30", "--country", "KE", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert main(["quality", "--draw", "2026-01-01", "2026-06-30", "--country", "KE"]) != 0

    assert told["of"] == 12 and len(told["drawn"]) == 2 and VerificationSample.objects.get().seed == told["seed"]
