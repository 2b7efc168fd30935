"""The results framework as a file of IATI 2.03: valid for the official schema, true to what the programme wrote."""

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine

from genba.impact.actions import framework as actions
from genba.impact.framework_import import row_of
from genba.kit.refused import Refused
from genba.programmes.actions import programmes
from genba.reports.iati import iati_file
from genba.reports.iati.levels import result_type
from genba.reports.iati.promised import plain
from tests.cast import Cast
from tests.scenes_iati import broken_rules, faults, read, says_who_reports, told

HOSTILE = 'Firms <&"\'> ]]> <!ENTITY x SYSTEM "file:///etc/passwd"> &x; -- \x00\x0b\ud800\ufffe end'
REAL = {"China": "CN", "Colombia": "CO", "Ghana": "GH", "India": "IN"}


def line(cast: Cast, no: str, wording: str, kind: str = "count", level: str = "Output 1", **how: Any) -> Any:
    return actions.add_indicator(
        by=cast.director, programme=cast.programme, no=no, level=level, wording=wording, kind=kind, **how
    )


def enter(cast: Cast, indicator: Any, country: str, period: str, **changes: Any) -> None:
    actions.enter(by=cast.director, indicator=indicator, country=country, period=period, changes=changes)


def expected(cell: str, *, is_by_sex: bool) -> tuple[str, str, str]:
    """A printed cell read anew, by nothing of the product: its number, women's share, or its words."""
    if re.fullmatch(r"\d+", cell):
        return cell, "", ""
    found = re.fullmatch(r"(\d+) \((\d+)%F?\)", cell)
    if found and (is_by_sex or cell.endswith("F)")):
        return found[1], found[2], ""
    return "", "", cell


def test_the_real_framework_is_valid_and_says_what_the_printed_table_says(
    cast: Cast, shared_data: Path, schema: Path
) -> None:
    with (shared_data / "results-framework" / "phase2-june-2015.csv").open(encoding="utf-8", newline="") as file:
        printed = list(csv.DictReader(file))
    actions.import_rows(by=cast.director, programme=cast.programme, rows=[row_of(cells) for cells in printed])
    says_who_reports(cast)

    made = iati_file(cast.programme)

    assert faults(made, schema) == []
    assert broken_rules(made) == []
    numbers, shares, words = 0, 0, 0
    for row in printed:
        wording = row["Indicator"]
        for side in ("Target", "Actual"):
            number, share, text = expected(row[side], is_by_sex="(m/f)" in wording.lower())
            key = ("2015-06-01", side.lower(), REAL[row["Country"]])
            assert told(made, wording).get(key, "") == number, (row, side)
            assert told(made, f"{wording}: share of women").get(key, "") == share, (row, side)
            assert told(made, f"{wording}: in words").get(key, "") == text, (row, side)
            numbers, shares, words = numbers + bool(number), shares + bool(share), words + bool(text)
    assert (numbers, shares, words) == (69, 9, 3)
    values = [v for v in read(made).iterfind(".//period/*") if v.tag in ("target", "actual")]
    assert len(values) == numbers + shares + words, "and nothing else"


