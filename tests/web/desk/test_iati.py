"""The office says at the desk who reports, and takes the file: the same as the command writes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from genba.audit.models import Event
from genba.cli import main
from genba.impact.actions import framework as actions
from genba.publishing.models import IatiReporting
from tests.cast import Cast
from tests.scenes_iati import says_who_reports
from tests.words import words_of

FORM, FILE, PAGE = "/desk/framework/iati/", "/desk/framework/iati.xml", "/desk/framework/"
TYPED = {
    "version": "0", "organisation": "XM-DAC-99999", "name": "Sample Donor Office", "kind": "40", "role": "4",
    "email": "iati@example.org", "activity": "XM-DAC-99999-HARBOUR", "status": "2", "planned_end_on": "2028-09-30",
    "sector": "32130", "countries": "Kenya 62.5\r\nViet Nam: 37,5 %\r\n", "language": "en",
    "description_en": "Small factories work better.",
}  # fmt: skip


@pytest.fixture
def office(cast: Cast) -> Cast:
    line = actions.add_indicator(
        by=cast.director, programme=cast.programme, no="1", level="Output 1", wording="Firms", kind="count"
    )
    actions.enter(by=cast.director, indicator=line, country="KE", period="2026", changes={"target": 3, "actual": 2})
    return cast


def test_a_director_says_who_reports_and_takes_the_file(office: Cast, sign_in: Any) -> None:
    client = sign_in(office.director)

    before = client.get(FORM)
    kept = client.post(FORM, TYPED, follow=True)
    file = client.get(FILE)

    assert "Download for IATI" not in words_of(before)
    assert "Kept. The file can be downloaded now." in words_of(kept) and "Kenya 62.5" in kept.content.decode()
    held = IatiReporting.objects.get()
    assert (held.countries, held.planned_end_on, held.set_by) == (
        {"KE": "62.5", "VN": "37.5"},
        date(2028, 9, 30),
        office.director,
    )
    assert Event.objects.get(noun="iatireporting").by == office.director.code
    assert file["Content-Type"] == "application/xml; charset=utf-8"
    assert file["Content-Disposition"] == 'attachment; filename="iati-activity.xml"'
    assert b'<target value="3">' in file.content


def test_the_command_and_the_page_give_the_same_bytes(office: Cast, sign_in: Any, tmp_path: Path, capfdbinary: Any) -> None:
    says_who_reports(office)
    page = sign_in(office.director).get(FILE).content

    code = main(["export", "iati", "--out", str(tmp_path / "a.xml")])
    again = main(["export", "iati", "--programme", office.programme.code])

    assert (code, again) == (0, 0)
    assert (tmp_path / "a.xml").read_bytes() == page
    assert capfdbinary.readouterr().out == page


def test_a_page_in_another_language_gives_the_same_file(office: Cast, sign_in: Any) -> None:
    says_who_reports(office)
    client = sign_in(office.director)
    english = client.get(FILE).content

    assert client.get(FILE, headers={"accept-language": "ar"}).content == english


def test_without_saying_who_reports_page_and_command_refuse_and_say_where_to_fill_it_in(
    office: Cast, sign_in: Any, capsys: Any, tmp_path: Path
) -> None:
    answer = sign_in(office.director).get(FILE)
    code = main(["export", "iati", "--out", str(tmp_path / "a.xml")])

    said = capsys.readouterr().err
    assert (answer.status_code, code) == (422, 1)
    for told in (words_of(answer), said):
        assert "Nobody said yet who reports this programme to IATI" in told
        assert "Fill it in at the desk: Results framework, Reporting to IATI." in told
    assert not (tmp_path / "a.xml").exists()


def test_a_programme_that_is_none_is_refused(office: Cast, capsys: Any) -> None:
    assert main(["export", "iati", "--programme", "ZZZZZZZZ"]) == 1
    assert "There is no programme “ZZZZZZZZ”." in capsys.readouterr().err


def test_who_reads_one_country_takes_no_file_of_all_and_who_only_reads_changes_nothing(office: Cast, sign_in: Any) -> None:
    says_who_reports(office)

    seen = {}
    for name in ("director", "auditor", "officer", "coordinator", "owner", "brand_officer"):
        client = sign_in(getattr(office, name))
        seen[name] = (client.get(FILE).status_code, client.get(FORM).status_code, client.post(FORM, TYPED).status_code)
    page = words_of(sign_in(office.auditor).get(PAGE))
    officers = words_of(sign_in(office.officer).get(PAGE))

    assert seen == {"director": (200, 200, 422), "auditor": (200, 403, 403), "officer": (403, 403, 403),
                    "coordinator": (403, 403, 403), "owner": (403, 403, 403), "brand_officer": (403, 403, 403)}  # fmt: skip
    assert "Download for IATI" in page and "Reporting to IATI" not in page
    assert "Download for IATI" not in officers


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"organisation": "ILO"}, "is no identifier of an organisation"),
        ({"activity": "HARBOUR"}, "begins with that of the organisation"),
        ({"countries": "Kenya 60"}, "100 percent together; now they are 60"),
        ({"countries": "Kenya 60\nKE 40"}, "Write each country once"), ({"countries": "Kenya\nViet Nam"}, "Write each country once"),
        ({"countries": "Atlantis 100"}, "is not a country we know"), ({"countries": "Kenya much"}, "is not a country we know"),
        ({"email": "nobody"}, "is no e-mail address"), ({"sector": "small"}, "five-figure purpose codes"),
        ({"description_en": ""}, "Say what the programme does"), ({"status": "4"}, "Write the day on which it ended."),
        ({"version": "7"}, "Somebody else changed this while you were typing."),
    ],
)  # fmt: skip
def test_bad_input_is_met_with_a_sentence_and_nothing_typed_is_lost(
    office: Cast, sign_in: Any, wrong: dict[str, str], sentence: str
) -> None:
    answer = sign_in(office.director).post(FORM, TYPED | wrong)

    page = answer.content.decode()
    assert sentence in words_of(answer)
    assert "Sample Donor Office" in page
    assert not IatiReporting.objects.exists()


def test_a_single_country_needs_no_number(office: Cast, sign_in: Any) -> None:
    sign_in(office.director).post(FORM, TYPED | {"countries": "Viet Nam"})

    assert IatiReporting.objects.get().countries == {"VN": "100"}


def test_a_forged_request_changes_nothing(office: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.director)
    session = client.session
    session["second_factor_is_set"] = True
    session.save()

    assert client.post(FORM, TYPED).status_code == 403
    assert not IatiReporting.objects.exists()
