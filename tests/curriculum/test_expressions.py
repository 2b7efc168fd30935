import pytest

from genba.curriculum.expressions import names_in, problem_with

GOOD = [
    ". > 0",
    ". >= 0 and . <= ${managers} + ${workers}",
    "${a} = 'no' or not(selected(${b-c}, 'x'))",
    "if(${n} > 0, round(100 * ${m} div ${n}, 0), '')",
    "count(${repeat}) > 1",
    "sum(/data/rows/row[price > 2]/price)",
    "../other != -1",
    "- 3 + (4 * 2) mod 5",
    "string-length(.) < 200 and regex(., '^[A-Z(]+$')",
    "instance('list')/root/item[name = current()/../x]/label",
    "//a | //b",
    "/",
    "@version = '1'",
    "today() - 7",
    "position(..)",
    "ancestor::row/text()",
]
BAD = [
    ". > (",
    ". >",
    "(. > 0",
    ". > 0)",
    "${a} = ",
    "${a = 1",
    "and ${a}",
    "${a} == 1",
    "${a} ${b}",
    "if(${a}, , 2)",
    "'open",
    "a[1",
    "1 +* 2",
    "selected(${a} 'x')",
    "${a} && ${b}",
]


@pytest.mark.parametrize("expression", GOOD)
def test_a_well_formed_expression_passes(expression: str) -> None:
    assert problem_with(expression) == ""


@pytest.mark.parametrize("expression", BAD)
def test_a_malformed_expression_is_explained(expression: str) -> None:
    assert problem_with(expression).startswith(f"“{expression}” cannot be read: ")


def test_the_questions_an_expression_needs_are_known() -> None:
    assert names_in("${a-b} > 1 and ${ c } = 'x'") == ("a-b", "c")
