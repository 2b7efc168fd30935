"""In the file of IATI: where a line stood before, the days of a donor's year, and parts with their dimension."""

from pathlib import Path
from typing import Any

from genba.impact import changes, standings
from genba.impact.actions import framework as actions
from genba.impact.actions.framework_baseline import begin_year_in, set_baseline
from genba.reports.iati import iati_file
from tests.cast import Cast
from tests.scenes_iati import broken_rules, faults, read, says_who_reports
from tests.scenes_impact import attend, firm, train


def line_of(cast: Cast, no: str, **more: Any) -> Any:
    told = {"level": "Objective 1", "wording": f"Line {no}", "kind": "count", **more}
    return actions.add_indicator(by=cast.director, programme=cast.programme, no=no, **told)


def enter(cast: Cast, line: Any, period: str = "2026", **told: Any) -> None:
    actions.enter(by=cast.director, indicator=line, country="KE", period=period, changes=told)


def test_a_baseline_stands_before_the_periods_with_day_country_and_source(cast: Cast, schema: Path) -> None:
    number, words = line_of(cast, "1"), line_of(cast, "2", tier="outcome")
    enter(cast, number, target=5.0)
    enter(cast, words, target_text="STSG")
    set_baseline(by=cast.director, indicator=number, country="KE",
                 changes={"value": 3.5, "female_share": 40.0, "told_of": "2024-Q2", "source": "Survey <1>"})  # fmt: skip
    set_baseline(
        by=cast.director, indicator=words, country="KE", changes={"text": "none", "told_of": "2024", "source": "Office"}
    )
    says_who_reports(cast)

    made = iati_file(cast.programme)

    assert faults(made, schema) == [] and broken_rules(made) == []
    first, second = read(made).findall(".//indicator")
    assert dict(first.find("baseline").attrib) == {"iso-date": "2024-06-30", "year": "2024", "value": "3.5"}
    assert first.find("baseline/location").get("ref") == "KE"
    assert first.findtext("baseline/comment/narrative") == "Source: Survey <1>"
    assert second.find("baseline").get("value") is None
    assert second.findtext("baseline/comment/narrative") == "none. Source: Office"
    assert [r.get("type") for r in read(made).iterfind(".//result")] == ["9", "2"], (
        "a tier that was chosen overrules the words"
    )


def test_the_year_of_a_donor_has_its_own_days(cast: Cast) -> None:
    begin_year_in(by=cast.director, programme=cast.programme, month=7)
    line = line_of(cast, "1")
    enter(cast, line, "2025/26", target=5.0)
    enter(cast, line, "2025-04/2026-03", target=6.0)
    says_who_reports(cast)

    days = [(p.find("period-start").get("iso-date"), p.find("period-end").get("iso-date"))
            for p in read(iati_file(cast.programme)).iterfind(".//period")]  # fmt: skip

    assert days == [("2025-04-01", "2026-03-31"), ("2025-07-01", "2026-06-30")]


def parts_in(file: bytes, side: str) -> dict[tuple[str, str], str]:
    """The parts of the lines of the framework; the programme's own figures have theirs."""
    own = [i for i in read(file).iterfind(".//indicator") if i.findtext("title/narrative").startswith("Line ")]
    told = [v for i in own for v in i.iterfind(f"period/{side}") if v.find("dimension") is not None]
    told = [v for v in told if v.getparent().getparent().get("measure") == "1"]
    return {(v.find("dimension").get("name"), v.find("dimension").get("value")): v.get("value") for v in told}


def test_parts_that_were_entered_stand_beside_the_whole_with_their_dimension(cast: Cast, schema: Path) -> None:
    line = line_of(cast, "1")
    enter(cast, line, target=20.0, actual=12.0, sex_female_target=10.0, sex_female_actual=7.0, size_small_actual=4.0)
    says_who_reports(cast)

    made = iati_file(cast.programme)

    assert faults(made, schema) == [] and broken_rules(made) == []
    assert parts_in(made, "target") == {("sex", "female"): "10"}
    assert parts_in(made, "actual") == {("sex", "female"): "7", ("size", "small"): "4"}
    assert read(made).find(".//indicator").get("aggregation-status") == "0", "with its parts beside it, it is not for adding"


def test_small_parts_of_what_we_work_out_stay_in_the_house_with_all_of_their_dimension(cast: Cast) -> None:
    line = line_of(cast, "1", computed_from="people-trained")
    taking = [firm(cast, f"Muster {n} Works") for n in range(8)]
    room = train(cast, *taking)
    for n, one in enumerate(taking):
        attend(cast, room, one, f"Ama {n}", "female", "worker", 180, 180)
        attend(cast, room, one, f"Ben {n}", "male", "manager" if n < 2 else "worker", 180, 180)
    enter(cast, line, target=20.0, sex_female_target=10.0, role_manager_target=3.0)
    says_who_reports(cast)
    changes.refresh()
    standings.refresh()

    made = iati_file(cast.programme)

    assert parts_in(made, "target") == {("sex", "female"): "10", ("role", "manager"): "3"}
    assert parts_in(made, "actual") == {("sex", "female"): "8", ("sex", "male"): "8"}, "two managers, so no role at all"
    assert b"left out: 2 values" in made