def test_levels_measures_and_what_may_be_added_follow_the_kind_of_each_line(cast: Cast, shared_data: Path) -> None:
    with (shared_data / "results-framework" / "phase2-june-2015.csv").open(encoding="utf-8", newline="") as file:
        actions.import_rows(
            by=cast.director, programme=cast.programme, rows=[row_of(cells) for cells in csv.DictReader(file)]
        )
    says_who_reports(cast)

    activity = read(iati_file(cast.programme)).find("iati-activity")

    found = [
        (r.get("type"), r.get("aggregation-status"), r.findtext("title/narrative")[:11]) for r in activity.iterfind("result")
    ]
    assert found == [
        ("9", "0", "Objective 1"),
        ("1", "1", "Output 1: s"),
        ("1", "0", "Output 2: I"),
        ("1", "0", "Output 3: N"),
    ]
    by_reference = [
        (i.find("reference").get("code"), i.get("measure"), i.get("aggregation-status"))
        for i in activity.iterfind("result/indicator")
    ]
    # 1 and 2 are told in words in Ghana, so the sum of 1 would lack it; 6 and 8 say how many are women; 2 is a share, 9 yes or no.
    assert by_reference == [("1", "1", "0"), ("1", "5", "0"), ("2", "2", "0"), ("2", "5", "0"), ("3", "1", "1"), ("4", "1", "1"),
                            ("5", "1", "1"), ("6", "1", "1"), ("6", "2", "0"), ("7", "1", "1"), ("8", "1", "1"), ("8", "2", "0"),
                            ("9", "3", "0")]  # fmt: skip
    assert [place.get("ref") for place in activity.iterfind("location")] == ["CN", "CO", "GH", "IN"]
    women = activity.findall("result/indicator[@measure='2']/period/*/dimension")
    assert {(d.get("name"), d.get("value")) for d in women} == {("sex", "female")}


@pytest.mark.parametrize(
    ("level", "kind"),
    [("Outcome 1", "2"), ("Output 2: effect on outcomes", "1"), ("Intermediate outcome: outputs", "2"), ("Impact", "3"),
     ("Development objective", "3"), ("Immediate Objective 1: x", "2"), ("Objective 1: outcome", "9"), ("", "9"),
     ("Throughput", "9"), ("Produit 3", "1"), ("Efecto 1", "2"), ("الأثر", "3"), ("المخرج 2: تدريب", "1")],
)  # fmt: skip
def test_the_level_tells_the_type_of_result_or_it_is_other(level: str, kind: str) -> None:
    assert result_type(level) == kind


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("2026", "2026-01-01", "2026-12-31"), ("2024-02", "2024-02-01", "2024-02-29"), ("2026-Q2", "2026-04-01", "2026-06-30"),
     ("2026-H1", "2026-01-01", "2026-06-30")],
)  # fmt: skip
def test_a_period_becomes_its_first_and_last_day(cast: Cast, period: str, first: str, last: str) -> None:
    enter(cast, line(cast, "1", "Firms"), "KE", period, target=3)
    says_who_reports(cast)

    (found,) = read(iati_file(cast.programme)).iterfind(".//period")

    assert (found.find("period-start").get("iso-date"), found.find("period-end").get("iso-date")) == (first, last)


def test_counts_of_several_periods_are_not_offered_for_adding_and_less_may_be_better(cast: Cast) -> None:
    accidents = line(cast, "1", "Accidents", less_is_better=True)
    enter(cast, accidents, "KE", "2026-Q1", target=3, actual=0)
    enter(cast, accidents, "KE", "2026-Q2", target=2)
    says_who_reports(cast)

    made = iati_file(cast.programme)

    (indicator,) = read(made).iterfind(".//indicator")
    assert (indicator.get("ascending"), indicator.get("aggregation-status")) == ("0", "0")
    assert told(made, "Accidents") == {
        ("2026-01-01", "target", "KE"): "3", ("2026-01-01", "actual", "KE"): "0", ("2026-04-01", "target", "KE"): "2",
    }  # fmt: skip


