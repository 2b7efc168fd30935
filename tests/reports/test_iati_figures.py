"""What we worked out goes into the file of IATI as everybody receives it: small groups are left out, and counted."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
import time_machine

from genba.impact import changes, standings
from genba.impact.actions import framework as actions
from genba.impact.models import FrameworkValue
from genba.programmes.actions import programmes
from genba.reports.iati import iati_file
from genba.reports.published import published
from tests.cast import Cast
from tests.scenes_iati import broken_rules, faults, read, says_who_reports, told
from tests.scenes_impact import attend, change, firm, train

DAY = date(2026, 6, 1)
MINUTES = count()


def in_training(cast: Cast, sites: dict[str, int], *, men: int = 1) -> None:
    """As many enterprises in each country, each with a woman in class; so many of them with a man as well."""
    for country, n in sites.items():
        takings = [firm(cast, f"Sample {country} {chr(65 + at)}", country=country) for at in range(n)]
        workshop = train(cast, *takings, country=country)
        for at, taking in enumerate(takings):
            attend(cast, workshop, taking, f"Ana {country} {at}", "female", "worker", 180, 180)
            if at < men:
                attend(cast, workshop, taking, f"Ben {country} {at}", "male", "worker", 180, 180)
            change(taking, "absenteeism", 100, 80 + at)


def promise(cast: Cast, code: str, *countries: str, kind: str = "count", period: str = "2026") -> None:
    line = actions.add_indicator(by=cast.director, programme=cast.programme, no=code[:12], level="Output 1", wording=f"Our {code}",
                                 kind=kind, computed_from=code)  # fmt: skip
    for country in countries:
        actions.enter(by=cast.director, indicator=line, country=country, period=period, changes={"target": 9})


def work_out() -> None:
    """Each time a minute later: what is published is kept by when it was worked out."""
    with time_machine.travel(datetime(2026, 6, 1, 8, tzinfo=UTC) + timedelta(minutes=next(MINUTES))):
        changes.refresh()
        standings.refresh()


def made(cast: Cast, on: date = DAY) -> bytes:
    with time_machine.travel(on):
        return iati_file(cast.programme)


def notes(file: bytes) -> list[str]:
    """The comments at the top of the file."""
    return [" ".join(c.text.split()) for c in read(file).xpath("/iati-activities/comment()")]


def test_a_computed_line_goes_out_where_its_country_is_published_and_is_left_out_where_it_is_small(
    cast: Cast, schema: Any
) -> None:
    in_training(cast, {"KE": 7, "VN": 6, "PE": 2}, men=6)
    promise(cast, "people-trained", "KE", "VN", "PE")
    says_who_reports(cast)
    work_out()

    file = made(cast)

    assert FrameworkValue.objects.get(country="PE").actual == 4, "the office knows it"
    assert faults(file, schema) == [] and broken_rules(file) == []
    shown = {key[2]: value for key, value in told(file, "Our people-trained").items() if key[1] == "actual"}
    whole = {line.part: line.value for line in published()["country"] if line.definition.code == "people-trained"}
    assert whole["PE"] is None
    assert shown == {country: f"{value:g}" for country, value in whole.items() if value is not None}
    assert any("left out" in note and "threshold: 5" in note for note in notes(file))
    own = read(file).xpath("//result[title/narrative='Output 1']")[0]
    hidden = sum(value is None for value in whole.values())
    assert own.get("aggregation-status") == "0"
    (said,) = own.xpath("comment()")
    assert f"left out: {hidden + 3} values" in said.text, "the figures, and women's share of all three countries"


def test_womens_share_goes_out_only_where_no_country_hides_it(cast: Cast) -> None:
    in_training(cast, {"KE": 8, "VN": 8}, men=8)
    promise(cast, "people-trained", "KE", "VN")
    says_who_reports(cast)
    work_out()
    before = told(made(cast), "Our people-trained: share of women")

    in_training(cast, {"GH": 9}, men=2)
    work_out()
    after = told(made(cast), "Our people-trained: share of women")

    assert before == {("2026-01-01", "actual", "KE"): "50", ("2026-01-01", "actual", "VN"): "50"}
    assert after == {}, "two men in Ghana would follow from the whole and the other two"


def test_a_figure_of_a_past_period_is_judged_by_what_stood_behind_it_then(cast: Cast) -> None:
    in_training(cast, {"KE": 8}, men=8)
    promise(cast, "people-trained", "KE")
    promise(cast, "absenteeism", "KE", kind="percent")
    promise(cast, "enterprises", "KE")
    says_who_reports(cast)
    work_out()
    value = FrameworkValue.objects.get(indicator__no="people-train")
    FrameworkValue.objects.create(indicator=value.indicator, country_id="KE", period="2025", starts_on=date(2025, 1, 1),
                                  ends_on=date(2025, 12, 31), actual=7, source="computed")  # fmt: skip

    running, over = made(cast), made(cast, date(2027, 2, 1))
    FrameworkValue.objects.filter(indicator__no="absenteeism", period="2026").update(actual_n=None)
    of_old = made(cast, date(2027, 2, 1))

    assert told(running, "Our people-trained")["2026-01-01", "actual", "KE"] == "16"
    assert told(over, "Our people-trained")["2026-01-01", "actual", "KE"] == "16"
    assert told(over, "Our enterprises")["2026-01-01", "actual", "KE"] == "9", "with the one of the cast"
    assert ("2025-01-01", "actual", "KE") not in told(running, "Our people-trained"), "nobody was in training then"
    assert ("2026-01-01", "actual", "KE") in told(running, "Our absenteeism")
    assert told(over, "Our absenteeism") == told(running, "Our absenteeism"), "how many reported was kept with it"
    assert ("2026-01-01", "actual", "KE") not in told(of_old, "Our absenteeism")
    assert any("how many stood behind it then was not kept" in note for note in notes(of_old))


def test_the_figures_of_the_programme_are_those_that_everybody_sees(cast: Cast, schema: Any) -> None:
    in_training(cast, {"KE": 9, "VN": 7, "PE": 2}, men=6)
    says_who_reports(cast)
    work_out()

    file = made(cast)

    assert faults(file, schema) == [] and broken_rules(file) == []
    shown = hidden = 0
    by_reference = {i.find("reference").get("code"): i for i in read(file).iterfind(".//indicator")}
    for by, lines in published().items():
        for line in lines:
            code = line.definition.code
            if line.definition.level == "missing":
                assert code not in by_reference
                continue
            hidden += line.value is None
            shown += line.value is not None
            if line.value is not None:
                number = 100 * line.value if not str(line.definition.unit) else line.value
                assert any(float(v) == pytest.approx(number, abs=1e-4) for v in found(by_reference[code], by, line.part)), (
                    code
                )
    assert len(read(file).findall(".//actual")) == shown
    assert sum(int(note.split("left out: ")[1].split()[0]) for note in notes(file)) == hidden
    titles = [n.text for n in by_reference["absenteeism"].iterfind("title/narrative")]
    assert titles[0] == "Absenteeism: share of enterprises that improved" and len(titles) == 4
    assert {i.get("aggregation-status") for i in by_reference.values()} == {"0"}
    period = by_reference["enterprises"].find("period")
    assert [d.get("iso-date") for d in (period[0], period[1])] == ["2025-01-01", "2026-06-01"]


def found(indicator: Any, by: str, part: str) -> list[str]:
    """The values of an indicator for one part of one split."""
    kept = []
    for actual in indicator.iterfind("period/actual"):
        place = actual.find("location")
        parts = {d.get("name"): d.get("value") for d in actual.iterfind("dimension")}
        if by != "currency":
            parts.pop("currency", None)
        if place is not None:
            parts["country"] = place.get("ref")
        if parts == ({by: part} if by else {}):
            kept.append(actual.get("value"))
    return kept


def test_figures_of_a_house_with_several_programmes_are_left_out_and_it_is_said(cast: Cast) -> None:
    in_training(cast, {"KE": 8})
    programmes.begin(by=cast.director, name="Other Programme", began_on=date(2025, 3, 1))
    says_who_reports(cast)
    work_out()

    file = made(cast)

    assert read(file).findall(".//result") == []
    assert any("several programmes" in note for note in notes(file))


def test_a_demonstration_says_that_it_is_invented(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    says_who_reports(cast)

    assert notes(iati_file(cast.programme))[0] == "A demonstration: everything in this file is invented."
