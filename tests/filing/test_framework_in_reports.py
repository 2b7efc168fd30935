"""A filed report says where a line stood before, of whom it is told, how many stand behind it, and by whose year."""

from datetime import date
from typing import Any

import pytest
import time_machine

from genba.filing import actions, words
from genba.filing.models import Filed
from genba.filing.parts import Figure
from genba.filing.question import Question
from genba.impact.actions import framework
from genba.impact.actions.framework_baseline import begin_year_in, set_baseline
from genba.impact.models import FrameworkIndicator, FrameworkValue
from tests.cast import Cast
from tests.scenes_filing import a_year, year_of


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-01T10:00:00Z", tick=True):
        yield


def section_of(filed: Filed) -> Any:
    return next(s for s in filed.told.sections if s.code == "framework")


def figures_of(filed: Filed, no: str) -> dict[str, Figure]:
    return {
        f.key.split("|", 4)[-1] if f.key.count("|") > 3 else "": f
        for f in section_of(filed).figures
        if f.label.startswith(no)
    }


def test_baseline_parts_and_n_stand_in_the_report_and_a_new_baseline_is_a_difference(cast: Cast) -> None:
    a_year(cast)
    line = FrameworkIndicator.objects.get(no="1.2")
    told = FrameworkValue.objects.get(indicator=line)
    framework.enter(by=cast.director, indicator=line, country="KE", period="2026", version=told.version,
                    changes={"size_small_target": 2.0, "size_small_actual": 1.0})  # fmt: skip
    first = actions.file(by=cast.director, question=year_of(cast, "donor"))

    set_baseline(by=cast.director, indicator=line, country="KE", changes={"value": 0, "told_of": "2024", "source": "Survey"})
    second = actions.renew(by=cast.director, filed=first, reason="The baseline was found")

    assert section_of(first).columns == ("part", "target", "value", "n", "status", "definition", "data")
    assert "baseline" in section_of(second).columns
    found = figures_of(second, "1.2")
    assert (found[""].baseline, found[""].baseline_text) == (0, "2024")
    assert words.cell(found[""], "baseline", "en") == "0 (2024)"
    assert (found["size:small"].target, found["size:small"].value, found["size:small"].part) == (
        2,
        1,
        "Kenya, Small: 10 to 49",
    )
    trained = figures_of(second, "1.1")[""]
    assert (trained.value, trained.n) == (6, 6)
    assert Filed.objects.get(pk=first.pk).told == first.told and Filed.objects.get(pk=first.pk).is_whole


def test_a_report_of_a_donors_year_takes_the_lines_of_that_year(cast: Cast) -> None:
    begin_year_in(by=cast.director, programme=cast.programme, month=7)
    line = framework.add_indicator(
        by=cast.director, programme=cast.programme, no="1", level="", wording="Firms", kind="count"
    )
    for period in ("2025/26", "2025/26-H2", "2025", "2026/27"):
        framework.enter(by=cast.director, indicator=line, country="KE", period=period, changes={"target": 4.0})

    filed = actions.file(by=cast.director, question=Question(
        "donor", cast.programme, "en", starts_on=date(2025, 7, 1), ends_on=date(2026, 6, 30)))  # fmt: skip

    parts = [f.part.replace("\xa0", " ") for f in section_of(filed).figures]
    assert parts == ["Kenya, 2025/26 (1 Jul 2025 to 30 Jun 2026)", "Kenya, 2025/26-H2 (1 Jan 2026 to 30 Jun 2026)"]
