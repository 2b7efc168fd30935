"""At the desk: what is missing, confirm it, take it back, the talk, and who lacks what."""

import csv
import io
from datetime import date
from typing import Any

import pytest

from genba.access.actions import users
from genba.audit.actions import SYSTEM
from genba.closeout.models import Completion, ResultsTalk
from genba.directory.models import Enterprise
from genba.programmes.models import Engagement
from tests.cast import Cast
from tests.scenes_closeout import complete, finish, hold_class, team
from tests.scenes_impact import attend, firm, train
from tests.scenes_sheet import at_today
from tests.words import words_of

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def page_of(cast: Cast, part: str = "") -> str:
    return f"/desk/engagements/{cast.engagement.code}/completion/{part}"


def lines_of(answer: Any) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_trainer_sees_line_by_line_what_is_missing_but_cannot_confirm(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    hold_class(cast, team(cast), absent={"Wen Vidu": (2, 3)})
    client = sign_in(cast.omar)

    with django_assert_max_num_queries(20):
        words = words_of(client.get(page_of(cast)))

    assert "Not complete yet" in words and "worker 2: not there on 15 April 2026" in words and "0 of 2 visits" in words
    assert "No other module works on these gaps." in words
    assert "Confirm completion" not in words
    assert client.get(page_of(cast, "confirm/")).status_code == 403


def test_the_page_of_the_engagement_explains_the_rule_and_the_sheet_leads_the_owner_to_it(cast: Cast, sign_in: Any) -> None:
    at_the_desk = words_of(sign_in(cast.coordinator).get(f"/desk/engagements/{cast.engagement.code}/"))
    client = sign_in(cast.owner)
    at_home = client.get("/enterprise/").content.decode()
    behind = words_of(client.get(page_of(cast)))

    assert "0 of 2 visits" in at_the_desk
    assert "What is still missing" in at_home and page_of(cast) in at_home
    assert "0 of 2 visits" in behind


def test_a_coordinator_confirms_what_is_complete_and_the_code_is_shown(cast: Cast, sign_in: Any) -> None:
    finish(cast)
    client = sign_in(cast.coordinator)

    words = words_of(client.post(page_of(cast, "confirm/"), {"completed_on": "2026-09-01"}, follow=True))

    made = Completion.objects.get()
    assert made.code in words and "Completed on 1 September 2026" in words and "Confirmed by Maya Muster" in words
    assert "After 6 months Due on 1 March 2027" in words


def test_what_is_missing_needs_a_reason_that_shows_and_nothing_typed_is_lost(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    refused = client.post(page_of(cast, "confirm/"), {"completed_on": "2026-08-03", "reason": " "})
    client.post(page_of(cast, "confirm/"), {"completed_on": "2026-08-03", "reason": "The plant burned down"})

    assert refused.status_code == 422
    assert "Something is still missing" in words_of(refused) and 'value="2026-08-03"' in refused.content.decode()
    assert "It counts because: The plant burned down" in words_of(client.get(page_of(cast)))


def test_confirming_twice_and_after_leaving_are_met_with_a_sentence(cast: Cast, sign_in: Any) -> None:
    finish(cast)
    complete(cast)
    client = sign_in(cast.coordinator)

    again = client.post(page_of(cast, "confirm/"), {"completed_on": "2026-09-02"})

    assert again.status_code == 422
    assert "Maya Muster already confirmed it" in words_of(again)
    assert Completion.objects.count() == 1


def test_a_completion_is_taken_back_with_a_reason_and_stays_in_sight(cast: Cast, sign_in: Any) -> None:
    finish(cast)
    made = complete(cast)
    client = sign_in(cast.coordinator)

    client.post(f"/desk/completions/{made.code}/take-back/", {"reason": "A visit never took place"})

    words = words_of(client.get(page_of(cast)))
    assert "taken back on 22 November 2026 by Maya Muster: A visit never took place" in words
    assert "Everything is there" in words


def test_the_coordinator_of_another_provider_finds_nothing(cast: Cast, sign_in: Any) -> None:
    finish(cast)
    made = complete(cast)
    stranger = users.add(by=SYSTEM, name="Nam Other", email="nam@example.org", password="a long tea kettle song")
    users.give(by=SYSTEM, user=stranger, role="provider-coordinator", scope_kind="provider", scope_id=cast.rival.pk,
               since_on=date(2025, 1, 1))  # fmt: skip
    client = sign_in(stranger)

    for path in (page_of(cast), page_of(cast, "confirm/"), f"/desk/completions/{made.code}/take-back/",
                 f"/completions/{made.code}/certificate.pdf", f"/desk/engagements/{cast.engagement.code}/talk/"):  # fmt: skip
        assert client.get(path).status_code == 404


def test_a_talk_is_noted_and_the_enterprise_reads_what_was_agreed(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)
    typed = {"talked_on": "2026-09-08", "present": "Lina Sample", "agreed": "Meet on the floor each month."}

    early = client.post(f"/desk/engagements/{cast.engagement.code}/talk/", {**typed, "talked_on": "2026-12-01"})
    client.post(f"/desk/engagements/{cast.engagement.code}/talk/", typed)

    assert early.status_code == 422 and "Meet on the floor each month." in early.content.decode()
    assert ResultsTalk.objects.count() == 1
    assert "Meet on the floor each month." in words_of(sign_in(cast.owner).get(page_of(cast)))


def test_the_list_says_who_lacks_what_and_filters_in_the_same_queries_for_sixty(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    finish(cast)
    others = [firm(cast, f"Factory number {n}") for n in range(60)]
    train(cast, *others)
    client = sign_in(cast.coordinator)

    with django_assert_max_num_queries(14):
        first = client.get("/desk/completion/")
    ready = words_of(client.get("/desk/completion/", {"state": "open", "q": "Sample Street"}))
    lacking = words_of(client.get("/desk/completion/", {"state": "open", "lacks": "visits"}))
    before = words_of(client.get("/desk/completion/", {"state": "before"}))

    assert "The first 50" in words_of(first) and "Next 50" in words_of(first)
    assert "Ready to confirm" in ready and "Factory" not in ready
    assert "Sample Street Garments" not in lacking and "0 of 2 visits" in lacking
    assert "Nothing found" in before


@pytest.mark.parametrize("lacks", ["baseline", "improvement_plan", "actions_done", "visits"])
def test_every_filter_of_what_is_missing_keeps_who_lacks_it_and_drops_who_has_it(
    cast: Cast, sign_in: Any, lacks: str
) -> None:
    finish(cast)
    train(cast, firm(cast, "Bare Factory"))

    words = words_of(sign_in(cast.coordinator).get("/desk/completion/", {"lacks": lacks}))

    assert "Bare Factory" in words and "Sample Street Garments" not in words


def test_the_list_as_a_file_has_the_figures_of_the_page(cast: Cast, sign_in: Any) -> None:
    hold_class(cast, team(cast), absent={"Wen Vidu": (2, 3)})

    rows = lines_of(sign_in(cast.coordinator).get("/desk/completion/", {"format": "csv"}))

    assert len(rows) == 1
    assert rows[0]["Engagement"] == cast.engagement.code
    assert (rows[0]["People who attended"], rows[0]["Visits"], rows[0]["Rule met"]) == ("3", "0", "no")
    assert "0 of 2 visits" in rows[0]["What is missing"]


def test_attendance_comes_as_a_row_for_each_person_and_session(cast: Cast, sign_in: Any) -> None:
    hold_class(cast, team(cast), absent={"Wen Vidu": (2, 3)})
    other = firm(cast, "Beyond reach", country="VN", provider=cast.rival)
    attend(cast, train(cast, other, country="VN", provider=cast.rival), other, "Ann Not", "female", "worker", 180)
    Engagement.objects.filter(pk=other.pk).update(trainer=None)

    rows = lines_of(sign_in(cast.coordinator).get("/desk/completion/attendance.csv"))

    assert len(rows) == 16
    assert [r["Minutes there"] for r in rows if r["Name"] == "Wen Vidu"] == ["180", "180", "0", "0"]
    assert "Ann Not" not in {r["Name"] for r in rows}


def test_alumni_are_listed_filtered_and_exported(cast: Cast, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    finish(cast)
    made = complete(cast)
    client = sign_in(cast.coordinator)

    with django_assert_max_num_queries(10):
        words = words_of(client.get("/desk/alumni/"))
    nobody = words_of(client.get("/desk/alumni/", {"followed": "six"}))
    rows = lines_of(client.get("/desk/alumni/", {"format": "csv", "module": "workplace-cooperation"}))

    assert "Sample Street Garments" in words and "1 September 2026" in words and "Nobody asked yet" in words
    assert "Nobody here yet" in nobody
    assert [(r["Certificate"], r["Next follow-up due on"]) for r in rows] == [(made.code, "2027-03-01")]
    assert Enterprise.objects.count() == 2
