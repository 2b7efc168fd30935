"""What is wrong with a form: pyxform's opinion, and ours where pyxform without Java stays silent."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from genba.curriculum.expressions import names_in, problem_with
from genba.curriculum.findings import Finding, nearest
from genba.curriculum.forms import SHEETS, Form, Row, missing_translations, tables_of
from genba.curriculum.modules import PRACTICE_STATES
from genba.curriculum.practices import PRACTICE_TYPE

EXPRESSIONS = (
    "relevant",
    "relevance",
    "constraint",
    "calculation",
    "required",
    "readonly",
    "choice_filter",
    "repeat_count",
    "trigger",
)
PLAIN = {"yes", "no", "true", "false", "true()", "false()"}
TRANSLATED = ("label", "hint", "constraint_message", "required_message")
UNSPOKEN = ("calculate", "start", "end", "today", "deviceid", "end_group", "end group", "end_repeat", "note")
AT_ROW = re.compile(r"\[row : (\d+)\]")


def check_form(form: Form, file: str) -> Iterator[Finding]:
    """Every finding about one form."""
    tables = tables_of(form.source)
    if "survey" not in tables:
        yield Finding(file, 1, "survey", "The form has no survey table.", "begin one with “| survey |”.")
        return
    for sheet in tables:
        if sheet not in SHEETS:
            near = nearest(sheet, SHEETS) or "survey"
            yield Finding(file, tables[sheet][0][0], sheet, "This sheet is not known.", f"write “{near}”.")
    ours = [*_uneven(tables, file), *_repeated(form, file)]
    ours += [finding for row in form.rows for finding in _check_row(row, form, file)]
    yield from ours
    if form.code == "baseline":
        yield from _check_practices(form, file)
    if not ours:
        yield from _refused(form, file, [line for line, _ in tables["survey"]])


def _check_row(row: Row, form: Form, file: str) -> Iterator[Finding]:
    key = f"{row.sheet}.{row['name'] or row['type']}"
    for column in TRANSLATED:
        for heading in missing_translations(row, column):
            yield Finding(file, row.line, f"{key}.{heading}", "This translation is missing.", "fill the cell.")
    if row.sheet == "survey" and row["type"] not in UNSPOKEN and not row.texts("label") and row["name"]:
        yield Finding(file, row.line, f"{key}.label", "The question has no wording.", "fill its labels.")
    if row.sheet != "survey":
        return
    known = {question["name"] for question in form.questions}
    for column in EXPRESSIONS:
        expression = row[column]
        if not expression or expression.lower() in PLAIN:
            continue
        problem = problem_with(expression)
        if problem:
            yield Finding(file, row.line, f"{key}.{column}", problem, "balance the brackets and the operators.")
        for name in names_in(expression):
            if name not in known:
                remedy = f"write ${{{nearest(name, known) or 'name-of-a-question'}}}."
                problem = f"${{{name}}} is no question of this form."
                yield Finding(file, row.line, f"{key}.{column}", problem, remedy)


def _uneven(tables: Mapping[str, list[tuple[int, list[str]]]], file: str) -> Iterator[Finding]:
    for sheet, ((_, headings), *rows) in tables.items():
        for line, cells in rows:
            if len(cells) != len(headings):
                problem = f"The row has {len(cells)} cells, but its heading has {len(headings)}."
                yield Finding(file, line, sheet, problem, "add or remove a “|”.")


def _repeated(form: Form, file: str) -> Iterator[Finding]:
    for name, times in Counter(row["name"] for row in form.questions).items():
        if times > 1:
            line = [row.line for row in form.questions if row["name"] == name][-1]
            yield Finding(file, line, f"survey.{name}", "This name stands here twice.", "rename one of them.")


def _check_practices(form: Form, file: str) -> Iterator[Finding]:
    states = form.choices("practice_state")
    line = states[0].line if states else 1
    if tuple(row["name"] for row in states) != PRACTICE_STATES:
        problem = "The list practice_state has not the three states."
        yield Finding(file, line, "choices.practice_state", problem, f"write {', '.join(PRACTICE_STATES)}.")
    asked = [row for row in form.questions if row["type"] == PRACTICE_TYPE]
    if not asked:
        problem = f"No question is of type “{PRACTICE_TYPE}”, so the module has no good practices."
        yield Finding(file, 1, "survey", problem, "give the questions about practices that type.")
    for row in asked:
        if not row.texts("hint"):
            key = f"survey.{row['name']}.hint"
            yield Finding(file, row.line, key, "Nothing says what evidence to look for.", "fill its hints.")


def _refused(form: Form, file: str, survey_lines: list[int]) -> Iterator[Finding]:
    try:
        form.xml()
    except ValueError as error:
        found = AT_ROW.search(str(error))
        row = int(found[1]) if found else 1
        line = survey_lines[row - 1] if row <= len(survey_lines) else survey_lines[0]
        yield Finding(file, line, "survey", str(error), "change what the sentence names.")
