"""What the field app makes of the expressions of forms, beside what the browser's own XPath 1.0 makes of them."""

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from genba.curriculum.expressions import FUNCTIONS, OPERATORS, names_in, tree_of
from genba.programmes.curricula import curriculum

pytestmark = pytest.mark.browser

OURS = """async ([cases]) => {
  const { worked } = await import("/static/genba/field/expressions.js");
  const value = ([tree, answers]) => worked(tree, (name) => answers[name] ?? "", answers.own ?? "");
  return cases.map(value).map((one) => typeof one + " " + String(one));
}"""
THEIRS = """([cases]) => cases.map(([expression, answers]) => {
  const instance = document.implementation.createDocument(null, "d");
  for (const [name, value] of Object.entries(answers)) {
    const node = instance.createElement("q-" + name);
    node.textContent = String(value);
    instance.documentElement.append(node);
  }
  const found = document.evaluate(expression, instance, null, XPathResult.ANY_TYPE, null);
  const value = { 1: found.resultType === 1 && found.numberValue, 2: found.resultType === 2 && found.stringValue,
                  3: found.resultType === 3 && found.booleanValue }[found.resultType];
  return typeof value + " " + String(value);
})"""
Answers = dict[str, Any]


@pytest.fixture(scope="module")
def page(chromium: Any, site: Any) -> Iterator[Page]:
    context = chromium.new_context()
    made = context.new_page()
    made.goto(site.address)
    yield made
    context.close()


def as_xpath(expression: str, answers: Answers) -> str:
    """The expression for the browser: a number that was answered is a number, as it is for ODK; what is empty is a text."""

    def value(found: re.Match[str]) -> str:
        name = found[1] or "own"
        given = answers.get(name, "")
        return "''" if given == "" else f"{'string' if isinstance(given, str) else 'number'}(/d/q-{name})"

    # a point that stands alone is the own answer
    return re.sub(r"\$\{([\w-]+)\}|(?<![\w.'/)])\.(?![\w.'])", value, expression)


def told(page: Page, how: str, cases: list[tuple[Any, Answers]]) -> list[str]:
    """The kind of each value and the value."""
    found: list[str] = page.evaluate(how, [[list(case) for case in cases]])
    return found


NUMBERS = st.sampled_from(["0", "1", "2", "3", "7", "10", "0.5", "- 1", "- 7", "${n}", "${m}", "."])
LEAVES = st.one_of(NUMBERS, NUMBERS, st.sampled_from(["'2'", "''", "'a'", "'a b'", "${t}", "${none}", "true()", "false()"]))
ONE = ("not", "number", "string", "boolean", "floor", "ceiling", "round", "string-length")
TWO = ("contains", "starts-with", "concat")


