from dataclasses import FrozenInstanceError
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from genba.curriculum import (
    NoValue,
    Prose,
    Quiz,
    Texts,
    ToolUse,
    UnknownIndicator,
    UnknownModule,
    UnknownPractice,
    load,
)
from genba.curriculum.tools import NotUsable
from tests.curriculum.packages import MODULES

CURRICULUM = load(MODULES)
MODULE = CURRICULUM.module("workplace-cooperation")


def test_a_folder_is_read_once() -> None:
    assert load(MODULES) is load(Path(str(MODULES)))


def test_an_unknown_name_is_answered_with_the_nearest_known_one() -> None:
    with pytest.raises(UnknownModule, match=r"no module called “work-cooperation”.*“workplace-cooperation”"):
        CURRICULUM.module("work-cooperation")
    with pytest.raises(UnknownIndicator, match="“absenteeism”"):
        CURRICULUM.indicator("absentism")
    with pytest.raises(UnknownPractice, match="“daily-meeting”"):
        CURRICULUM.practice("daily-meetings")


def test_nothing_that_was_loaded_can_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        MODULE.hours = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        MODULE.titles["en"] = "x"  # type: ignore[index]


def test_a_text_falls_back_from_region_to_language_to_english() -> None:
    titles = Texts({"en": "Visit", "fr": "Visite"})

    assert [titles.in_(language) for language in ("fr", "fr-TN", "fr_CH", "ar", "EN")] == [
        "Visite",
        "Visite",
        "Visite",
        "Visit",
        "Visit",
    ]


def test_a_text_without_english_is_refused() -> None:
    with pytest.raises(ValueError, match="needs its en wording"):
        Texts({"fr": "Visite"})


def test_an_indicator_keeps_part_and_whole_apart() -> None:
    absenteeism = CURRICULUM.indicator("absenteeism")

    assert absenteeism.value(5, 200) == 2.5
    with pytest.raises(NoValue, match="Days scheduled is zero, so there is nothing to divide by"):
        absenteeism.value(0, 0)
    with pytest.raises(ValueError, match="Days lost to absence cannot be more than Days scheduled"):
        absenteeism.value(300, 200)


def test_an_indicator_says_what_needs_a_second_look_and_what_is_enough() -> None:
    absenteeism = CURRICULUM.indicator("absenteeism")

    assert absenteeism.is_plausible(4.2)
    assert not absenteeism.is_plausible(64)
    assert absenteeism.is_sufficient(denominator=600, months=3)
    assert not absenteeism.is_sufficient(denominator=600, months=2)


def test_better_depends_on_the_direction_and_is_unknown_where_there_is_none() -> None:
    assert CURRICULUM.indicator("absenteeism").improved(5, 4) is True
    assert CURRICULUM.indicator("on-time-delivery").improved(90, 80) is False
    assert CURRICULUM.indicator("grievances-per-100-workers").improved(1, 2) is None


def test_an_enterprise_keeps_its_own_unit_of_output() -> None:
    productivity = CURRICULUM.indicator("labour-productivity")

    assert productivity.own_output_unit
    assert productivity.unit_in("en", "pairs") == "pairs/h"
    assert productivity.unit_in("es") == "unidades producidas por hora"


def test_practices_come_from_the_baseline_form_with_area_and_evidence() -> None:
    practice = CURRICULUM.practice("daily-meeting")

    assert practice in MODULE.practices
    assert practice.areas.in_("fr") == "Se parler"
    assert practice.hints.in_("en").startswith("See one meeting.")
    assert practice.labels.in_("ar") != practice.labels.in_("en")


def test_a_lesson_is_prose_with_questions_and_tools_between() -> None:
    lesson = MODULE.lesson("why-talking-together-pays")

    kinds = [type(part) for part in lesson.parts]

    assert kinds == [Prose, ToolUse, Prose, Quiz, Quiz]
    assert lesson.quizzes[0].answers[0].right


def test_a_language_without_lessons_gets_the_english_ones() -> None:
    assert MODULE.lessons_in("vi") == MODULE.lessons_in("en")
    assert {lesson.language for lesson in MODULE.lessons_in("fr-TN")} == {"fr"}


def test_a_tool_gives_named_results_and_refuses_what_cannot_be() -> None:
    balance = MODULE.tool("team-balance")
    given = {"women_team": 1, "men_team": 7, "women_workforce": 90, "men_workforce": 30}

    assert balance.run(given).values["women_wanted"] == 6
    with pytest.raises(NotUsable, match="women_team: -1 is too low: at least 0"):
        balance.run(given | {"women_team": -1})


def test_what_is_no_number_gives_no_figure() -> None:
    with pytest.raises(NoValue, match="Days scheduled must be a number"):
        CURRICULUM.indicator("absenteeism").value(1, float("nan"))
    with pytest.raises(NotUsable, match="men_team: This is missing"):
        MODULE.tool("team-balance").run({"women_team": 1, "women_workforce": 90, "men_workforce": 30})


def test_a_parameter_is_the_one_in_force_on_the_day_in_the_country() -> None:
    hours = MODULE.parameter("normal-weekly-hours")

    values = [
        found.value if (found := hours.value(on=day, country=country)) else None
        for day, country in [
            (date(2023, 7, 14), "CO"),
            (date(2023, 7, 15), "CO"),
            (date(2026, 12, 1), "co"),
            (date(2026, 12, 1), "XX"),
            (date(1900, 1, 1), ""),
        ]
    ]

    assert values == [48, 47, 42, 48, None]


def test_a_form_is_a_workbook_for_partners_who_use_spreadsheets() -> None:
    book = openpyxl.load_workbook(BytesIO(MODULE.form("baseline").xlsx()))

    survey = [[cell.value for cell in row] for row in book["survey"].iter_rows()]

    assert book.sheetnames == ["survey", "choices", "settings"]
    assert survey[0][:3] == ["type", "name", "label::English (en)"]
    assert ["select_one practice_state", "daily-meeting"] in [row[:2] for row in survey]


def test_reading_the_curriculum_leaves_django_alone() -> None:
    import subprocess
    import sys

    code = "import sys, genba.curriculum; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