def test_words_beside_a_number_stay_with_it_and_hostile_words_stay_words(cast: Cast, schema: Path) -> None:
    strange = line(cast, '<&"]]>', HOSTILE.replace("\x00", "").replace("\ud800", ""), level='Outcome "<&]]>')
    enter(cast, strange, "KE", "2026", target=12.5, target_text="of <them> & \x0bmore ]]>", actual_text='none "yet"')
    says_who_reports(cast, name="Donor <&> ]]> \x07Office", descriptions={"en": "<!-- -- --> & ]]>\x1b"})

    made = iati_file(cast.programme)

    assert faults(made, schema) == [] and broken_rules(made) == []
    activity = read(made).find("iati-activity")
    assert activity.findtext("reporting-org/narrative") == "Donor <&> ]]> Office"
    assert activity.findtext("description/narrative") == "<!-- -- --> & ]]>"
    assert activity.find("result").get("type") == "2"
    titles = [i.findtext("title/narrative") for i in activity.iterfind("result/indicator")]
    assert titles[0] == 'Firms <&"\'> ]]> <!ENTITY x SYSTEM "file:///etc/passwd"> &x; -- end'
    target, actual = activity.find(".//target"), activity.find(".//actual")
    assert (target.get("value"), target.findtext("comment/narrative")) == ("12.5", "of <them> & more ]]>")
    assert (actual.get("value"), actual.findtext("comment/narrative")) == (None, 'none "yet"')
    assert activity.find(".//reference").get("code") == '<&"]]>'
    assert b"<!ENTITY" not in made and b"<!DOCTYPE" not in made and not re.search(rb"[\x00-\x08\x0b-\x1f]", made)


def test_what_the_programme_says_of_itself_stands_in_the_file_in_each_language(cast: Cast, schema: Path) -> None:
    says_who_reports(cast, planned_start_on=date(2024, 10, 1), planned_end_on=date(2028, 9, 30))

    made = iati_file(cast.programme)

    assert faults(made, schema) == [] and broken_rules(made) == []
    activity = read(made).find("iati-activity")
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert {n.get(lang): n.text for n in activity.iterfind("description/narrative")} == {
        "en": "Small factories work better.", "ar": "مصانع صغيرة تعمل أفضل.",
    }  # fmt: skip
    assert [(d.get("type"), d.get("iso-date")) for d in activity.iterfind("activity-date")] == [
        ("1", "2024-10-01"), ("2", "2025-01-01"), ("3", "2028-09-30"),
    ]  # fmt: skip
    assert activity.findtext("title/narrative") == "Harbour Programme"
    assert dict(activity.find("participating-org").attrib) == {"ref": "XM-DAC-99999", "type": "40", "role": "4"}
    assert [(c.get("code"), c.get("percentage")) for c in activity.iterfind("recipient-country")] == [
        ("KE", "60"),
        ("VN", "40"),
    ]
    assert activity.findtext("contact-info/email") == "iati@example.org"


def test_a_programme_that_has_not_begun_has_a_planned_start_only(cast: Cast) -> None:
    says_who_reports(cast)

    with time_machine.travel(date(2024, 12, 1)):
        dates = read(iati_file(cast.programme)).findall("iati-activity/activity-date")

    assert [(d.get("type"), d.get("iso-date")) for d in dates] == [("1", "2025-01-01")]


def test_the_same_facts_are_the_same_bytes_and_a_change_shows(cast: Cast) -> None:
    firms = line(cast, "1", "Firms")
    enter(cast, firms, "KE", "2026", target=3)
    says_who_reports(cast)
    first, again = iati_file(cast.programme), iati_file(cast.programme)

    enter(cast, firms, "VN", "2026", target=4)

    assert first == again
    assert iati_file(cast.programme) != first


def test_lines_of_another_programme_stay_out(cast: Cast) -> None:
    other = programmes.begin(by=cast.director, name="Other Programme", began_on=date(2025, 3, 1))
    theirs = actions.add_indicator(by=cast.director, programme=other, no="1", level="", wording="Theirs", kind="count")
    enter(cast, theirs, "KE", "2026", target=3)
    says_who_reports(cast)

    assert b"Theirs" not in iati_file(cast.programme)


def test_nothing_is_invented_where_nobody_said_who_reports(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"Nobody said yet who reports.*Results framework, Reporting to IATI\."):
        iati_file(cast.programme)


@pytest.mark.parametrize(
    ("number", "text"), [(35.0, "35"), (12.5, "12.5"), (0.0, "0"), (1e15, "1000000000000000"), (1e-5, "0.00001")]
)
def test_numbers_are_written_plainly(number: float, text: str) -> None:
    assert plain(number) == text
