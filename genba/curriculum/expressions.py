"""Whether an expression of a form (relevance, constraint, calculation) is well-formed XPath 1.0.

pyxform without Java lets `. > (` through and the phone refuses the form in the field. This reads the
grammar of XPath 1.0 (W3C, 1999, section 3) plus the `${name}` of XLSForm, by recursive descent.
"""

import re
from collections.abc import Iterator

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


class Malformed(ValueError):
    """The expression breaks the grammar; the message says where."""


def names_in(expression: str) -> tuple[str, ...]:
    """The questions that an expression refers to by `${name}`."""
    return tuple(re.findall(r"\$\{\s*([\w.:-]+)\s*\}", expression))


def problem_with(expression: str) -> str:
    """A sentence on what is wrong with an expression, or an empty text when it can be read."""
    try:
        reader = _Reader(tuple(_tokens(expression)))
        reader.operation(0)
        if reader.token:
            raise Malformed(f"“{reader.token}” is not expected there")
    except Malformed as error:
        return f"“{expression}” cannot be read: {error}."
    return ""


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

    def operation(self, level: int) -> None:
        if level == len(LEVELS):
            while self.take("-"):
                pass
            self.path()
            while self.take("|"):
                self.path()
            return
        self.operation(level + 1)
        while self.take(*LEVELS[level]):
            self.operation(level + 1)

    def path(self) -> None:
        if self.kind in ("number", "literal", "name") or self.token in ("(",) or self.is_function():
            self.primary()
            self.predicates()
        elif self.take("/", "//"):
            if self.starts_step():
                self.step()
        else:
            self.step()
        while self.take("/", "//"):
            self.step()

    def is_function(self) -> bool:
        after = self.tokens[self.at + 1][1] if self.at + 1 < len(self.tokens) else ""
        return self.kind == "word" and after == "(" and self.token not in ("node", "text")

    def primary(self) -> None:
        if self.take("("):
            self.operation(0)
            self.need(")")
            return
        self.at += 1
        if self.tokens[self.at - 1][0] != "word":
            return
        self.need("(")
        if self.take(")"):
            return
        self.operation(0)
        while self.take(","):
            self.operation(0)
        self.need(")")

    def starts_step(self) -> bool:
        return self.token in (".", "..", "@", "*") or self.kind in ("word", "name")

    def step(self) -> None:
        if not self.starts_step() or self.token in ENDS:
            raise Malformed(f"a value is missing {self.where()}")
        if self.take(".", ".."):
            return
        self.take("@")
        self.at += 1
        if self.take("::"):
            self.at += 1
        if self.take("("):
            self.need(")")
        self.predicates()

    def predicates(self) -> None:
        while self.take("["):
            self.operation(0)
            self.need("]")
