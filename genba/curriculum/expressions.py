"""Expressions of a form (relevance, constraint, calculation): whether they are well-formed XPath 1.0, and what they say.

pyxform without Java lets `. > (` through and the phone refuses the form in the field. This reads the grammar of XPath 1.0
(W3C, 1999, section 3) plus the `${name}` of XLSForm, by recursive descent, into a small tree: the field app works out the tree
and needs no grammar of its own.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

TOKEN = re.compile(
    r"""\s*(?:
      (?P<name>\$\{\s*[\w.:-]+\s*\})
    | (?P<number>\d+(?:\.\d*)?|\.\d+)
    | (?P<literal>'[^']*'|"[^"]*")
    | (?P<op><=|>=|!=|//|::|\.\.|[-+*=<>|/(),\[\]@.])
    | (?P<word>[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?)
    )""",
    re.VERBOSE,
)
LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
ENDS = {"or", "and", "div", "mod"}
MANY = 99
# What the field app works out: the name, and how many arguments at least and at most.
FUNCTIONS = {
    "boolean": (1, 1), "ceiling": (1, 1), "coalesce": (2, 2), "concat": (1, MANY), "contains": (2, 2), "count-selected": (1, 1),
    "date": (1, 1), "decimal-date-time": (1, 1), "false": (0, 0), "floor": (1, 1), "if": (3, 3), "int": (1, 1), "not": (1, 1),
    "number": (1, 1), "round": (1, 2), "selected": (2, 2), "starts-with": (2, 2), "string": (1, 1), "string-length": (1, 1),
    "today": (0, 0), "true": (0, 0),
}  # fmt: skip
OPERATORS = {operator for level in LEVELS for operator in level}
Tree = float | str | list[Any]


class Malformed(ValueError):
    """The expression breaks the grammar; the message says where."""


def names_in(expression: str) -> tuple[str, ...]:
    """The questions that an expression refers to by `${name}`."""
    return tuple(re.findall(r"\$\{\s*([\w.:-]+)\s*\}", expression))


def problem_with(expression: str) -> str:
    """A sentence on what is wrong with an expression, or an empty text when it can be read."""
    try:
        _read(expression)
    except Malformed as error:
        return f"“{expression}” cannot be read: {error}."
    return ""


@lru_cache(maxsize=512)
def tree_of(expression: str) -> Tree:
    """What an expression says, for JSON: a number, a text in quotes as a text, `["$", name]` for a question, `["."]` for the
    own answer, else an operator or a function before its arguments: `["<=", ["."], ["today"]]`; a minus with one is a sign.

    Raises Malformed where it breaks the grammar, goes along paths, or calls what the field app does not know.
    """
    tree = _read(expression)
    _check(tree)
    return tree


def _read(expression: str) -> Tree:
    reader = _Reader(tuple(_tokens(expression)))
    tree = reader.operation(0)
    if reader.token:
        raise Malformed(f"“{reader.token}” is not expected there")
    return tree


def _check(tree: Tree) -> None:
    if not isinstance(tree, list) or tree[0] in ("$", "."):
        return
    head, *parts = tree
    least, most = FUNCTIONS.get(head, (1, 2) if head == "-" else (2, 2))
    if head not in FUNCTIONS and head not in OPERATORS:
        raise Malformed(f"the field app cannot work out “{head}”")
    if not least <= len(parts) <= most:
        raise Malformed(f"“{head}” has {len(parts)} arguments")
    for part in parts:
        _check(part)


def _tokens(expression: str) -> Iterator[tuple[str, str]]:
    position = 0
    while expression[position:].strip():
        found = TOKEN.match(expression, position)
        if not found:
            raise Malformed(f"“{expression[position:].strip()[:10]}” is no part of an expression")
        position = found.end()
        kind = found.lastgroup or ""
        yield kind, found[kind]


class _Reader:
    """Walks the tokens once; each method reads one rule of the grammar."""

    def __init__(self, tokens: tuple[tuple[str, str], ...]) -> None:
        self.tokens = tokens
        self.at = 0

    @property
    def kind(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    @property
    def token(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    @property
    def taken(self) -> str:
        return self.tokens[self.at - 1][1]

    def take(self, *wanted: str) -> bool:
        if self.kind in ("op", "word") and self.token in wanted:
            self.at += 1
            return True
        return False

    def need(self, wanted: str) -> None:
        if not self.take(wanted):
            raise Malformed(f"“{wanted}” is missing {self.where()}")

    def where(self) -> str:
        return f"before “{self.token}”" if self.token else "at the end"

    def operation(self, level: int) -> Tree:
        if level == len(LEVELS):
            return self.signed()
        tree = self.operation(level + 1)
        while self.take(*LEVELS[level]):
            tree = [self.taken, tree, self.operation(level + 1)]
        return tree

    def signed(self) -> Tree:
        if self.take("-"):
            return ["-", self.signed()]
        tree = self.path()
        while self.take("|"):
            tree = ["|", tree, self.path()]
        return tree

    def path(self) -> Tree:
        tree: Tree
        if self.kind in ("number", "literal", "name") or self.token in ("(",) or self.is_function():
            tree = self.predicates(self.primary())
        elif self.take("/", "//"):
            tree = self.step() if self.starts_step() else ["/"]
            tree = ["/", tree]
        else:
            tree = self.step()
        while self.take("/", "//"):
            tree = ["/", tree, self.step()]
        return tree

    def is_function(self) -> bool:
        after = self.tokens[self.at + 1][1] if self.at + 1 < len(self.tokens) else ""
        return self.kind == "word" and after == "(" and self.token not in ("node", "text")

    def primary(self) -> Tree:
        if self.take("("):
            tree = self.operation(0)
            self.need(")")
            return tree
        kind, token = self.tokens[self.at]
        self.at += 1
        if kind != "word":
            return _leaf(kind, token)
        self.need("(")
        if self.take(")"):
            return [token]
        parts = [token, self.operation(0)]
        while self.take(","):
            parts.append(self.operation(0))
        self.need(")")
        return parts

    def starts_step(self) -> bool:
        return self.token in (".", "..", "@", "*") or self.kind in ("word", "name")

    def step(self) -> Tree:
        if not self.starts_step() or self.token in ENDS:
            raise Malformed(f"a value is missing {self.where()}")
        if self.take(".", ".."):
            return ["."] if self.taken == "." else ["/", self.taken]
        self.take("@")
        self.at += 1
        name = self.taken
        if self.take("::"):
            self.at += 1
        if self.take("("):
            self.need(")")
        return self.predicates(["/", name])

    def predicates(self, tree: Tree) -> Tree:
        while self.take("["):
            tree = ["[", tree, self.operation(0)]
            self.need("]")
        return tree


def _leaf(kind: str, token: str) -> Tree:
    """A number, a text, or a question."""
    if kind == "literal":
        return token[1:-1]
    if kind == "name":
        return ["$", token[2:-1].strip()]
    number = float(token)
    return int(number) if number.is_integer() else number
