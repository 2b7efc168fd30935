"""Framework files as offices draw them: merged cells, baselines, parts, periods of a donor's year."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from genba.impact.actions.framework_baseline import begin_year_in
from genba.impact.models import FrameworkBaseline, FrameworkIndicator, FrameworkPart, FrameworkValue
from tests.cast import Cast
from tests.imports.conftest import Bring, told

HEAD = ["No", "Level", "Indicator", "Country", "Period", "Target", "Actual"]
LINE = ["1", "Outcome", "Nr. of institutions", "Kenya", "2026", "4", "2"]


def drawn(path: Path, *merged: tuple[str, Any], rows: list[list[Any]], head: list[Any] = HEAD) -> Path:
    """A workbook with the headings in row 1; merged cells by their name."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Framework")
    for at, row in enumerate([head, *rows]):
        page.write_row(at, 0, row)
    for cells, text in merged:
        page.merge_range(cells, text)
    book.close()
    return path


def test_a_level_and_a_line_merged_over_several_rows_count_for_each(cast: Cast, bring: Bring, tmp_path: Path) -> None:
    rows = [
        ["1", "", "Firms", "", "2026-H1", 4, 2],
        ["", "", "", "", "2026-H2", 5, ""],
        ["2", "", "Plans", "Viet Nam", "2026-H1", 6, 1],
    ]
    file = drawn(
        tmp_path / "f.xlsx", ("A2:A3", "1"), ("B2:B4", "Outcome 1"), ("C2:C3", "Firms"), ("D2:D3", "Kenya"), rows=rows
    )

    answer = bring("results-framework", file)

    assert (answer["code"], answer["written"], answer["problems"]) == (0, 3, [])
    found = FrameworkValue.objects.order_by("indicator__no", "period")
    assert [(v.indicator.level, v.indicator.no, v.country_id, v.period, v.target, v.actual) for v in found] == [
        ("Outcome 1", "1", "KE", "2026-H1", 4, 2), ("Outcome 1", "1", "KE", "2026-H2", 5, None),
        ("Outcome 1", "2", "VN", "2026-H1", 6, 1),
    ]  # fmt: skip


def test_one_target_merged_over_two_countries_is_not_a_target_for_each(cast: Cast, bring: Bring, tmp_path: Path) -> None:
    rows = [LINE, [*LINE[:3], "Viet Nam", *LINE[4:]], [*LINE[:3], "Peru", *LINE[4:]]]
    file = drawn(tmp_path / "f.xlsx", ("F2:F3", 10), rows=rows)

    answer = bring("results-framework", file)
    good = bring("results-framework", file, "--good-rows")

    assert [(row, column) for row, column, _why in told(answer)] == [(2, "Target"), (3, "Target")]
    assert "F2:F3 are merged into one over several rows" in told(answer)[0][2]
    assert good["written"] == 1
    assert list(FrameworkValue.objects.values_list("country", flat=True)) == ["PE"]


@pytest.mark.parametrize(
    ("cells", "text", "row", "says"),
    [("F1:G1", "Target", 1, "The heading “Target” is merged over the cells F1:G1. Give each column a heading of its own."),
     ("F2:G2", 5, 2, "The cells F2:G2 are merged into one over several columns."),
     ("A3:G3", "Output 2: training", 3, "The cells A3:G3 are merged into one over several columns."),
     ("E2:F2", "2026", 2, "The cells E2:F2 are merged into one over several columns.")],
)  # fmt: skip
def test_a_cell_that_nobody_can_read_is_refused_by_its_name(
    cast: Cast, bring: Bring, tmp_path: Path, cells: str, text: Any, row: int, says: str
) -> None:
    head = [*HEAD[:6], "", "Actual"] if cells == "F1:G1" else HEAD
    file = drawn(tmp_path / "f.xlsx", (cells, text), rows=[LINE, [*LINE[:3], "Peru", "2026", 1, 1]], head=head)

    answer = bring("results-framework", file, "--report", str(tmp_path / "back.xlsx"))

    assert (row, says) in [(at, why[: len(says)]) for at, _column, why in told(answer)]
    assert answer["code"] == 1 and not FrameworkValue.objects.exists()
    assert (tmp_path / "back.xlsx").exists(), "it comes back with what to correct beside it"


def test_a_title_merged_above_the_headings_does_no_harm(cast: Cast, bring: Bring, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "f.xlsx"))
    page = book.add_worksheet()
    page.merge_range("A1:G1", "Results framework of the Harbour Programme")
    page.write_row(1, 0, HEAD)
    page.write_row(2, 0, LINE)
    book.close()

    assert bring("results-framework", tmp_path / "f.xlsx")["written"] == 1


