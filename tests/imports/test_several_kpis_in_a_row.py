"""Tables in which a row holds several KPIs, as a mapping file describes them; among them a real one."""

import csv
import html
import json
import re
from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F

from genba.cli import main
from genba.directory.actions import enterprises
from genba.directory.models import Enterprise
from genba.facts import follow
from genba.observations.models import Observation
from genba.programmes.curricula import curriculum
from genba.reports.sheet import enterprise_sheet
from genba.science.figures import Measured
from tests.cast import Cast
from tests.imports.conftest import Answer, Bring, told

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "garment-factory.yaml"
HEAD = ["date", "dept", "team", "overtime", "workers", "wip", "why"]
MAPPING = """
columns: {date: day, why: note}
part: [dept, team]
replace: {dept: {sweing: sewing}}
values:
  - {indicator: overtime-per-worker, numerator: overtime, denominator: workers}
  - {indicator: work-in-progress, numerator: wip, denominator: 1}
"""


@pytest.fixture
def days(cast: Cast, bring: Bring, tmp_path: Path) -> Any:
    """Bring the days of teams of the garment makers by a mapping."""

    def run(*rows: list[Any], mapping: str = MAPPING, head: list[str] = HEAD) -> Answer:
        (tmp_path / "mapping.yaml").write_text(mapping, encoding="utf-8")
        return bring("observations", [head, *rows], "--set", f"enterprise={cast.garments.code}", "--mapping",
                     str(tmp_path / "mapping.yaml"))  # fmt: skip

    return run


def kept() -> list[tuple[Any, ...]]:
    rows = Observation.objects.order_by("indicator", "starts_on", "part")
    return [(o.indicator, str(o.starts_on), o.part, o.numerator, o.denominator) for o in rows]


def test_a_row_gives_a_value_of_each_kpi_and_its_part_is_named_by_several_headings(days: Any) -> None:
    answer = days(["2026-03-02", "sweing ", 1, 600, 30.5, 1100, ""], ["2026-03-02", "finishing", "", 60, 8, 0, ""])

    assert (answer["written"], answer["notes"]) == (2, ["New values: 4."])
    assert kept() == [("overtime-per-worker", "2026-03-02", "finishing", 60, 8), ("overtime-per-worker", "2026-03-02", "sewing 1", 600, 30.5),
                      ("work-in-progress", "2026-03-02", "finishing", 0, 1), ("work-in-progress", "2026-03-02", "sewing 1", 1100, 1)]  # fmt: skip


def test_a_blank_cell_gives_no_value_of_that_kpi(days: Any) -> None:
    answer = days(["2026-03-02", "sewing", 1, 600, 30, "", "Nobody counted"], ["2026-03-03", "sewing", 1, "", 30, 900, ""],
                  ["2026-03-04", "sewing", 1, "", "", "", ""])  # fmt: skip

    assert (answer["written"], answer["good"]) == (2, 3)
    assert [row[:2] for row in kept()] == [("overtime-per-worker", "2026-03-02"), ("work-in-progress", "2026-03-03")]


def test_every_wrong_value_of_a_row_is_told_beside_its_own_heading_and_none_of_the_row_is_kept(days: Any) -> None:
    answer = days(["2026-03-02", "sewing", 1, 12000, 30, 9000, ""], ["2026-03-03", "sewing", 1, -5, 30, 900, ""])

    assert [(row, column) for row, column, _sentence in told(answer)] == [(2, "overtime"), (2, "wip"), (3, "overtime")]
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ("values: [{indicator: no-such-kpi, numerator: overtime, denominator: workers}]", "no KPI “no-such-kpi”"),
        ("values: [{indicator: work-in-progress, numerator: wip}]", "each line of “values”"),
        ("values: [{indicator: work-in-progress, numerator: 5, denominator: 1}]", "not both are numbers"),
        ("values: [{indicator: work-in-progress, numerator: [wip], denominator: 1}]", "each line of “values”"),
        ("values: [{indicator: work-in-progress, numerator: wip, denominator: 1, scale: 2}]", "each line of “values”"),
        ("values: [{indicator: work-in-progress, numerator: wip, denominator: 1},"
         " {indicator: work-in-progress, numerator: overtime, denominator: 1}]", "stands twice"),
        ("values: [{indicator: work-in-progress, numerator: stock, denominator: 1}]", "heading “stock”, which the file does not have"),
        ("values: [{indicator: work-in-progress, numerator: wip, denominator: 1}]\npart: [wip]", "stands twice"),
        ("values: [{indicator: work-in-progress, numerator: Note, denominator: 1}]", "also our column “Note”"),
        ("values: {wip: work-in-progress}", "“values” must be a list"), ("part: team", "“part” must be a list"),
    ],
)  # fmt: skip
def test_a_mapping_that_does_not_fit_is_met_with_a_sentence(days: Any, mapping: str, sentence: str) -> None:
    answer = days(["2026-03-02", "sewing", 1, 600, 30, 900, ""], mapping=f"columns: {{date: day, why: note}}\n{mapping}\n")

    assert answer["code"] == 1
    assert sentence in answer["error"]


