"""What is wrong with what was typed into a tool: where, what, and what to do. Sentences are English with holes; whoever shows
them says them in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


def N_(sentence: str) -> str:
    """Marks a sentence for translation; who shows it translates it."""
    return sentence


@dataclass(frozen=True)
class Problem:
    """One fault of an input. `row` counts from 1; `column` is the name of a column or of a part."""

    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)
    field: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        where = " ".join(filter(None, (self.field, f"row {self.row}" if self.row else "", self.column)))
        said = self.sentence % self.values
        return f"{where}: {said}" if where else said


class NotUsable(ValueError):
    """Inputs that a tool cannot work with; carries every problem, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(str(problem) for problem in problems))


MISSING = N_("This is missing.")
NOT_A_NUMBER = N_("“%(value)s” is no number.")
TOO_LOW = N_("%(value)s is too low: at least %(least)s.")
TOO_HIGH = N_("%(value)s is too high: at most %(most)s.")
NOT_WHOLE = N_("%(value)s is no whole number.")
NOT_KNOWN = N_("“%(value)s” is not known here. Write one of: %(known)s.")
NOT_YES_NO = N_("Write yes or no.")
NOT_A_TEXT = N_("Write a text of at most %(most)s letters.")
NOT_A_DAY = N_("“%(value)s” is no day. Write it like 2026-01-31.")
NOT_A_LIST = N_("This must be a list.")
NOT_A_TABLE = N_("This must be a list of rows with names of columns.")
NOT_A_GROUP = N_("This must be a group of names with values.")
TOO_FEW = N_("There are %(n)s; at least %(least)s are needed.")
TOO_MANY = N_("There are %(n)s; at most %(most)s can be taken.")
UNKNOWN_KEY = N_("“%(key)s” is not known here. Known are: %(known)s.")
DOUBLE_KEY = N_("“%(key)s” stands here twice.")