@st.composite
def chains(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """Values with operators between them and no brackets, so that both must know what binds closer."""
    words = [draw(inner)]
    for _ in range(draw(st.integers(1, 4))):
        words += [draw(st.sampled_from(sorted(OPERATORS))), draw(inner)]
    return " ".join(words)


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Larger ones of smaller ones."""
    called = st.tuples(st.sampled_from(ONE), chains(inner)).map(lambda two: f"{two[0]}({two[1]})")
    paired = st.tuples(st.sampled_from(TWO), inner, inner).map(lambda three: f"{three[0]}({three[1]}, {three[2]})")
    return st.one_of(
        chains(inner), chains(inner), chains(inner).map("({})".format), chains(inner).map("- ({})".format), called, paired
    )


def is_written_short(expression: str) -> bool:
    """Chromium writes six digits of a number, XPath wants as many as tell it apart: a third is not compared as a text."""
    return not (re.search(r"string|concat|contains|starts", expression) and re.search(r"div|\*", expression))


EXPRESSIONS = st.recursive(chains(LEAVES), grown, max_leaves=3).filter(is_written_short)
ANSWERS = st.fixed_dictionaries({
    "n": st.sampled_from([0, 1, 2, 7, 0.5]), "m": st.sampled_from([0, 3, 10]), "t": st.sampled_from(["", "a", "b", "2"]),
    "own": st.sampled_from([0, 2, 10, "", "a"]),
})  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(cases=st.lists(st.tuples(EXPRESSIONS, ANSWERS), min_size=5, max_size=15))
def test_what_we_make_of_an_expression_is_what_the_browser_makes_of_it(page: Page, cases: list[tuple[str, Answers]]) -> None:
    ours = told(page, OURS, [(tree_of(expression), answers) for expression, answers in cases])
    theirs = told(page, THEIRS, [(as_xpath(expression, answers), answers) for expression, answers in cases])

    for case, mine, other in zip(cases, ours, theirs, strict=True):
        assert alike(mine, other), (case, mine, other)


def alike(mine: str, other: str) -> bool:
    """The same kind and the same value; numbers to the fifteenth digit, for each writes the last one in its own way."""
    if mine == other:
        return True
    (kind, value), (other_kind, other_value) = mine.split(" ", 1), other.split(" ", 1)
    try:
        return kind == other_kind and math.isclose(float(value), float(other_value), rel_tol=1e-14)
    except ValueError:
        return False


OF_ODK = [
    ("selected('a b c', 'b')", True), ("selected('ab c', 'a')", False), ("selected('', '')", False),
    ("count-selected('a b c')", 3), ("count-selected('')", 0), ("coalesce('', 'x')", "x"), ("coalesce('a', 'x')", "a"),
    ("if(1 = 1, 'yes', 'no')", "yes"), ("if('', 1, 2)", 2), ("if(${none} > 0, 1 div ${none}, '')", ""),
    ("round(1.005, 2)", 1.01), ("round(2.5)", 3), ("round(-2.5)", -2), ("round(-2.5, 0)", -3), ("round(1250, -2)", 1300),
    ("round(100 * 2 div 3, 0)", 67), ("int(-3.7)", -3), ("7 mod -3", 1), ("-7 mod 3", -1), ("1 div 4", 0.25),
    ("'2026-10-05' > '2026-09-30'", True), ("'2026-10-05' <= today()", True), ("'2199-01-01' <= today()", False),
    ("today() = today()", True), ("'09:05' > '08:59'", True), ("'09:05' > '09:05'", False), ("decimal-date-time('1970-01-03')", 2),
    ("date(2)", "1970-01-03"), ("date('2026-10-05')", "2026-10-05"), ("${none} = ''", True), ("${none} = 0", False),
    ("${none} != '3'", True), ("${none} < 50", False), ("${n} = '5'", True), ("5 < ${n}", False), ("not(${none})", True),
    ("string(1000000000000000000000000)", "1000000000000000000000000"), ("concat(1, 'a', true())", "1atrue"),
]  # fmt: skip


def test_what_xpath_does_not_have_is_as_odk_tells(page: Page) -> None:
    found = told(page, OURS, [(tree_of(expression), {"n": 5}) for expression, _ in OF_ODK])

    assert dict(zip([e for e, _ in OF_ODK], found, strict=True)) == {e: written(value) for e, value in OF_ODK}


def written(value: Any) -> str:
    """As the page tells it."""
    if isinstance(value, bool):
        return f"boolean {str(value).lower()}"
    return f"string {value}" if isinstance(value, str) else f"number {value}"


def test_the_app_knows_just_what_the_server_lets_through(page: Page) -> None:
    known = page.evaluate("import('/static/genba/field/expressions.js').then((one) => one.FUNCTIONS)")

    assert sorted(known) == sorted({*FUNCTIONS, *OPERATORS})


def of_modules(column: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every expression of a column of every form, with the types of its questions."""
    for module in curriculum().modules:
        for form in module.forms:
            types = {row["name"]: row["type"].split()[0] for row in form.questions}
            yield from ((row[column], {**types, "own": row["type"]}) for row in form.questions if row[column])


ROUNDS: list[Callable[[int], int]] = [lambda n: 0, lambda n: n, lambda n: 5 - n, lambda n: 1]


def answered(types: dict[str, str], expression: str, number: Callable[[int], int]) -> Answers:
    """Numbers for numbers, a day for a day."""
    kinds: dict[str, Any] = {"date": "2026-05-12", "time": "09:30", "select_one": "no", "text": "x"}
    names = [*names_in(expression), "own"]
    return {name: kinds.get(types[name], number(place)) for place, name in enumerate(names)}


@pytest.mark.parametrize("column", ["relevant", "constraint", "calculation"])
def test_every_expression_of_every_form_is_worked_out(page: Page, column: str) -> None:
    every = list(of_modules(column))
    cases = [(expression, answered(types, expression, number)) for expression, types in every for number in ROUNDS]
    empty: list[tuple[str, Answers]] = [(expression, {}) for expression, _ in every]

    found = told(page, OURS, [(tree_of(expression), answers) for expression, answers in [*cases, *empty]])

    assert every and all(column == "calculation" or one.startswith("boolean ") for one in found)
    plain = [
        n
        for n, (e, a) in enumerate(cases)
        if not re.search(r"today|if\(", e) and not {"2026-05-12", "09:30"} & {*a.values()}
    ]
    theirs = told(page, THEIRS, [(as_xpath(*cases[n]), cases[n][1]) for n in plain])
    assert [found[n] for n in plain] == theirs