def test_a_mapping_for_kpi_values_is_refused_with_any_other_table_and_so_are_words_for_a_column_that_is_none(
    cast: Cast, bring: Bring, days: Any, tmp_path: Path
) -> None:
    people = bring("people", [["Enterprise"], [cast.garments.code]], "--mapping", str(EXAMPLE))
    misspelt = days(
        ["2026-03-02", "sewing", 1, 600, 30, 900, ""], mapping=MAPPING.replace("replace: {dept:", "replace: {depart:")
    )

    assert people["error"] == "In a mapping, “values” and “part” are for KPI values only."
    assert misspelt["error"].startswith("“depart” is no column here. There are: enterprise, country,")


def test_several_headings_name_the_part_of_a_table_with_one_value_a_row_too(days: Any) -> None:
    head = ["KPI", "Month", "dept", "team", "Numerator", "Denominator"]

    days(["defect-rate", "2026-02", "sewing", 3, 60, 1000], mapping="part: [dept, team]", head=head)

    assert kept() == [("defect-rate", "2026-02-01", "sewing 3", 60, 1000)]


# --- the daily records of a garment factory, in which nobody of us had a hand ------------------------------------------

Sums = dict[tuple[str, str], list[float]]  # KPI and month → numerator, denominator, values


@pytest.fixture
def factory(cast: Cast) -> Enterprise:
    return enterprises.register(by=cast.director, name="Daily Records Garments", country="BD", isic="1410")


@pytest.fixture
def records(shared_data: Path) -> Path:
    return shared_data / "garment-factory" / "daily-production.csv"


def sums_of(records: Path) -> Sums:
    """What the file says, worked out with the csv module and nothing of ours: month first, blank work in progress left out."""
    ratios = {"productivity-against-plan": ("actual_productivity", "targeted_productivity"),
              "overtime-per-worker": ("over_time", "no_of_workers"), "idle-time-per-worker": ("idle_time", "no_of_workers"),
              "work-in-progress": ("wip", None)}  # fmt: skip
    sums: Sums = defaultdict(lambda: [0.0, 0.0, 0])
    with records.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            month = datetime.strptime(row["date"], "%m/%d/%Y").strftime("%Y-%m")
            for kpi, (above, below) in ratios.items():
                if row[above].strip():
                    total = sums[kpi, month]
                    total[0] += float(row[above])
                    total[1] += float(row[below]) if below else 1.0
                    total[2] += 1
    return sums


@pytest.fixture
def brought(factory: Enterprise, records: Path, bring: Bring) -> Answer:
    return bring("observations", records, "--mapping", str(EXAMPLE), "--set", f"enterprise={factory.code}", "--dates", "mdy",
                 "--by", "dana@example.org")  # fmt: skip


def test_every_team_day_of_the_factory_is_kept_and_no_blank_is_counted(brought: Answer, records: Path) -> None:
    expected = sums_of(records)

    found: Sums = defaultdict(lambda: [0.0, 0.0, 0])
    for value in Observation.objects.all():
        total = found[value.indicator, f"{value.starts_on:%Y-%m}"]
        total[0] += value.numerator
        total[1] += value.denominator
        total[2] += 1

    assert (brought["read"], brought["good"], brought["written"], brought["problems"]) == (1197, 1197, 1197, [])
    assert found.keys() == expected.keys() and len(found) == 4 * 3
    for key, sums in expected.items():
        assert found[key] == pytest.approx(sums, rel=1e-9), key
    per_kpi = {kpi: sum(n for (code, _month), (*_, n) in found.items() if code == kpi) for kpi, _month in found}
    assert per_kpi == {"productivity-against-plan": 1197, "overtime-per-worker": 1197, "idle-time-per-worker": 1197,
                       "work-in-progress": 1197 - 506}  # fmt: skip
    assert Observation.objects.exclude(starts_on__range=(date(2015, 1, 1), date(2015, 3, 11))).count() == 0


