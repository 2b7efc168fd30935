"""Whoever breaks a package is told the file, the line, the key, what is wrong and what to do."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from genba.curriculum import CurriculumError, Finding, check, load
from tests.curriculum.packages import changed

LESSON = "lessons/en/01-why-talking-together-pays.md"


class Breakage(NamedTuple):
    """One change to a good package and what the check must say about it."""

    file: str
    old: str
    new: str
    key: str
    problem: str
    remedy: str
    below: int = 0  # how many lines below the change the finding points


BREAKAGES = {
    "a direction that nobody knows": Breakage(
        "indicators.yaml",
        "direction: down",
        "direction: dwon",
        "kpis[0].direction",
        "“dwon” is not one of down, up, neutral.",
        "write “down”.",
    ),
    "a mistyped key": Breakage(
        "indicators.yaml",
        "    bounded: true",
        "    bouned: true",
        "kpis[0].bouned",
        "The key “bouned” is not known.",
        "write “bounded”, or delete the key.",
    ),
    "a missing translation of an indicator": Breakage(
        "indicators.yaml",
        ", ar: التغيّب عن العمل}",
        "}",
        "kpis[0].labels.ar",
        "This translation is missing.",
        "add “ar: …” under this key.",
    ),
    "a text where a number belongs": Breakage(
        "indicators.yaml",
        "scale: 100",
        "scale: a hundred",
        "kpis[0].scale",
        "This must be a number.",
        "write digits, without unit.",
    ),
    "a range that ends before it begins": Breakage(
        "indicators.yaml",
        "plausible: [0, 30]",
        "plausible: [30, 0]",
        "kpis[0].plausible",
        "This must be a low and a high value.",
        "write it like [0, 40].",
    ),
    "a quantity whose name is no identifier": Breakage(
        "indicators.yaml",
        "name: days_lost",
        "name: Days lost",
        "kpis[0].numerator.name",
        "“Days lost” has not the right form.",
        "write it like hours_worked.",
    ),
    "a bracket left open": Breakage(
        "module.yaml",
        "class_size: {min: 4, max: 6}",
        "class_size: {min: 4, max: 6",
        "",
        "This is not valid YAML: expected ',' or '}', but got ':'.",
        "mend the line or the one above it.",
        below=1,
    ),
    "a key that stands twice": Breakage(
        "module.yaml",
        "hours: 12",
        "hours: 12\nhours: 13",
        "hours",
        "This key stands here twice.",
        "keep one of the two.",
        below=1,
    ),
    "a share above one": Breakage(
        "module.yaml",
        "attendance_share: 0.75",
        "attendance_share: 75",
        "completion.attendance_share",
        "75 is out of bounds.",
        "stay within 0 … 1.",
    ),
    "a slug that is not the folder's name": Breakage(
        "module.yaml",
        "slug: workplace-cooperation",
        "slug: workplace-harmony",
        "slug",
        "The slug “workplace-harmony” is not the name of the folder, “workplace-cooperation”.",
        "give both the same name.",
    ),
    "a missing translation of a form's title": Breakage(
        "module.yaml",
        "      ar: زيارة المنشأة\n",
        "",
        "forms[1].titles.ar",
        "This translation is missing.",
        "add “ar: …” under this key.",
        below=-3,
    ),
    "a parameter that is not a date": Breakage(
        "parameters/normal-weekly-hours.yaml",
        "1995-05-01",
        "May 1995",
        "values[1].since",
        "This must be a date.",
        "write it like 2026-01-31.",
    ),
    "an example with a wrong figure": Breakage(
        "examples/indicators.yaml",
        "    expect: 2.5",
        "    expect: 2.6",
        "five days missed of two hundred",
        "value is 2.5, not 2.6.",
        "correct the example or the formula, whichever is wrong.",
        below=-3,
    ),
    "an example of a figure that is not withheld": Breakage(
        "examples/indicators.yaml",
        "given: {days_lost: 0, days_scheduled: 0}",
        "given: {days_lost: 0, days_scheduled: 20}",
        "nobody was scheduled, as in a month of closure",
        "It should be withheld because “nothing to divide by”, but gives {'value': 0.0}.",
        "correct the example or the formula, whichever is wrong.",
        below=-2,
    ),
    "a lesson without front matter": Breakage(
        LESSON,
        "---\ntitle:",
        "title:",
        "",
        "The lesson has no front matter.",
        "begin with ---, title, minutes, objectives, ---.",
    ),
    "a quiz without a right answer": Breakage(
        LESSON,
        "    right: true\n",
        "",
        "",
        "A quiz needs a right and a wrong answer.",
        "write at least two answers and mark the right one with “right: true”.",
        below=-3,
    ),
    "a lesson that opens a tool that is not there": Breakage(
        LESSON,
        "code: cost-of-absence",
        "code: price-of-absence",
        "code",
        "There is no tool “price-of-absence”.",
        "use one of cost-of-absence, five-s, hours-worked, suggestions, team-balance.",
    ),
    "a constraint that pyxform lets through": Breakage(
        "forms/baseline.md",
        ". <= today()",
        ". > (",
        "survey.assessed-on.constraint",
        "“. > (” cannot be read: a value is missing at the end.",
        "balance the brackets and the operators.",
    ),
    "a relevance about a question that is not there": Breakage(
        "forms/baseline.md",
        "${worker-confirms} = 'no'",
        "${worker-confirm} = 'no'",
        "survey.why-not-confirmed.relevant",
        "${worker-confirm} is no question of this form.",
        "write ${worker-confirms}.",
    ),
    "a question without its Arabic wording": Breakage(
        "forms/visit.md",
        "| البداية |",
        "| |",
        "survey.started-at.label::Arabic (ar)",
        "This translation is missing.",
        "fill the cell.",
    ),
    "a tool whose parameters have other names": Breakage(
        "tools/hours_worked.py",
        "weekly_hours: float, weeks: float",
        "week_hours: float, weeks: float",
        "inputs",
        "The inputs (workers, weekly_hours, weeks, hours_absent, overtime_hours) are not the parameters of "
        "hours_worked (workers, week_hours, weeks, hours_absent, overtime_hours).",
        "give both the same names in the same order.",
    ),
    "a row with a cell too many": Breakage(
        "forms/visit.md",
        "| البداية |",
        "| البداية | |",
        "survey",
        "The row has 20 cells, but its heading has 19.",
        "add or remove a “|”.",
    ),
    "a number that is none": Breakage(
        "indicators.yaml",
        "scale: 100",
        "scale: .nan",
        "kpis[0].scale",
        "This must be a number.",
        "write digits, without unit.",
    ),
    "a day that no calendar has": Breakage(
        "parameters/normal-weekly-hours.yaml",
        "1995-05-01",
        "1995-02-30",
        "values[1].since",
        "YAML cannot make sense of this value: day is out of range for month.",
        "write a plain value, in quotation marks if needed.",
    ),
    "a tag that builds an object": Breakage(
        "module.yaml",
        "hours: 12",
        "hours: !!python/object/apply:os.getcwd []",
        "hours",
        "This must be a number.",
        "write digits, without unit.",
    ),
    "a sentence whose holes differ": Breakage(
        "tools/team-balance.yaml",
        "    fr: L’équipe n’a pas encore de membres.",
        "    fr: L’équipe n’a que {n} membres.",
        "sentences.no-team.fr",
        "The holes are not those of the English sentence.",
        "use none.",
        below=-1,
    ),
    "a plan that names no sentence": Breakage(
        "tools/team-balance.yaml",
        "plan: {problem: plan-problem,",
        "plan: {problem: plan-trouble,",
        "plan",
        "There is no sentence “plan-trouble”.",
        "use one of balanced, chart, meaning, next-ask, next-keep, no-team, no-workforce, part-team, part-workforce, "
        "plan-action, plan-problem.",
    ),
    "a tool of an unknown kind of input": Breakage(
        "tools/team-balance.yaml",
        "  kind: number",
        "  kind: numbr",
        "inputs[0].kind",
        "“numbr” is not one of number, choice, yes-no, text, day, list, lists, group, table.",
        "write “number”.",
    ),
    "a tool that opens files": Breakage(
        "tools/team_balance.py",
        "from genba.curriculum.tools import Answer, Bars, No, Series, said",
        "import os",
        "",
        "A tool does not import os.",
        "use genba.science, numpy or what Python brings for reckoning.",
    ),
    "Python that is none": Breakage(
        "tools/team_balance.py",
        "def team_balance(",
        "deff team_balance(",
        "",
        "This is not valid Python: invalid syntax.",
        "mend the line.",
    ),
}
ELSEWHERE = {"a tool whose parameters have other names": ("tools/hours-worked.yaml", "code: hours-worked"),
             "a plan that names no sentence": ("tools/team-balance.yaml", "code: team-balance")}  # fmt: skip


@pytest.mark.parametrize("breakage", BREAKAGES.values(), ids=BREAKAGES.keys())
def test_a_finding_names_file_line_key_problem_and_remedy(package: Path, breakage: Breakage) -> None:
    line = changed(package, breakage.file, breakage.old, breakage.new) + breakage.below
    file = breakage.file
    for title, (other, words) in ELSEWHERE.items():
        if BREAKAGES[title] is breakage:
            file, line = other, (package / other).read_text(encoding="utf-8").split(words)[0].count("\n") + 1

    findings = check(package)

    wanted = Finding(f"modules/workplace-cooperation/{file}", line, breakage.key, breakage.problem, breakage.remedy)
    assert wanted in findings, [str(finding) for finding in findings]


def test_a_finding_reads_as_one_line_that_an_editor_can_open() -> None:
    finding = Finding("modules/x/indicators.yaml", 12, "kpis[0].unit", "This key is missing.", "add “unit:” here.")

    assert str(finding) == ("modules/x/indicators.yaml:12: kpis[0].unit: This key is missing. Do: add “unit:” here.")


def test_a_missing_key_is_asked_for_where_it_belongs(package: Path) -> None:
    changed(package, "module.yaml", "hours: 12\n", "")

    findings = check(package)

    wanted = "modules/workplace-cooperation/module.yaml:1: hours: This key is missing. Do: add “hours:” here."
    assert [str(finding) for finding in findings] == [wanted]


def test_all_faults_are_found_at_once(package: Path) -> None:
    changed(package, "indicators.yaml", "direction: down", "direction: dwon")
    changed(package, "indicators.yaml", "scale: 1000000", "scale: a million")
    changed(package, "module.yaml", "status: active", "status: activ")

    findings = check(package)

    assert {finding.key for finding in findings} == {"kpis[0].direction", "kpis[5].scale", "status"}


@pytest.mark.parametrize("file", ["module.yaml", "indicators.yaml", "forms/visit.md"])
def test_a_missing_file_is_named(package: Path, file: str) -> None:
    (package / file).unlink()

    findings = check(package)

    assert any(finding.file.endswith(file) and finding.problem == "The file is missing." for finding in findings)


def test_a_wrong_encoding_is_named(package: Path) -> None:
    (package / "indicators.yaml").write_bytes("kpis: é".encode("latin-1"))

    findings = check(package)

    assert any("encoding UTF-8" in finding.remedy for finding in findings)


def test_a_lesson_without_a_question_is_found(package: Path) -> None:
    lesson = package / LESSON
    lesson.write_text(lesson.read_text(encoding="utf-8").split("```quiz")[0], encoding="utf-8")

    findings = check(package)

    assert any(finding.file.endswith(LESSON) and finding.remedy == "add a ```quiz block." for finding in findings)


def test_a_form_that_pyxform_refuses_is_found(package: Path) -> None:
    changed(package, "forms/baseline.md", "| integer | women-workers |", "| integr | women-workers |")

    findings = check(package)

    assert any("is refused" in finding.problem for finding in findings), findings


def test_an_indicator_without_worked_example_is_found(package: Path) -> None:
    examples = package / "examples" / "indicators.yaml"
    examples.write_text(
        examples.read_text(encoding="utf-8").replace("indicator: energy-intensity", "indicator: on-time-delivery"),
        encoding="utf-8",
    )

    findings = check(package)

    assert any(finding.problem == "“energy-intensity” has no worked example." for finding in findings)


def test_a_broken_package_is_not_loaded(package: Path) -> None:
    changed(package, "indicators.yaml", "direction: down", "direction: dwon")

    with pytest.raises(CurriculumError) as refusal:
        load(package.parent)

    assert [finding.key for finding in refusal.value.findings] == ["kpis[0].direction"]


def test_no_folder_at_all_is_a_finding(tmp_path: Path) -> None:
    assert [finding.problem for finding in check(tmp_path / "nothing")] == ["There is no package here."]
    with pytest.raises(CurriculumError, match="There is no folder of modules here"):
        load(tmp_path / "nothing")


def test_two_packages_may_not_define_one_indicator(package: Path) -> None:
    twin = package.parent / "workplace-twin"
    shutil.copytree(package, twin)
    changed(twin, "module.yaml", "slug: workplace-cooperation", "slug: workplace-twin")

    with pytest.raises(CurriculumError, match="The code “absenteeism” is already defined by workplace-cooperation"):
        load(package.parent)


def test_a_function_that_breaks_is_a_finding_and_not_a_crash(package: Path) -> None:
    changed(package, "tools/hours_worked.py", "usual = workers * weekly_hours * weeks", "usual = workers / 0")

    findings = check(package)

    assert any("The function breaks: ZeroDivisionError" in finding.problem for finding in findings)
