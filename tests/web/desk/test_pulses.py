"""An office asks everybody at once, sees what breaks first, and calls those who need it."""

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from genba.pulses.actions import token_of
from genba.pulses.models import Pulse, PulseAsk
from tests.cast import Cast
from tests.scenes_pulses import asked, others, say
from tests.words import words_of

YES = dict.fromkeys(
    ("open", "staffed", "safe", "paid", "orders", "inputs", "cash", "transport", "informed", "managing"), "yes"
)


def soon(days: int = 2) -> date:
    return timezone.localdate() + timedelta(days=days)


def test_one_sentence_asks_everybody(cast: Cast, sign_in: Any) -> None:
    others(cast)
    client = sign_in(cast.coordinator)

    form = words_of(client.get("/desk/pulses/new/"))
    sent = client.post("/desk/pulses/new/", {"reason": "The river is over the road.", "country": "KE", "closes_on": soon().isoformat()},
                       follow=True)  # fmt: skip

    assert "Is there cash for four weeks?" in form and "Kenya" in form and "Viet Nam" not in form
    assert "7 enterprises are asked." in words_of(sent) and "0 of 7 enterprises have answered" in words_of(sent)
    assert "Under five enterprises no figure is shown" in words_of(sent)
    assert "0 of 7" in words_of(client.get("/desk/pulses/"))


def test_what_was_typed_wrongly_comes_back_with_what_to_correct(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)

    late = client.post("/desk/pulses/new/", {"reason": "Flood", "country": "", "closes_on": soon(30).isoformat()})
    empty = client.post("/desk/pulses/new/", {"reason": "", "country": "", "closes_on": soon().isoformat()})

    assert late.status_code == empty.status_code == 422
    assert "today or one of the next 14 days" in words_of(late) and 'value="Flood"' in late.content.decode()
    assert not Pulse.objects.exists()