def test_the_figures_of_the_factory_are_those_that_the_file_gives(
    brought: Answer, factory: Enterprise, records: Path, settings: Any, capsys: Any
) -> None:
    """Values of each month as the sheet and the facts in columns tell them: sums of the file, divided by nothing of ours."""
    settings.SMALL_GROUP = 1
    Observation.objects.update(
        approved_version=F("version")
    )  # a reviewer found the unusual ones right; until then none counts
    expected = {key: above / below for key, (above, below, _n) in sums_of(records).items()}
    follow.rebuild()
    sheet = enterprise_sheet(factory, language="en")
    shown = {
        (k.indicator, f"{p.month:%Y-%m}"): p.value.value
        for k in sheet.kpis
        for p in k.points
        if isinstance(p.value, Measured)
    }
    scale = {k.code: k.scale for k in curriculum().indicators}
    for kpi in {code for code, _month in expected}:
        capsys.readouterr()
        main(["months", kpi, "--format", "json"])
        of_columns = {row["month"]: row["ratio"] for row in json.loads(capsys.readouterr().out)}

        assert of_columns == {
            month: pytest.approx(ratio, rel=1e-9) for (code, month), ratio in expected.items() if code == kpi
        }

    assert shown == {key: pytest.approx(scale[key[0]] * ratio, rel=1e-9) for key, ratio in expected.items()}
    assert expected["productivity-against-plan", "2015-01"] == pytest.approx(1.02990, abs=5e-6)  # by csv and a calculator


def test_departments_are_two_and_teams_twelve_however_they_were_written(brought: Answer) -> None:
    parts = {tuple(part.split(" ")) for part in Observation.objects.values_list("part", flat=True)}

    assert {department for department, _team in parts} == {"sewing", "finishing"}
    assert {int(team) for _department, team in parts} == set(range(1, 13))


def test_the_file_tells_that_its_months_come_first_and_a_second_time_it_changes_nothing(
    brought: Answer, factory: Enterprise, records: Path, bring: Bring
) -> None:
    again = bring("observations", records, "--mapping", str(EXAMPLE), "--set", f"enterprise={factory.code}")

    assert (again["code"], again["written"], again["notes"]) == (0, 0, ["Values that stand there already: 4282."])


def test_without_a_note_every_unusual_value_is_told_and_nothing_is_taken_in(
    factory: Enterprise, records: Path, bring: Bring, tmp_path: Path
) -> None:
    silent = tmp_path / "silent.yaml"
    silent.write_text(EXAMPLE.read_text(encoding="utf-8").partition("\nset:")[0], encoding="utf-8")

    answer = bring("observations", records, "--mapping", str(silent), "--set", f"enterprise={factory.code}", "--dry-run")

    with records.open(encoding="utf-8-sig", newline="") as file:
        beyond = [number for number, row in enumerate(csv.DictReader(file), start=2)
                  if float(row["actual_productivity"]) > 1.3 * float(row["targeted_productivity"])
                  or float(row["over_time"]) > 240 * float(row["no_of_workers"]) or float(row["wip"] or 0) > 5000]  # fmt: skip
    assert set(beyond) <= {row for row, _column, _sentence in told(answer)}
    assert all("say why in the column “Note”" in sentence for _row, _column, sentence in told(answer))
    assert not Observation.objects.exists()


def test_the_sheet_of_the_factory_shows_the_ratio_of_the_sums_of_each_month(
    brought: Answer, factory: Enterprise, records: Path, cast: Cast, sign_in: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    scale = {"productivity-against-plan": 100}
    expected = {key: scale.get(key[0], 1) * above / below for key, (above, below, _n) in sums_of(records).items()}

    main(["sheet", factory.code, "--format", "json"])
    sheet = json.loads(capsys.readouterr().out)
    page = sign_in(cast.director).get(f"/enterprises/{factory.code}/sheet/").content.decode()

    shown = {(kpi["indicator"], m["month"]): m["value"] for kpi in sheet["kpis"] for m in kpi["months"]}
    assert shown == pytest.approx(expected, rel=1e-9)
    text = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())
    for kpi, label, decimals in (("productivity-against-plan", "Productivity against plan", 1), ("work-in-progress", "Work in progress", 0),
                                 ("overtime-per-worker", "Overtime per worker and day", 0)):  # fmt: skip
        assert re.search(rf"{label} {expected[kpi, '2015-03']:.{decimals}f}\s", text), label
