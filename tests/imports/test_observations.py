"""Files of KPI values, one value a row: the checks of one that is typed, told for every row of the file."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from genba.audit.models import Event
from genba.observations.actions import observations
from genba.observations.models import Observation
from tests.cast import Cast
from tests.imports.conftest import Answer, Bring, told

HEAD = ["KPI", "Month", "Part", "Above the line", "Below the line", "Note", "Unit", "Replace"]
MARCH = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31)}


@pytest.fixture
def values(cast: Cast, bring: Bring) -> Any:
    """Bring rows about the garment makers, in the name of Maya."""

    def run(*rows: list[Any], flags: tuple[str, ...] = ()) -> Answer:
        wide = [[*row, *[""] * (len(HEAD) - len(row))] for row in rows]
        return bring(
            "observations", [HEAD, *wide], "--set", f"enterprise={cast.garments.code}", "--by", "maya@example.org", *flags
        )

    return run


@pytest.fixture(params=[2_000, 1], ids=["in one batch", "a row at a time"])
def batches(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule between two rows of a file holds however many rows are taken at once."""
    monkeypatch.setattr("genba.imports.running.BATCH", request.param)


def kept() -> list[tuple[Any, ...]]:
    rows = Observation.objects.order_by("indicator", "starts_on", "part")
    return [(o.indicator, str(o.starts_on), o.part, o.numerator, o.denominator, o.unit) for o in rows]


def test_values_come_in_with_their_period_part_and_unit(cast: Cast, values: Any) -> None:
    answer = values(["defect-rate", "2026-02", "", 60, 1000], ["Taux de défauts", "02/2026", " Line  1 ", "12.5", 250],
                    ["Labour productivity", "2026-02", "", "5 000", 1000])  # fmt: skip

    assert (answer["code"], answer["written"], answer["problems"]) == (0, 3, [])
    assert answer["notes"] == ["New values: 3."]
    assert kept() == [("defect-rate", "2026-02-01", "", 60, 1000, "%"), ("defect-rate", "2026-02-01", "Line  1", 12.5, 250, "%"),
                      ("labour-productivity", "2026-02-01", "", 5000, 1000, "pieces/h")]  # fmt: skip
    one = Observation.objects.first()
    assert (one.ends_on, one.source, one.recorded_by, one.version) == (date(2026, 2, 28), "imported", cast.coordinator, 1)


def test_the_trail_has_one_event_for_each_enterprise(cast: Cast, bring: Bring) -> None:
    rows = [["Enterprise", "Country", "KPI", "Month", "Numerator", "Denominator"],
            *(["Sample Street Garments", "KE", "defect-rate", f"2026-0{month}", 60, 1000] for month in (1, 2, 3)),
            [cast.metals.code, "", "absenteeism", "2026-02", 5, 100]]  # fmt: skip

    bring("observations", rows)

    events = Event.objects.filter(verb="record", noun="enterprise").order_by("pk")
    assert [(event.code, event.by, event.changes) for event in events] == [
        (cast.garments.code, "system", {"observations": 3, "indicators": "defect-rate", "starts_on": "2026-01-01",
                                        "ends_on": "2026-03-31"}),
        (cast.metals.code, "system", {"observations": 1, "indicators": "absenteeism", "starts_on": "2026-02-01",
                                      "ends_on": "2026-02-28"}),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        (["", "", "", ""], "Month", "Say when"),
        (["2026-02", "2026-02-03", "", ""], "Day", "one period"),
        (["", "", "2026-02-01", ""], "Last day", "last day of the period too"),
        (["", "", "", "2026-02-28"], "First day", "first day of the period too"),
        (["", "", "2026-02-28", "2026-02-01"], "Last day", "ends before it begins"),
        (["", "", "2024-01-01", "2025-12-31"], "Last day", "too long"),
        (["2126-02", "", "", ""], "Month", "The year 2126 cannot be right"),
        (["2569-02", "", "", ""], "Month", "Buddhist calendar"),
        (["2026-13", "", "", ""], "Month", "There is no month 13"),
        (["spring", "", "", ""], "Month", "This is no month. Write year and month, such as 2026-03."),
        (["", "2098-01-01", "", ""], "Day", "not over yet"),
    ],
)  # fmt: skip
def test_a_row_has_one_period_that_is_over(cast: Cast, bring: Bring, cells: list[str], column: str, sentence: str) -> None:
    head = ["Enterprise", "KPI", "Numerator", "Denominator", "Month", "Day", "First day", "Last day"]

    answer = bring("observations", [head, [cast.garments.code, "defect-rate", 60, 1000, *cells]])

    ((row, where, problem),) = told(answer)
    assert (row, where, answer["written"]) == (2, column, 0)
    assert sentence in problem


