"""What stands behind a line of the results framework: where it stood before, by whose year, of whom, and what shows it."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from genba.audit.models import Event
from genba.impact import changes, standings
from genba.impact.actions import framework as actions
from genba.impact.models import FrameworkBaseline, FrameworkEvidence, FrameworkIndicator, FrameworkValue
from tests.cast import Cast
from tests.pictures import jpeg
from tests.scenes_impact import attend, train
from tests.words import text_of

PAGE = "/desk/framework/"


def line_of(cast: Cast, no: str = "1", kind: str = "count", **more: Any) -> FrameworkIndicator:
    return actions.add_indicator(by=cast.director, programme=cast.programme, no=no, level="Outcome 1", wording=f"Line {no}",
                                 kind=kind, **more)  # fmt: skip


def enter(cast: Cast, line: FrameworkIndicator, country: str, period: str = "2026", **changes_: Any) -> FrameworkValue:
    return actions.enter(by=cast.director, indicator=line, country=country, period=period, changes=changes_)


def test_a_baseline_is_told_with_its_time_and_source_and_stands_beside_the_target(cast: Cast, sign_in: Any) -> None:
    line = line_of(cast)
    enter(cast, line, "KE", target=10.0)
    kip = sign_in(cast.officer)
    address = f"{PAGE}{line.code}/KE/baseline/"

    bare = kip.post(address, {"version": 0, "value": "3", "told_of": "", "source": ""})
    never = kip.post(address, {"version": 0, "value": "3", "told_of": "2025-13", "source": "Survey"})
    kip.post(address, {"version": 0, "value": "3", "told_of": "2024-12-31", "source": "Survey of 2024"})
    late = kip.post(address, {"version": 0, "value": "4", "told_of": "2024", "source": "Guess"})

    assert bare.status_code == never.status_code == late.status_code == 422
    assert "There is no 2025-13: a year has twelve months" in never.content.decode()
    assert "3 2024-12-31 Change Baseline 1, Kenya 10" in text_of(kip.get(PAGE))
    assert "3 2024-12-31, Survey of 2024" in text_of(kip.get(f"{PAGE}{line.code}/KE/2026/told/"))
    assert FrameworkBaseline.objects.get().ends_on == date(2024, 12, 31)
    assert kip.post(f"{PAGE}{line.code}/VN/baseline/", {"version": 0}).status_code == 404
    assert sign_in(cast.auditor).get(address).status_code == 403


def test_the_year_of_a_programme_begins_in_july_and_its_periods_have_those_days(cast: Cast, sign_in: Any) -> None:
    line = line_of(cast)
    client = sign_in(cast.director)

    set_ = client.post(f"{PAGE}year/", {"month": "7"})
    client.post(f"{PAGE}{line.code}/KE/2025/26/", {"version": 0, "target": "4"})
    half = client.post(f"{PAGE}{line.code}/KE/2025/26-H2/", {"version": 0, "target": "2"}, follow=True)

    assert set_.status_code == 302
    days = {v.period: (v.starts_on, v.ends_on) for v in FrameworkValue.objects.all()}
    assert days == {"2025/26": (date(2025, 7, 1), date(2026, 6, 30)), "2025/26-H2": (date(2026, 1, 1), date(2026, 6, 30))}
    assert "Target and result, 2025/26-H2. 1 Jan 2026 to 30 Jun 2026." in text_of(half)
    assert "2025/26: 1 Jul 2025 to 30 Jun 2026" in text_of(client.get(f"{PAGE}{line.code}/KE/2025/26/told/"))
    assert sign_in(cast.officer).get(f"{PAGE}year/").status_code == 403


def test_another_month_needs_a_reason_once_figures_are_named_by_the_year(cast: Cast, sign_in: Any) -> None:
    client, line = sign_in(cast.director), line_of(cast)
    client.post(f"{PAGE}year/", {"month": "7"})
    enter(cast, line, "KE", "2025/26", target=4.0)

    silent = client.post(f"{PAGE}year/", {"month": "4"})
    january = client.post(f"{PAGE}year/", {"month": "1", "reason": "x"})
    client.post(f"{PAGE}year/", {"month": "4", "reason": "The donor counts from April"})

    assert silent.status_code == january.status_code == 422
    assert "With January there is no such year." in january.content.decode()
    value = FrameworkValue.objects.get()
    assert (value.starts_on, value.ends_on) == (date(2025, 4, 1), date(2026, 3, 31))
    assert Event.objects.get(verb="begin_year_in", reason="The donor counts from April").changes["before"] == 7


def test_a_computed_line_is_filled_in_the_days_of_the_donors_year_and_opens_to_its_records(
    cast: Cast, sign_in: Any, django_assert_num_queries: Any
) -> None:
    client = sign_in(cast.director)
    client.post(f"{PAGE}year/", {"month": "7"})
    line = line_of(cast, computed_from="people-trained")
    room = train(cast, cast.engagement)
    for name, sex, role in (("Ana", "female", "worker"), ("Ben", "male", "manager"), ("Noor", "not-stated", "worker")):
        attend(cast, room, cast.engagement, f"{name} Muster", sex, role, 180, 180)
    enter(cast, line, "KE", "2025/26", target=5.0, sex_female_target=3.0, role_worker_target=4.0)
    enter(cast, line, "KE", "2026/27", target=9.0)

    with time_machine.travel("2026-06-30T12:00:00Z"):
        changes.refresh()
        standings.refresh()
    attend(cast, room, cast.engagement, "Late Muster", "female", "worker", 180, 180)
    with time_machine.travel("2026-07-01T12:00:00Z"):
        standings.refresh()
    found = {v.period: (v.actual, v.actual_n, v.source) for v in FrameworkValue.objects.all()}
    page = client.get(f"{PAGE}{line.code}/KE/2025/26/told/")

    assert found == {"2025/26": (3, 3, "computed"), "2026/27": (4, 4, "computed")}, "the year that was over kept its figure"
    words = text_of(page)
    assert "By sex" in words and "Women 3 1 n 1 Behind" in words and "Men – 1 n 1" in words and "Not stated – 1 n 1" in words
    assert "By role" in words and "Managers – 1 n 1" in words and "Workers 4 2 n 2 Behind" in words
    assert "60% of the target" in words.replace("\xa0", "").replace("60 %", "60%")
    assert f"/desk/programme/records/?figure=people-trained&amp;country=KE" in page.content.decode()  # noqa: F541
    with django_assert_num_queries(9):
        client.get(f"{PAGE}{line.code}/KE/2025/26/told/")


def test_what_is_worked_out_is_not_typed_but_what_came_before_our_records_may_be(cast: Cast, sign_in: Any) -> None:
    line, client = line_of(cast, computed_from="people-trained"), sign_in(cast.director)

    with time_machine.travel("2026-06-01T12:00:00Z"):
        running = client.get(f"{PAGE}{line.code}/KE/2026/").content.decode()
        past = client.post(f"{PAGE}{line.code}/KE/2015/", {"version": 0, "actual": "7"})
        typed = client.post(f"{PAGE}{line.code}/KE/2026/", {"version": 0, "target": "8", "actual": "7"})

    assert 'name="actual"' not in running and 'name="sex_female_actual"' not in running and past.status_code == 302
    assert typed.status_code == 302 and FrameworkValue.objects.get(period="2026").actual is None
    assert FrameworkValue.objects.get(period="2015").actual == 7


def test_parts_come_to_the_whole_at_most_and_what_they_leave_is_shown(cast: Cast, sign_in: Any) -> None:
    line, client = line_of(cast), sign_in(cast.officer)
    address = f"{PAGE}{line.code}/KE/2026/"

    client.post(address, {"version": 0, "target": "20", "actual": "12", "sex_female_target": "10", "sex_female_actual": "7",
                          "sex_male_actual": "3", "role_worker_actual": "11"})  # fmt: skip
    too_many = client.post(
        address, {"version": 1, "target": "20", "actual": "12", "sex_female_actual": "7", "sex_male_actual": "6"}
    )
    words = text_of(client.get(f"{address}told/"))

    assert "Women 10 7 Watch" in words and "Men – 3 No number" in words and "In none of these 10 2 –" in words
    assert "Workers – 11" in words and "In none of these – 1" in words, (
        "roles are told apart from sexes, never added to them"
    )
    assert too_many.status_code == 422
    assert "The parts come to 13, more than the 12 of the whole." in too_many.content.decode()
    assert set(FrameworkValue.objects.get().parts.values_list("dimension", "part", "actual")) == {
        ("sex", "female", 7), ("sex", "male", 3), ("role", "worker", 11),
    }  # fmt: skip


def test_parts_of_a_share_are_never_added_and_yes_and_no_has_none(cast: Cast, sign_in: Any) -> None:
    share, law, client = line_of(cast, "1", "percent"), line_of(cast, "2", "yes-no"), sign_in(cast.director)

    kept = client.post(
        f"{PAGE}{share.code}/KE/2026/", {"version": 0, "actual": "40", "sex_female_actual": "80", "sex_male_actual": "70"}
    )
    over = client.post(f"{PAGE}{share.code}/KE/2026/", {"version": 1, "actual": "40", "sex_female_actual": "101"})
    words = text_of(client.get(f"{PAGE}{share.code}/KE/2026/told/"))

    assert kept.status_code == 302 and "In none of these" not in words
    assert "A share lies between 0 and 100 percent." in over.content.decode()
    assert "sex_female" not in client.get(f"{PAGE}{law.code}/KE/2026/").content.decode()


def test_an_entered_result_shows_what_it_rests_on(cast: Cast, sign_in: Any) -> None:
    line = line_of(cast)
    enter(cast, line, "KE", target=4.0, actual=4.0, note="Counted by the ministry; one town is missing")
    kip, address = sign_in(cast.officer), f"{PAGE}{line.code}/KE/2026/evidence/"

    photo = SimpleUploadedFile("list.jpg", jpeg(), "image/jpeg")
    kip.post(address, {"note": "Signed list", "file": photo})
    kip.post(address, {"note": "Gazette", "link": "https://example.org/gazette?a=1&b=2"})
    wrong = [kip.post(address, {"note": "x", "link": "javascript:alert(1)"}), kip.post(address, {"note": "x"}),
             kip.post(address, {"note": "", "link": "https://example.org"}),
             kip.post(address, {"note": "x", "file": SimpleUploadedFile("x.pdf", b"%PDF-1.4 no end")})]  # fmt: skip
    page = text_of(kip.get(f"{PAGE}{line.code}/KE/2026/told/"))
    file = FrameworkEvidence.objects.get(ending="jpg")
    taken = kip.get(f"{PAGE}evidence/{file.code}/")

    assert [one.status_code for one in wrong] == [422] * 4 and FrameworkEvidence.objects.count() == 2
    assert "Counted by the ministry" in page and "Signed list" in page and "https://example.org/gazette" in page
    assert "2 pieces of evidence" in text_of(kip.get(PAGE))
    assert taken["Content-Disposition"].startswith("attachment") and taken.content[:3] == b"\xff\xd8\xff"
    assert sign_in(cast.coordinator).get(f"{PAGE}evidence/{file.code}/").status_code in (403, 404)


def test_evidence_is_taken_back_for_a_reason_and_stays_to_be_seen(cast: Cast, sign_in: Any) -> None:
    line = line_of(cast)
    enter(cast, line, "KE", actual=4.0)
    client = sign_in(cast.director)
    client.post(f"{PAGE}{line.code}/KE/2026/evidence/", {"note": "Gazette", "link": "https://example.org/a"})
    one = FrameworkEvidence.objects.get()

    silent = client.post(f"{PAGE}evidence/{one.code}/take-back/", {"reason": " "})
    page = client.post(f"{PAGE}evidence/{one.code}/take-back/", {"reason": "Of another year"}, follow=True)

    assert silent.status_code == 422
    assert "Of another year" in text_of(page) and "piece of evidence" not in text_of(client.get(PAGE))
    assert sign_in(cast.auditor).get(f"{PAGE}evidence/{one.code}/take-back/").status_code == 403


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_page_is_there_in_every_language(cast: Cast, sign_in: Any, language: str) -> None:
    line = line_of(cast)
    enter(cast, line, "KE", target=4.0, actual=1.0, sex_female_actual=1.0)
    client = sign_in(cast.director)

    for page in ("", f"{line.code}/KE/2026/told/", f"{line.code}/KE/2026/", f"{line.code}/KE/baseline/", "year/"):
        answer = client.get(PAGE + page, headers={"accept-language": language})
        assert answer.status_code == 200 and f'lang="{language}"' in answer.content.decode()