@pytest.mark.parametrize(
    ("period", "says"),
    [("2025-H3", "There is no 2025-H3: a year has two halves."), ("2025-13", "There is no 2025-13: a year has twelve months"),
     ("2025/26", "The year of this programme begins in January"), ("2025-Q0", "a year has four quarters")],
)  # fmt: skip
def test_a_target_for_a_period_that_there_is_not_is_told_at_its_cell(
    cast: Cast, bring: Bring, period: str, says: str
) -> None:
    answer = bring("results-framework", [HEAD, LINE, ["2", *LINE[1:4], period, "9", "9"]])

    ((row, column, why),) = told(answer)
    assert (row, column) == (3, "Period") and says in why
    assert not FrameworkValue.objects.exists()


def test_a_file_told_by_the_donors_year_gets_the_days_of_that_year(cast: Cast, bring: Bring) -> None:
    begin_year_in(by=cast.director, programme=cast.programme, month=4)

    answer = bring("results-framework", [HEAD, [*LINE[:4], "2025/2026", "4", ""], [*LINE[:4], "2025/26-Q4", "1", ""]])

    assert answer["code"] == 0
    days = {v.period: (str(v.starts_on), str(v.ends_on)) for v in FrameworkValue.objects.all()}
    assert days == {"2025/26": ("2025-04-01", "2026-03-31"), "2025/26-Q4": ("2026-01-01", "2026-03-31")}


def test_baselines_notes_tiers_and_parts_come_in_with_their_lines(cast: Cast, bring: Bring) -> None:
    head = [*HEAD, "Of whom", "Baseline", "Baseline of", "Source of the baseline", "Note", "Tier"]
    whole = ["1", "Objective 1", "People trained", "Kenya", "2026", "20", "12"]
    rows = [[*whole, "", "3", "2024", "Survey", "One town is missing", "output"], [*whole[:5], "11", "7", "women", "", "", "", "", ""],
            [*whole[:5], "", "2", "not stated sex", "", "", "", "", ""], [*whole[:5], "8", "", "role: worker", "", "", "", "", ""]]  # fmt: skip

    answer = bring("results-framework", [head, *rows[:2], *rows[3:]])
    again = bring("results-framework", [head, *rows[:2], *rows[3:]])

    assert (answer["code"], answer["problems"], again["code"]) == (0, [], 0)
    value, line = FrameworkValue.objects.get(), FrameworkIndicator.objects.get()
    assert (value.target, value.actual, value.note, value.version, line.tier) == (20, 12, "One town is missing", 3, "output")
    assert set(FrameworkPart.objects.values_list("dimension", "part", "target", "actual")) == {
        ("sex", "female", 11, 7), ("role", "worker", 8, None),
    }  # fmt: skip
    kept = FrameworkBaseline.objects.get()
    assert (kept.value, kept.told_of, kept.source, kept.version) == (3, "2024", "Survey", 1)


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [({"Of whom": "martians"}, "Of whom", "is no part we know"), ({"Of whom": "women", "Actual": "many"}, "Actual", "told in a number"),
     ({"Of whom": "women", "Target": "5"}, "Target", "The parts come to 5, more than the 4 of the whole."),
     ({"No": "2", "Baseline": "3"}, "Baseline of", "Say of when it is"), ({"No": "2", "Baseline": "3", "Baseline of": "2024"}, "Source of the baseline", "Say where it comes from")],
)  # fmt: skip
def test_what_is_no_part_or_no_baseline_is_told_at_its_cell(
    cast: Cast, bring: Bring, cells: dict[str, str], column: str, says: str
) -> None:
    head = [*HEAD, "Of whom", "Baseline", "Baseline of", "Source of the baseline"]
    row = {**dict(zip(head, [*LINE[:5], "", ""] + [""] * 4, strict=True)), **cells}

    answer = bring("results-framework", [head, [*LINE, "", "", "", ""], list(row.values())])

    ((at, where, why),) = told(answer)
    assert (at, where) == (3, column) and says in why
    assert not FrameworkValue.objects.exists()


def test_another_wording_of_a_line_is_told_and_the_first_is_kept(cast: Cast, bring: Bring) -> None:
    answer = bring("results-framework", [HEAD, LINE, [*LINE[:2], "Institutions", "Peru", *LINE[4:]]])

    assert answer["code"] == 0
    assert "Line 1 is kept as it was worded first: “Nr. of institutions”." in answer["notes"]


def test_a_result_that_is_worked_out_is_not_brought_in(cast: Cast, bring: Bring) -> None:
    bring("results-framework", [HEAD, [*LINE[:4], "2099", "4", ""]])
    FrameworkIndicator.objects.update(computed_from="enterprises")

    answer = bring("results-framework", [HEAD, [*LINE[:4], "2099", "5", "3"]])
    target = bring("results-framework", [HEAD, [*LINE[:4], "2099", "6", ""]])

    assert [(row, column) for row, column, _why in told(answer)] == [(2, "Actual")]
    assert (target["code"], FrameworkValue.objects.get().target) == (0, 6)
