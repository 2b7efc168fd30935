"""One line of the result: what, measured, budget, and whether it is kept."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """`budget` None: told for information only. `is_least`: the budget is a floor rather than a ceiling."""

    what: str
    measured: float
    unit: str
    budget: float | None = None
    is_least: bool = False
    remark: str = ""

    @property
    def is_kept(self) -> bool | None:
        if self.budget is None:
            return None
        return self.measured >= self.budget if self.is_least else self.measured <= self.budget


def told(line: Line) -> str:
    """As one row of a Markdown table."""
    sign = "≥" if line.is_least else "≤"
    budget = f"{sign} {line.budget:g} {line.unit}" if line.budget is not None else ""
    verdict = {True: "kept", False: "**missed**", None: ""}[line.is_kept]
    figure = f"{line.measured:,.0f}" if line.measured >= 100 else f"{line.measured:.2f}"
    return f"| {line.what} | {figure} {line.unit} | {budget} | {verdict} | {line.remark} |"


HEAD = "| What | Measured | Budget | | Remark |\n|---|---:|---:|---|---|"
