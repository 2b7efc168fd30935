"""What goes into a tool is read or refused with its place; what comes out can be kept as plain data."""

from datetime import date
from typing import Any

import pytest

from genba.curriculum import Texts
from genba.curriculum.tools import Answer, Bars, Cell, Flow, Grid, Level, Lines, NotUsable, Radar, Series, said
from genba.curriculum.tools.inputs import (
    Choice,
    Day,
    Group,
    Input,
    Listed,
    Lists,
    Number,
    Option,
    Table,
    Text,
    YesNo,
    read_all,
)
from genba.curriculum.tools.kept import answer_from, to_data

WORD = Texts({"en": "word"})
TIME = Number(name="time", labels=WORD, unit="min", minimum=0)
NAME = Text(name="id", labels=WORD)
AFTER = Listed(name="after", labels=WORD, item=Text(name="one", labels=WORD), optional=True)
TASKS = Table(name="tasks", labels=WORD, columns=(NAME, TIME, AFTER), least=2)
COUNTS = Table(name="counts", labels=WORD, columns=(NAME, Number(name="n", labels=WORD, whole=True)), keyed=True)
SPEC = Group(
    name="spec", labels=WORD, optional=True, fields=(Number(name="lower", labels=WORD), Number(name="upper", labels=WORD))
)
GROUPS = Lists(name="subgroups", labels=WORD, item=TIME, least=2, width_least=2)
SIDE = Choice(name="side", labels=WORD, options=(Option("left", WORD), Option("right", WORD)), default="left")
PAY = Table(name="people", labels=WORD, columns=(Text(name="sex", labels=WORD),), others=True)


def read(one: Input, value: Any) -> Any:
    return read_all([one], {one.name: value})[one.name]


def test_every_kind_of_input_is_read_into_what_the_function_takes() -> None:
    assert read(TASKS, [{"id": "a", "time": 2, "after": ["b"]}, {"id": "b", "time": 1.5}]) == [
        {"id": "a", "time": 2.0, "after": ["b"]},
        {"id": "b", "time": 1.5, "after": None},
    ]
    assert read(COUNTS, {"seam": 3, "stain": 1}) == {"seam": 3, "stain": 1}
    assert read(COUNTS, [{"id": "seam", "n": 3}, {"id": "stain", "n": 1}]) == {"seam": 3, "stain": 1}
    assert read(SPEC, {"lower": 1, "upper": 2}) == {"lower": 1.0, "upper": 2.0}
    assert read(GROUPS, [[1, 2, None], [3, 4, ""]]) == [[1.0, 2.0], [3.0, 4.0]]
    assert read(Day(name="on", labels=WORD), "2026-03-02") == date(2026, 3, 2)
    assert read(YesNo(name="is", labels=WORD), True) is True
    assert read(PAY, [{"sex": "f", "pay": 10}]) == [{"sex": "f", "pay": 10}]


def test_what_is_left_out_has_its_default_or_stays_nothing() -> None:
    assert read_all([SIDE, SPEC], {}) == {"side": "left", "spec": None}


@pytest.mark.parametrize(
    ("one", "value", "says"),
    [
        (TIME, "2", "time: “2” is no number."),
        (TIME, float("nan"), "time: “nan” is no number."),
        (TIME, True, "time: “True” is no number."),
        (TIME, -1, "time: -1 is too low: at least 0."),
        (TIME, None, "time: This is missing."),
        (Number(name="n", labels=WORD, whole=True, maximum=5), 6, "n: 6 is too high: at most 5."),
        (Number(name="n", labels=WORD, whole=True), 1.5, "n: 1.5 is no whole number."),
        (SIDE, "up", "side: “up” is not known here. Write one of: left, right."),
        (YesNo(name="is", labels=WORD), "maybe", "is: Write yes or no."),
        (Day(name="on", labels=WORD), "2026-02-30", "on: “2026-02-30” is no day. Write it like 2026-01-31."),
        (Text(name="id", labels=WORD, most=3), "abcd", "id: Write a text of at most 3 letters."),
        (SPEC, [1, 2], "spec: This must be a group of names with values."),
        (SPEC, {"lower": 1, "uper": 2}, "spec uper: “uper” is not known here. Known are: lower, upper."),
        (TASKS, [{"id": "a", "time": 1}], "tasks: There are 1; at least 2 are needed."),
        (TASKS, [{"id": "a", "time": 1}, {"id": "b", "time": -1}], "tasks row 2 time: -1 is too low: at least 0."),
        (TASKS, [{"id": "a", "time": 1}, 7], "tasks row 2: This must be a list of rows with names of columns."),
        (TASKS, "a", "tasks: This must be a list."),
        (COUNTS, [{"id": "a", "n": 1}, {"id": "a", "n": 2}], "counts row 2 id: “a” stands here twice."),
        (GROUPS, [[1, 2], [3]], "subgroups row 2: There are 1; at least 2 are needed."),
        (GROUPS, [[1, 2], [3, "x"]], "subgroups row 2: “x” is no number."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(one: Input, value: Any, says: str) -> None:
    with pytest.raises(NotUsable) as no:
        read(one, value)

    assert says in [str(problem) for problem in no.value.problems]


def test_an_unknown_name_is_refused_by_name_and_every_problem_is_told() -> None:
    with pytest.raises(NotUsable) as no:
        read_all([TIME, SIDE], {"tme": 3, "side": "up"})

    assert sorted(problem.field for problem in no.value.problems) == ["side", "time", "tme"]


def test_inputs_describe_themselves_as_json_schema() -> None:
    schema = TASKS.schema()

    assert schema["items"]["required"] == ["id", "time"]
    assert schema["items"]["properties"]["time"] == {"type": "number", "minimum": 0, "x-unit": "min", "title": "word"}
    assert COUNTS.schema()["additionalProperties"] == {"type": "integer", "title": "word"}


def test_an_answer_comes_back_from_plain_data_as_it_was() -> None:
    answer = Answer(
        {"stations": [["a"], ["b"]], "share": 0.5}, [said("meaning", share=0.5)], said("next"),
        [
            Lines(said("title"), ["1", "2"], [Series("", [1.0, None], flagged=[1])], [Level(said("limit"), [1.0, 2.0])]),
            Bars("t", [said("a")], [Series("", [1.0])]), Radar("t", ["a"], [Series("", [1.0])], 5),
            Flow("t", [("in", 1.0)], [("out", 1.0, "good")]), Grid("t", ["a"], [("row", [Cell("x", "good")])]),
        ],
        {"other": said("why")},
    )  # fmt: skip

    back = answer_from(to_data(answer))

    assert to_data(back) == to_data(answer)
    assert back.says[0] == answer.says[0]
    assert isinstance(back.charts[4], Grid)


def test_what_is_no_answer_is_not_taken_for_one() -> None:
    with pytest.raises(ValueError, match="no answer"):
        answer_from({"a": 1})
