"""Whether a measuring system can tell parts apart: the crossed study of parts and operators, by analysis of variance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import numpy as np
import numpy.typing as npt

ALPHA: Final = 0.05  # an interaction less sure than this is added to the repeatability
SPREAD: Final = 6.0  # study variation in standard deviations


@dataclass(frozen=True)
class Row:
    """One line of the table of variance: degrees of freedom, sum of squares, mean square, F and its p where there is one."""

    source: str
    df: int
    ss: float
    ms: float
    f: float | None
    p: float | None


@dataclass(frozen=True)
class Study:
    """The table, and the components of variance in squared units; below zero is zero. Without interaction it is pooled."""

    rows: tuple[Row, ...]
    repeatability: float
    operator: float
    interaction: float
    part: float
    is_pooled: bool

    @property
    def gauge(self) -> float:
        """Repeatability and reproducibility together."""
        return self.repeatability + self.operator + self.interaction

    @property
    def total(self) -> float:
        return self.gauge + self.part

    @property
    def ndc(self) -> int:
        """Number of distinct categories, cut down to a whole number, at least 1."""
        return max(1, int(math.sqrt(2) * math.sqrt(self.part / self.gauge)))


def crossed(values: npt.NDArray[np.float64]) -> Study:
    """values[part, operator, trial] in one unit, at least 2 × 2 × 2, every cell full.

    Source: AIAG, Measurement Systems Analysis, 4th ed. (2010), chapter III B, ANOVA method; Montgomery, 7th ed., 8.7.
    """
    parts, operators, trials = values.shape
    if min(values.shape) < 2:
        raise ValueError("a study needs two parts, two operators and two trials")
    grand = values.mean()
    by_part, by_operator, cells = values.mean(axis=(1, 2)), values.mean(axis=(0, 2)), values.mean(axis=2)
    ss_part = operators * trials * float(((by_part - grand) ** 2).sum())
    ss_operator = parts * trials * float(((by_operator - grand) ** 2).sum())
    ss_both = trials * float(((cells - by_part[:, None] - by_operator[None, :] + grand) ** 2).sum())
    ss_error = float(((values - cells[:, :, None]) ** 2).sum())
    df_both, df_error = (parts - 1) * (operators - 1), parts * operators * (trials - 1)
    ms_part, ms_operator = ss_part / (parts - 1), ss_operator / (operators - 1)
    both = _row("interaction", df_both, ss_both, ss_error / df_error, df_error)
    is_pooled = both.p is not None and both.p > ALPHA
    error, df = (ss_error, df_error) if not is_pooled else (ss_error + ss_both, df_error + df_both)
    inner = error / df if is_pooled else both.ms
    against = df if is_pooled else df_both
    rows = [_row("part", parts - 1, ss_part, inner, against), _row("operator", operators - 1, ss_operator, inner, against)]
    rows += [both, Row("repeatability", df, error, error / df, None, None)]
    whole = float(((values - grand) ** 2).sum())
    rows.append(Row("total", values.size - 1, whole, whole / (values.size - 1), None, None))
    return Study(
        tuple(rows), error / df, max(0.0, (ms_operator - inner) / (parts * trials)),
        0.0 if is_pooled else max(0.0, (both.ms - error / df) / trials),
        max(0.0, (ms_part - inner) / (operators * trials)), is_pooled,
    )  # fmt: skip


def _row(source: str, df: int, ss: float, against: float, df_against: int) -> Row:
    f: Any = import_module("scipy.stats").f  # heavy: only where it is wanted
    ms = ss / df
    ratio = ms / against if against > 0 else None
    return Row(source, df, ss, ms, ratio, None if ratio is None else float(f.sf(ratio, df, df_against)))
