"""Pay of women and men compared: means, medians, quarters of the pay scale, and the gap left between people alike.

Pay is money per hour, of any currency; gaps of pay are fractions of men's pay, gaps of logarithms have no unit. Everywhere a
positive gap says that women earn less. Nothing here keeps what it is given.

Sources: Oaxaca (1973), International Economic Review 14; Blinder (1973), Journal of Human Resources 8; Jann (2008), The Stata
Journal 8(4), 453–479, whose threefold and pooled twofold decompositions these are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from genba.science.intervals import student

Vector: TypeAlias = NDArray[np.float64]
Reference: TypeAlias = Literal["pooled", "men", "women"]
DEPENDENT = 1e-7
"""A column whose part that the others do not explain is smaller than this share of it counts as explained by them."""


class Singular(ValueError):
    """A column says nothing of its own: it is constant or follows from the others. `column` is its place in the design."""

    def __init__(self, column: int) -> None:
        super().__init__(f"column {column} follows from the others")
        self.column = column


@dataclass(frozen=True, slots=True)
class Fit:
    """A regression with a constant: slopes in the order of the columns, their standard errors, degrees of freedom."""

    constant: float
    slopes: Vector
    errors: Vector
    freedom: int
    r_squared: float


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The gap of two means of logarithms (men less women) and what it is made of.

    explained + unexplained = gap, by the coefficients of the reference. endowments + coefficients + interaction = gap, seen
    from the women: what their attributes, their returns, and both at once would change.
    """

    gap: float
    explained: float
    unexplained: float
    endowments: float
    coefficients: float
    interaction: float


def fitted(design: Vector, outcome: Vector) -> Fit:
    """Ordinary least squares of the outcome on a constant and the columns of the design (rows × columns).

    Raises Singular with the first column that is constant or follows from those before it, ValueError where there are not
    more rows than numbers to estimate. Source: any textbook; Wooldridge, Introductory Econometrics, chapter 3.
    """
    rows, columns = design.shape
    freedom = rows - columns - 1
    if freedom < 1:
        raise ValueError("more rows than numbers to estimate are needed")
    means, lift = design.mean(axis=0), outcome - outcome.mean()
    centred = design - means
    lengths = np.sqrt((centred**2).sum(axis=0))
    scale = np.sqrt((design**2).sum(axis=0))
    for column in range(columns):
        if lengths[column] <= 1e-10 * scale[column]:
            raise Singular(column)
    q, r = np.linalg.qr(centred / lengths)
    for column in range(columns):
        if abs(r[column, column]) < DEPENDENT:
            raise Singular(column)
    slopes = np.linalg.solve(r, q.T @ lift) / lengths if columns else np.zeros(0)
    rest = lift - centred @ slopes
    left, whole = float(rest @ rest), float(lift @ lift)
    inverse = np.linalg.solve(r, np.eye(columns)) / lengths[:, None] if columns else np.zeros((0, 0))
    errors = np.sqrt(left / freedom * (inverse**2).sum(axis=1))
    return Fit(float(outcome.mean() - means @ slopes), slopes, errors, freedom, 1 - left / whole if whole > 0 else 0.0)


def interval(estimate: float, error: float, freedom: int, confidence: float = 0.95) -> tuple[float, float]:
    """The interval of an estimate by Student's t, in its unit. freedom: degrees of freedom, at least 1."""
    reach = student(0.5 + confidence / 2, freedom) * error
    return estimate - reach, estimate + reach


def decomposed(
    design: Vector, outcome: Vector, is_woman: NDArray[np.bool_], reference: Reference = "pooled"
) -> Decomposition:
    """Oaxaca–Blinder decomposition of the gap of means of the outcome, men less women.

    design: the attributes without constant and without sex. reference: whose coefficients say what an attribute is worth in
    `explained`: all people's with sex held fixed (pooled; Jann 2008, so that `unexplained` is the adjusted gap), the men's
    (Oaxaca 1973) or the women's. Raises Singular where the attributes cannot be told apart within one sex.
    """
    his, hers = design[~is_woman], design[is_woman]
    men, women = fitted(his, outcome[~is_woman]), fitted(hers, outcome[is_woman])
    step, level = his.mean(axis=0) - hers.mean(axis=0), hers.mean(axis=0)
    returns = men.slopes - women.slopes
    gap = float(outcome[~is_woman].mean() - outcome[is_woman].mean())
    weights = {"men": men.slopes, "women": women.slopes}.get(reference)
    if weights is None:
        weights = fitted(np.column_stack([design, is_woman]), outcome).slopes[:-1]
    explained = float(step @ weights)
    return Decomposition(
        gap=gap,
        explained=explained,
        unexplained=gap - explained,
        endowments=float(step @ women.slopes),
        coefficients=float(men.constant - women.constant + level @ returns),
        interaction=float(step @ returns),
    )


def quarters(pay: Vector, is_woman: NDArray[np.bool_]) -> list[tuple[int, float]]:
    """People and share of women (0 to 1) in each quarter of the people, from the lowest paid to the highest.

    People with the same pay on both sides of a border are shared out in the proportion of the sexes among them, so that the
    order of the rows never matters. Source: the pay quarters of the Equality Act 2010 (Gender Pay Gap Information)
    Regulations 2017 of Great Britain, regulation 13.
    """
    values, place = np.unique(pay, return_inverse=True)
    among = np.bincount(place, weights=is_woman.astype(float), minlength=len(values)) / np.bincount(place)
    share = among[np.sort(place)]
    ends = [round(n * len(pay) / 4) for n in range(5)]
    return [(end - start, float(share[start:end].mean())) for start, end in pairwise(ends)]


def columns_of(attributes: Mapping[str, Sequence[Any]]) -> tuple[Vector, list[str]]:
    """The design of attributes: a column for each that holds numbers, and for words one for each value but the first.

    Returns the design (rows × columns) and the name of the attribute behind each column. At least one attribute is wanted.
    """
    parts: list[Vector] = []
    names: list[str] = []
    for name, values in attributes.items():
        if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
            found = [np.asarray(values, dtype=float)]
        else:
            words = [str(value) for value in values]
            kinds = sorted(set(words))
            wanted = kinds[1:] or kinds  # one value only: a constant column, which is then named as singular
            found = [np.asarray([word == kind for word in words], dtype=float) for kind in wanted]
        parts += found
        names += [name] * len(found)
    return np.column_stack(parts), names
