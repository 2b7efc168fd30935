"""What people type and paste for a tool: decimal commas, other digits, tables with and without headings, rows of totals."""

from typing import Any

import pytest

from genba.curriculum import Texts
from genba.curriculum.tools import NotUsable
from genba.curriculum.tools.inputs import Choice, Day, Group, Input, Listed, Lists, Number, Option, Table, Text, YesNo
from genba.reports.tools.filled import filled
from genba.reports.tools.typed import read_typed

WORDS = Texts({"en": "Minutes", "fr": "Minutes", "es": "Minutos", "ar": "الدقائق"})
NAME = Text(name="id", labels=Texts({"en": "Task", "fr": "Tâche", "es": "Tarea", "ar": "المهمة"}))
TIME = Number(name="time", labels=WORDS)
AFTER = Listed(name="after", labels=Texts({"en": "After"}), item=Text(name="one", labels=WORDS), optional=True)
TASKS = Table(name="tasks", labels=WORDS, columns=(NAME, TIME, AFTER))
GROUPS = Lists(name="groups", labels=WORDS, item=TIME)
PAY = Table(name="people", labels=WORDS, columns=(Text(name="sex", labels=Texts({"en": "Sex"})),), others=True)


def typed(one: Input, text: str) -> Any:
    return read_typed([one], {one.name: text}, {}).get(one.name)


@pytest.mark.parametrize(
    "paste",
    [
        "id\ttime\tafter\ncut\t1.5\t\nsew\t12\tcut",
        "Tâche;Minutes;after\ncut;1,5;\nsew;12;cut",
        "cut\t1,5\nsew\t١٢\tcut",
        "المهمة\tالدقائق\tAfter\ncut\t١٫٥\t\nsew\t١٢\tcut\n\n",
        "Task,Minutes,After\ncut,1.5,\nsew,12,cut",
    ],
    ids=["names", "French with semicolons", "no headings, Arabic digits", "Arabic", "commas"],
)
def test_a_pasted_table_is_read_however_it_was_written(paste: str) -> None:
    first, second = typed(TASKS, paste)

    assert (first["id"], first["time"]) == ("cut", 1.5)
    assert second == {"id": "sew", "time": 12, "after": ["cut"]}


def test_a_heading_may_hold_a_figure_where_columns_are_free() -> None:
    assert typed(PAY, "sex\tPress 1\tPress 2\tLevel\nf\t3\t2\t1") == [{"sex": "f", "press_1": 3, "press_2": 2, "level": 1}]


@pytest.mark.parametrize(
    ("one", "text", "says"),
    [
        (TASKS, "id\ttime\ncut\tmany\n", "tasks row 1 time: “many” is not a number."),
        (TASKS, "id\ttime\ncut\t1.234\n", "tasks row 1 time:"),
        (TASKS, "id\ttime\ncut\t3\nTotal\t3\n", "tasks row 2: This looks like a row of totals. Take it out."),
        (TASKS, "id\tafter\ncut\t\n", "tasks: There is no column “time”."),
        (TASKS, "cut\t3\t\textra\n", "tasks row 1: There are 4 columns; 3 are expected: id, time, after."),
        (GROUPS, "1 2 3\n4 x 6", "groups row 2: “x” is not a number."),
        (TIME, "3,5x", "time: “3,5x” is not a number."),
        (Day(name="on", labels=WORDS), "yesterday", "on: “yesterday” is no day."),
        (YesNo(name="is", labels=WORDS), "perhaps", "is: Write yes or no."),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_row(one: Input, text: str, says: str) -> None:
    with pytest.raises(NotUsable) as no:
        typed(one, text)

    assert any(str(problem).startswith(says) for problem in no.value.problems), str(no.value)


def test_lists_of_numbers_are_read_from_lines_with_or_without_headings() -> None:
    assert typed(GROUPS, "1,5 2\n3\t4") == [[1.5, 2], [3, 4]]
    assert typed(GROUPS, "first\tsecond\n1\t2\n3\t4") == [[1, 2], [3, 4]]
    assert typed(Listed(name="n", labels=WORDS, item=TIME), "12, 13\n14") == [12, 13, 14]


def test_a_group_a_choice_and_a_yes_are_read_by_their_words() -> None:
    side = Choice(name="side", labels=WORDS, options=(Option("l", Texts({"en": "Left", "fr": "Gauche"})),
                                                      Option("r", Texts({"en": "Right"}))))  # fmt: skip
    spec = Group(name="spec", labels=WORDS, fields=(TIME, side))

    assert read_typed([spec], {"spec.time": "2,5", "spec.side": "gauche"}, {}) == {"spec": {"time": 2.5, "side": "l"}}
    assert read_typed([YesNo(name="is", labels=WORDS)], {"is": "نعم"}, {}) == {"is": True}


def test_further_columns_are_kept_and_numbers_among_them_are_numbers() -> None:
    assert typed(PAY, "Sex\tPay per hour\tJob\nf\t10,5\tsewing") == [{"sex": "f", "pay_per_hour": 10.5, "job": "sewing"}]


def test_a_file_stands_for_a_paste() -> None:
    sent = {"tasks": [["id", "time"], ["cut", 1.5], ["sew", 2.0]]}

    assert read_typed([TASKS], {}, sent) == {"tasks": [{"id": "cut", "time": 1.5}, {"id": "sew", "time": 2.0}]}


def test_an_example_fills_a_form_that_reads_back_as_the_example() -> None:
    given = {"tasks": [{"id": "cut", "time": 1.5, "after": ["a", "b"]}, {"id": "sew", "time": 2, "after": None}],
             "groups": [[1.5, 2], [3, 4]]}  # fmt: skip

    back = read_typed([TASKS, GROUPS], filled([TASKS, GROUPS], given), {})

    assert back["groups"] == given["groups"]
    assert back["tasks"] == [{"id": "cut", "time": 1.5, "after": ["a", "b"]}, {"id": "sew", "time": 2}]