def test_the_page_says_what_breaks_first_and_whom_to_call(cast: Cast, sign_in: Any) -> None:
    made = asked(cast)
    say(made, "transport", count=3, most_needed="A lorry to the port")
    say(made, count=3)
    client = sign_in(cast.coordinator)

    page = words_of(client.get(f"/desk/pulses/{made.code}/"))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/desk/pulses/{made.code}/results.xlsx").content))

    assert "6 of 7 enterprises have answered" in page
    assert "They said no to: Can goods come in and go out?" in page and "A lorry to the port" in page
    assert "Not heard from yet" in page and "Ornek Joinery" in page
    cells = [str(cell) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "Kenya" in cells and not [cell for cell in cells if "Looms" in cell or "Garments" in cell]


def test_a_spreadsheet_of_too_few_answers_leads_back_to_the_page(cast: Cast, sign_in: Any) -> None:
    made = asked(cast)

    answer = sign_in(cast.coordinator).get(f"/desk/pulses/{made.code}/results.xlsx")

    assert (answer.status_code, answer["Location"]) == (302, f"/desk/pulses/{made.code}/")


def test_who_is_called_has_the_answers_written_down(cast: Cast, sign_in: Any) -> None:
    ask = PulseAsk.objects.get(pulse=asked(cast), enterprise=cast.garments)
    client = sign_in(cast.coordinator)

    nothing = client.post(f"/desk/pulse-answers/{ask.code}/", {"most_needed": "Call again tomorrow"})
    client.post(f"/desk/pulse-answers/{ask.code}/", {**YES, "cash": "no", "most_needed": "Rent"})

    assert nothing.status_code == 422 and "Answer at least one question." in words_of(nothing)
    assert "Call again tomorrow" in words_of(nothing)
    ask.refresh_from_db()
    assert (ask.way, ask.answered_by, ask.answers["cash"], ask.most_needed) == ("phone", cast.coordinator, False, "Rent")


@pytest.mark.parametrize("who", ["owner", "brand_officer", "omar", "worker"])
def test_the_others_do_not_see_what_single_enterprises_said(cast: Cast, sign_in: Any, who: str) -> None:
    made = asked(cast)
    client = sign_in(getattr(cast, who))

    answers = [client.get(path).status_code for path in ("/desk/pulses/", f"/desk/pulses/{made.code}/", "/desk/pulses/new/")]

    assert set(answers) <= {403, 404}


def test_the_auditor_reads_and_does_not_ask(cast: Cast, sign_in: Any) -> None:
    made = asked(cast)
    client = sign_in(cast.auditor)

    page = client.get(f"/desk/pulses/{made.code}/")

    assert page.status_code == 200 and "Answers by telephone" not in words_of(page)
    assert client.get("/desk/pulses/new/").status_code == 403


@pytest.mark.parametrize("answered", [0, 6])
def test_however_many_were_asked_the_page_asks_the_database_as_often(
    cast: Cast, sign_in: Any, answered: int, django_assert_max_num_queries: Any
) -> None:
    made = asked(cast)
    say(made, count=answered)
    client = sign_in(cast.coordinator)

    with django_assert_max_num_queries(9):
        client.get(f"/desk/pulses/{made.code}/")
    with django_assert_max_num_queries(6):
        client.get("/desk/pulses/")


class TestByTheLinkOfTheMail:
    def test_without_an_account_the_owner_answers_and_may_change_it(self, cast: Cast, client: Any) -> None:
        ask = PulseAsk.objects.get(pulse=asked(cast), enterprise=cast.garments)
        path = f"/pulse/{token_of(ask)}/"

        first = client.get(path)
        thanked = client.post(path, {**YES, "cash": "no"}, follow=True)
        client.post(path, {**YES, "most_needed": "Nothing more, thank you"})

        assert "Sample Street Garments" in words_of(first) and first["Cache-Control"].startswith("max-age=0")
        assert "Thank you." in words_of(thanked)
        ask.refresh_from_db()
        assert (ask.way, ask.answered_by, ask.answers["cash"], ask.most_needed) == (
            "link",
            None,
            True,
            "Nothing more, thank you",
        )

    def test_a_link_of_another_making_leads_nowhere(self, cast: Cast, client: Any) -> None:
        ask = PulseAsk.objects.get(pulse=asked(cast), enterprise=cast.garments)

        assert client.get(f"/pulse/{ask.code}/").status_code == 404
        assert client.post(f"/pulse/{token_of(ask)}x/", YES).status_code == 404

    def test_after_the_last_day_it_says_so(self, cast: Cast, client: Any) -> None:
        made = asked(cast)
        ask = PulseAsk.objects.get(pulse=made, enterprise=cast.garments)
        Pulse.objects.update(asked_on=soon(-7), closes_on=soon(-3))

        page = client.get(f"/pulse/{token_of(ask)}/")
        late = client.post(f"/pulse/{token_of(ask)}/", YES)

        assert "This is closed" in words_of(page) and late.status_code == 422


class TestTheOwnersFirstPage:
    def test_it_begins_with_the_ten_questions_and_goes_on_when_they_are_answered(self, cast: Cast, sign_in: Any) -> None:
        ask = PulseAsk.objects.get(pulse=asked(cast), enterprise=cast.garments)
        client = sign_in(cast.owner)

        before = words_of(client.get("/today/"))
        after = client.post(f"/pulses/{ask.code}/", {**YES, "orders": "no"}, follow=True)

        assert "The river is over the road." in before and "ten questions, two minutes" in before
        assert "Thank you. Those who look after your enterprise read it today." in words_of(after)
        assert "The river is over the road." not in words_of(after)
        ask.refresh_from_db()
        assert (ask.way, ask.answered_by) == ("account", cast.owner)

    def test_a_worker_and_another_enterprise_do_not_answer_for_it(self, cast: Cast, sign_in: Any) -> None:
        made = asked(cast)
        own = PulseAsk.objects.get(pulse=made, enterprise=cast.garments)
        other = PulseAsk.objects.filter(pulse=made).exclude(pk=own.pk)[0]

        assert "The river is over the road." not in words_of(sign_in(cast.worker).get("/today/"))
        assert sign_in(cast.worker).post(f"/pulses/{own.code}/", YES).status_code in (403, 404)
        assert sign_in(cast.owner).post(f"/pulses/{other.code}/", YES).status_code == 404
        assert not PulseAsk.objects.answered().exists()
