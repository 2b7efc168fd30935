"""Every module package of the house: nothing to find, and each worked example is a test of its own."""

import subprocess
import sys

import pytest

from genba.curriculum import LANGUAGES, Example, Module, ToolUse, check, load, problem_with
from tests.curriculum.packages import MODULES

CURRICULUM = load(MODULES)
EXAMPLES = [(module, example) for module in CURRICULUM.modules for example in module.examples]


@pytest.mark.parametrize(
    ("module", "example"),
    EXAMPLES,
    ids=[f"{module.slug}-{example.code}-{example.name}".replace(" ", "-") for module, example in EXAMPLES],
)
def test_a_worked_example_comes_out_as_published(module: Module, example: Example) -> None:
    assert problem_with(example, module) == ""


@pytest.mark.parametrize("module", CURRICULUM.modules, ids=lambda module: module.slug)
class TestPackage:
    def test_the_check_finds_nothing(self, module: Module) -> None:
        findings = check(module.folder)

        assert [str(finding) for finding in findings] == []

    def test_at_most_ten_indicators_are_core(self, module: Module) -> None:
        assert 1 <= len(module.core_kpis) <= 10

    def test_it_has_six_short_lessons_or_more_that_ask_twice_show_a_picture_and_set_a_task_for_today(
        self, module: Module
    ) -> None:
        lessons = module.lessons_in("en")

        assert len(lessons) >= 6
        for lesson in lessons:
            assert 10 <= lesson.minutes <= 20
            assert 500 <= len(lesson.markdown.split()) <= 1100
            assert "## Do this today" in lesson.markdown
            assert len(lesson.quizzes) == 2
            assert "](pictures/" in lesson.markdown

    def test_it_measures_five_things_or_more_and_looks_at_ten_practices_or_more_in_three_areas(self, module: Module) -> None:
        assert len(module.kpis) >= 5
        assert len(module.practices) >= 10
        assert len({practice.area for practice in module.practices}) >= 3

    def test_the_visit_asks_about_the_practices_of_the_baseline_in_the_same_words(self, module: Module) -> None:
        asked = [row for row in module.form("visit").questions if row["type"] == "select_one practice_state"]

        assert [row["name"] for row in asked] == [practice.code for practice in module.practices]
        assert [row.texts("label")["ar"] for row in asked] == [practice.labels.in_("ar") for practice in module.practices]

    def test_every_tool_opens_in_a_lesson(self, module: Module) -> None:
        used = {part.code for lesson in module.lessons_in("en") for part in lesson.parts if isinstance(part, ToolUse)}

        assert used == {tool.code for tool in module.tools}

    def test_every_tool_has_an_example_that_gives_figures_and_one_that_is_withheld(self, module: Module) -> None:
        for tool in module.tools:
            mine = [example for example in module.examples if example.subject == "tool" and example.code == tool.code]
            assert any(example.expect for example in mine), tool.code
            assert any(example.withheld for example in mine), tool.code

    def test_a_translation_asks_as_many_questions_with_the_same_right_answers(self, module: Module) -> None:
        for original in module.lessons_in("en"):
            rights = [[answer.right for answer in quiz.answers] for quiz in original.quizzes]

            for language in LANGUAGES:
                lesson = module.lesson(original.slug, language)
                assert [[answer.right for answer in quiz.answers] for quiz in lesson.quizzes] == rights
                assert len(lesson.parts) == len(original.parts)

    def test_forms_become_xforms_in_four_languages(self, module: Module) -> None:
        for form in module.forms:
            xform = form.xml()

            assert xform.startswith("<?xml")
            for name in ("English (en)", "French (fr)", "Spanish (es)", "Arabic (ar)"):
                assert f'<translation lang="{name}"' in xform

    def test_an_indicator_accepts_zero_events(self, module: Module) -> None:
        for indicator in module.kpis:
            assert indicator.value(0, 100) == 0


def test_a_check_of_everything_in_the_folder_passes_over_the_licence_beside_the_packages() -> None:
    command = [sys.executable, "-m", "genba.cli", "modules", "check"]

    every = subprocess.run([*command, *sorted(MODULES.iterdir())], capture_output=True, text=True, timeout=600)
    licence = subprocess.run([*command, MODULES / "LICENSE"], capture_output=True, text=True, timeout=600)

    assert (every.returncode, every.stdout.strip()) == (0, "12 checked, nothing found.")
    assert licence.returncode == 1 and "name the folder that holds module.yaml" in licence.stderr


def test_the_lessons_of_the_first_module_are_there_in_every_language() -> None:
    module = CURRICULUM.module("workplace-cooperation")
    originals = [(lesson.number, lesson.slug) for lesson in module.lessons_in("en")]

    for language in LANGUAGES:
        lessons = module.lessons_in(language)
        assert [(lesson.number, lesson.slug) for lesson in lessons] == originals
        assert {lesson.language for lesson in lessons} == {language}


def test_workplace_cooperation_has_what_the_programme_needs_first() -> None:
    module = CURRICULUM.module("workplace-cooperation")

    assert len(module.lessons_in("en")) >= 6
    assert all(10 <= lesson.minutes <= 20 for lesson in module.lessons_in("en"))
    assert 12 <= len(module.practices) <= 15
    assert [kpi.code for kpi in module.core_kpis][:8] == [
        "absenteeism",
        "labour-turnover",
        "labour-productivity",
        "defect-rate",
        "on-time-delivery",
        "accident-frequency",
        "suggestions-per-worker",
        "suggestion-implementation-rate",
    ]
    assert {kpi.code for kpi in module.kpis if not kpi.core} == {
        "productivity-against-plan",
        "overtime-per-worker",
        "idle-time-per-worker",
        "work-in-progress",
    }
