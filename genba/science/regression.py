"""Least squares with intervals, and the name of the column that makes it impossible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from genba.science.intervals import student

Array = npt.NDArray[np.float64]
SOURCE: Final = "Draper and Smith (1998), Applied Regression Analysis, 3rd ed., chapters 5 and 8"
NEARLY_ZERO: Final = 1e-9  # of a column's length that is left when the columns before it are taken away


class Singular(ValueError):
    """A column is a mixture of the columns before it, so its coefficient has no value. `column` is its name."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted line: y = Σ coefficient · column, with what is needed for intervals.

    spread: residual standard deviation in the unit of y. inverse: (XᵀX)⁻¹. freedom: n less the number of parameters.
    """

    names: tuple[str, ...]
    coefficients: Array
    errors: Array
    fitted: Array
    residuals: Array
    inverse: Array
    spread: float
    freedom: int
    r_squared: float

    def interval(self, place: int, confidence: float) -> tuple[float, float]:
        """Where the coefficient lies with this confidence (a fraction), by Student's t."""
        reach = student(0.5 + confidence / 2, self.freedom) * float(self.errors[place])
        return float(self.coefficients[place]) - reach, float(self.coefficients[place]) + reach

    def error_of_sum(self, columns: Array) -> float:
        """Standard error of the sum of new values at these rows of columns: σ·√(m + 1ᵀX(XᵀX)⁻¹Xᵀ1)."""
        total = columns.sum(axis=0)
        return self.spread * float(np.sqrt(len(columns) + total @ self.inverse @ total))


def fit(columns: Array, y: Array, names: Sequence[str], *, searched: int = 0) -> Fit:
    """Ordinary least squares of y on the columns (an intercept is a column of ones).

    searched: parameters that were found by trying, such as base temperatures; they cost degrees of freedom too.
    Raises Singular with the first column that the others make up, ValueError where there are too few rows. R² is about the mean.
    Source: SOURCE.
    """
    rows, width = columns.shape
    freedom = rows - width - searched
    if freedom < 1:
        raise ValueError(f"{rows} rows are too few for {width + searched} parameters")
    scale = np.linalg.norm(columns, axis=0)
    _name_singular(columns, scale, names)
    q, r = np.linalg.qr(columns / scale)
    inverse_r = np.linalg.inv(r)
    inverse = (inverse_r @ inverse_r.T) / np.outer(scale, scale)
    coefficients = inverse_r @ (q.T @ y) / scale
    fitted = columns @ coefficients
    residuals = y - fitted
    squares = float(residuals @ residuals)
    spread = float(np.sqrt(squares / freedom))
    about_mean = float(((y - y.mean()) ** 2).sum())
    return Fit(
        tuple(names), coefficients, spread * np.sqrt(np.diag(inverse)), fitted, residuals, inverse, spread, freedom,
        1 - squares / about_mean if about_mean > 0 else 0.0,
    )  # fmt: skip


def _name_singular(columns: Array, scale: Array, names: Sequence[str]) -> None:
    basis = np.empty((len(columns), 0))
    for place, name in enumerate(names):
        if scale[place] == 0:
            raise Singular(name)
        unit = columns[:, place] / scale[place]
        left = unit - basis @ (basis.T @ unit)
        left = left - basis @ (basis.T @ left)
        length = float(np.linalg.norm(left))
        if length < NEARLY_ZERO:
            raise Singular(name)
        basis = np.column_stack([basis, left / length])


def autocorrelation(residuals: Array) -> float:
    """Correlation of each residual with the one before, −1 to 1; 0 where there is none to speak of."""
    squares = float(residuals @ residuals)
    return float(residuals[1:] @ residuals[:-1]) / squares if squares > 0 and len(residuals) > 2 else 0.0
