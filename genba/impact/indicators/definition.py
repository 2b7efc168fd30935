"""What an indicator is: a function with a name, whose docstring says what it counts, and whose result is an expression.

The first paragraph of the docstring is the definition that everybody reads, in each language. Then follow lines that begin
with Numerator, Denominator, Source and SDG (targets of the United Nations' 2030 Agenda, "none" where there is none).
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy

from genba.curriculum import Indicator
from genba.impact.expressions import Expression
from genba.impact.rows import Tables

BY_ENTERPRISE: Final = ("size", "sector", "owned")
BY_PERSON: Final = ("sex", "role")
BY_MONEY: Final = ("currency",)
COUNTED: Final = "what it counts"
FACTS: Final = ("Numerator", "Denominator", "Source", "SDG")
Work = Callable[[Tables], Expression]


@dataclass(frozen=True)
class Definition:
    """What an indicator means. `by` names the dimensions by which it is stored; label and definition are translatable."""

    code: str
    label: Any
    definition: Any
    unit: Any  # "" for a share
    level: str  # reach, change, money, missing
    by: tuple[str, ...] = ()
    kpi: Indicator | None = None
    work: Work | None = None  # None for a KPI
    numerator: str = ""
    denominator: str = ""
    source: str = ""
    sdg: str = ""

    @property
    def is_amount(self) -> bool:
        """Whether a value is an amount of money: that of the enterprise in the middle."""
        return self.level == "money" and bool(str(self.unit))

    def label_in(self, language: str) -> str:
        return self.kpi.labels.in_(language) if self.kpi else str(self.label)

    def definition_in(self, language: str) -> str:
        return self.kpi.definitions.in_(language) if self.kpi else str(self.definition)


def indicator(
    code: str, label: Any, *, level: str, unit: Any = "", by: tuple[str, ...] = ()
) -> Callable[[Work], Definition]:
    """Make an indicator of a function. ValueError where its docstring does not say what it has to."""

    def make(work: Work) -> Definition:
        told = parsed(work.__doc__ or "", code)
        return Definition(code, label, gettext_lazy(told[COUNTED]), unit, level, by, None, work, told["Numerator"],
                          told["Denominator"], told["Source"], told["SDG"])  # fmt: skip

    return make


def parsed(docstring: str, name: str) -> dict[str, str]:
    """The definition (under COUNTED) and the facts of a docstring, each as one line."""
    definition, __, rest = inspect.cleandoc(docstring).partition("\n\n")
    found = {COUNTED: " ".join(definition.split())}
    key = ""
    for line in rest.splitlines():
        head, colon, tail = line.partition(": ")
        if colon and head in FACTS:
            key = head
            found[key] = tail.strip()
        elif key and line.strip():
            found[key] += " " + line.strip()
    lacking = [fact for fact in (COUNTED, *FACTS) if not found.get(fact)]
    if lacking:
        raise ValueError(f"{name}: its docstring does not say {', '.join(lacking)}")
    return found