def test_a_day_and_any_other_period_are_kept_as_they_are(cast: Cast, bring: Bring) -> None:
    rows = [["Enterprise", "KPI", "Numerator", "Denominator", "Day", "From", "Until"],
            [cast.garments.code, "defect-rate", 60, 1000, "2026-03-05", "", ""],
            [cast.garments.code, "defect-rate", 180, 3000, "", "2026-01-01", "2026-03-31"]]  # fmt: skip

    bring("observations", rows)

    periods = Observation.objects.order_by("starts_on").values_list("starts_on", "ends_on")
    assert list(periods) == [(date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 3, 5), date(2026, 3, 5))]


def test_not_tracked_is_an_answer_with_a_note(values: Any) -> None:
    without = values(["defect-rate", "2026-02"])
    half = values(["defect-rate", "2026-02", "", 60])
    for_all = values(["defect-rate", "2026-02"], flags=("--set", "note=As the records have it"))
    done = values(["defect-rate", "2026-02", "", "", "", "Nobody counted during the move"])

    assert told(without) == [(2, "Note", "Say why it is not tracked.")]
    assert [column for _row, column, _sentence in told(for_all)] == ["Note"]
    assert told(half) == [(2, "Below the line", "Write both numbers, or choose “not tracked”.")]
    assert (done["written"], Observation.objects.get().is_tracked) == (1, False)


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (["defect-rate", "2026-02", "", -1, 1000], "Above the line", "cannot be below 0"),
        (["labour-turnover", "2026-02", "", 1.5, 40], "Above the line", "must be a whole number"),
        (["labour-turnover", "2026-02", "", 1, 0], "Below the line", "nothing to divide by"),
        (["defect-rate", "2026-02", "", 60, 1000, "So it is", "ppm"], "Unit", "keeps “%”"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_even_beside_a_note(values: Any, row: list[Any], column: str, sentence: str) -> None:
    row = [*row, *["It is so"] * (6 - len(row))]

    answer = values(row)

    ((_row, where, problem),) = told(answer)
    assert where == column and sentence in problem
    assert not Observation.objects.exists()


def test_an_unlikely_value_is_told_with_the_remedy_and_kept_as_unusual_beside_a_note(values: Any) -> None:
    asked = values(["defect-rate", "2026-02", "", 500, 1000])
    done = values(
        ["defect-rate", "2026-02", "", 500, 1000, "A bad roll of cloth"], ["defect-rate", "2026-03", "", 300, 1000]
    )

    assert told(asked) == [(2, "Above the line", "That makes 50.0\N{NO-BREAK SPACE}%; usual is from 0.0\N{NO-BREAK SPACE}% to "
                            "40.0\N{NO-BREAK SPACE}%. If it is right, say why in the column “Note”.")]  # fmt: skip
    assert done["notes"] == ["New values: 2.", "Unusual values that are kept because of their note: 1."]
    assert list(Observation.objects.filter(unusual=True).values_list("note", flat=True)) == ["A bad roll of cloth"]


@pytest.mark.usefixtures("batches")
def test_a_value_is_compared_with_the_last_one_of_its_part_here_or_further_up_in_the_file(cast: Cast, values: Any) -> None:
    observations.record(
        by=cast.omar, enterprise=cast.garments, indicator="defect-rate", numerator=60, denominator=1000, **MARCH
    )

    answer = values(
        ["defect-rate", "2026-04", "", 6, 1000],  # a tenth of March, which was here before
        ["defect-rate", "2026-04", "Line 2", 6, 1000],  # another part has no past
        ["defect-rate", "2026-06", "Line 2", 60, 1000],  # ten times April in the row above
        ["defect-rate", "2026-05", "Line 2", 12, 1000],  # twice April; what comes later in the year does not matter
        ["defect-rate", "2026-02", "", 6, 1000],  # nothing was before February
    )

    assert [row for row, _column, _sentence in told(answer)] == [2, 4]
    assert all("the last time it was" in sentence for _row, _column, sentence in told(answer))


@pytest.mark.usefixtures("batches")
def test_the_same_value_again_changes_nothing_even_as_a_copy_in_the_file(values: Any) -> None:
    row = ["defect-rate", "2026-02", "", 60, 1000, "Counted by Rosa"]
    values(row)

    answer = values(row, ["defect-rate", "2026-03", "", 66, 1000], ["defect-rate", "2026-03", "", 66, 1000],
                    ["defect-rate", "2026-02", "", 60, 1000])  # fmt: skip

    assert (answer["code"], answer["written"]) == (0, 1)
    assert answer["notes"] == ["New values: 1.", "Values that stand there already: 3."]
    assert Observation.objects.get(starts_on=date(2026, 2, 1)).note == "Counted by Rosa"
    assert not Event.objects.filter(verb="correct").exists()


def test_another_value_of_a_period_is_told_and_replaces_the_first_only_where_the_row_says_so(
    cast: Cast, values: Any
) -> None:
    values(["defect-rate", "2026-02", "", 60, 1000], ["absenteeism", "2026-02", "", "", "", "No register"])

    asked = values(["defect-rate", "2026-02", "", 61, 1000], ["absenteeism", "2026-02", "", 5, 100])
    done = values(["defect-rate", "2026-02", "", 61, 1000, "Counted again", "", "yes"],
                  ["absenteeism", "2026-02", "", 5, 100, "", "", "yes"])  # fmt: skip

    remedy = "To put this one in its place, write yes in the column “Replace”."
    assert told(asked) == [(2, "Above the line", f"This period already says: 60 over 1,000. {remedy}"),
                           (3, "Above the line", f"This period already says: not tracked, because No register. {remedy}")]  # fmt: skip
    assert (done["written"], done["notes"]) == (2, ["Values put right: 2."])
    put_right = Observation.objects.get(indicator="defect-rate")
    assert (put_right.numerator, put_right.note, put_right.version) == (61, "Counted again", 2)
    event = Event.objects.get(verb="correct", code=str(put_right.pk))
    assert (event.by, event.changes) == (cast.coordinator.code, {"numerator": [60, 61], "note": ["", "Counted again"]})


@pytest.mark.usefixtures("batches")
def test_a_file_that_says_two_things_of_one_period_is_told_whatever_it_says_about_replacing(values: Any) -> None:
    values(["defect-rate", "2026-02", "", 50, 1000])

    answer = values(["defect-rate", "2026-02", "", 60, 1000], ["defect-rate", "2026-02", "", 61, 1000],
                    ["defect-rate", "2026-03", "", 60, 1000], ["defect-rate", "2026-03", "", 61, 1000],
                    flags=("--set", "replace=yes"))  # fmt: skip

    assert told(answer) == [(row, "Above the line", "Another row says something else about the same period: 60 over 1,000.")
                            for row in (3, 5)]  # fmt: skip
    assert Observation.objects.get().numerator == 50


def test_the_unit_of_output_is_asked_for_before_the_first_value(cast: Cast, bring: Bring) -> None:
    rows = [
        ["Enterprise", "KPI", "Month", "Numerator", "Denominator"],
        [cast.metals.code, "labour-productivity", "2026-02", 5, 1],
    ]

    answer = bring("observations", rows)

    assert told(answer)[0][:2] == (2, "Enterprise")
    assert "counts its output" in told(answer)[0][2]


def test_enterprises_beyond_reach_are_as_good_as_unknown(cast: Cast, bring: Bring) -> None:
    rows = [["Enterprise", "Country", "KPI", "Month", "Numerator", "Denominator"],
            *([*firm, "defect-rate", "2026-02", 60, 1000] for firm in (
                (cast.garments.code, ""), (cast.metals.code, ""), ("Other Side Metals", "VN"), ("No Such Works", "VN")))]  # fmt: skip

    answer = bring("observations", rows, "--by", "maya@example.org", "--good-rows")
    by_auditor = bring("observations", rows, "--by", "ada@example.org")

    assert [(row, column) for row, column, _sentence in told(answer)] == [
        (3, "Enterprise"),
        (4, "Enterprise"),
        (5, "Enterprise"),
    ]
    assert told(answer)[1][2] == told(answer)[2][2]
    assert (answer["written"], Observation.objects.get().enterprise) == (1, cast.garments)
    assert (by_auditor["code"], by_auditor["error"]) == (1, "No role of “ada@example.org” may bring such files.")


def test_a_workbook_with_real_dates_and_numbers_reads_like_the_text(cast: Cast, bring: Bring, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Enterprise", "KPI", "Month", "Team", "Numerator", "Denominator"])
    book.active.append([cast.garments.code, "defect-rate", date(2026, 2, 1), 7, 60.5, 1000])
    book.save(tmp_path / "values.xlsx")

    answer = bring("observations", tmp_path / "values.xlsx")

    assert answer["written"] == 1
    assert kept() == [("defect-rate", "2026-02-01", "7", 60.5, 1000, "%")]


def test_a_thousand_values_are_looked_up_and_written_in_a_few_dozen_statements(
    cast: Cast, values: Any, django_assert_max_num_queries: Any
) -> None:
    rows = [["defect-rate", "2026-02", f"Line {n}", 60, 1000] for n in range(1000)]

    with django_assert_max_num_queries(40):
        answer = values(*rows)

    assert answer["written"] == 1000
