"""How invented figures move: levels, noise and the change after a class. Invented, but with the shape of real ones."""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from genba.programmes.curricula import module_of

Numbers = list[float]
STATES = ("absent", "on-paper", "practised")
ADVICE = (
    "Hold the daily meeting standing, at the line, for ten minutes.",
    "Answer every suggestion within a week, in writing.",
    "Let the team read the numbers to each other once a month.",
)
NEXT = ("Put up the board with yesterday's numbers.", "Name who answers suggestions.", "Choose the next problem together.")
ACTIONS = (
    ("Tools lie far from where they are used", "Hang tools on a board at each line", "five-s-audit"),
    ("Nobody knows yesterday's output", "Write output and defects on a board every morning", "visual-board"),
    ("Suggestions get no answer", "Answer each suggestion within seven days", "suggestion-scheme"),
    ("Scrap is thrown away unsorted", "Sort and weigh offcuts by line", ""),
    ("Aisles are blocked", "Mark aisles with tape and keep them free", "five-s-audit"),
)

LEAST_LEFT = 0.05  # of a level, whatever a class changes: among very many there is one that would fall below nought

# level before, what a class changes on average (a share of the level), how much months swing, denominator per person
KPIS: tuple[tuple[str, str, float, float, float, float], ...] = (
    ("absenteeism", "days", 0.055, -0.15, 0.18, 25),
    ("labour-turnover", "people", 0.035, -0.12, 0.30, 1),
    ("labour-productivity", "pieces/h", 3.2, 0.11, 0.07, 190),
    ("defect-rate", "pieces", 0.07, -0.25, 0.15, 60),
    ("on-time-delivery", "orders", 0.80, 0.06, 0.06, 0.8),
    ("accident-frequency", "cases", 0.00003, -0.10, 0.50, 190),
)


def series(
    random: np.random.Generator, headcount: int, months: int, trained: int
) -> Iterator[tuple[str, str, Numbers, Numbers]]:
    """For each KPI: code, unit, numerators and denominators by month. `trained` months lie before the class."""
    for code, unit, level, effect, swing, per_person in KPIS:
        base = level * float(random.lognormal(0, 0.35))
        gain = effect * float(random.normal(1, 0.8))
        ramp = np.clip((np.arange(months) - trained) / 4, 0, 1)
        rate = base * np.maximum(1 + gain * ramp, LEAST_LEFT) * random.normal(1, swing, months).clip(0.3, 1.9)
        bottom = np.maximum(np.round(per_person * headcount * random.normal(1, 0.05, months).clip(0.8, 1.2)), 1)
        top: npt.NDArray[np.float64] = random.poisson(rate * bottom).astype(float) if level < 1 else np.round(rate * bottom)
        if level < 1:
            top = np.minimum(top, bottom)
        yield code, unit, top.tolist(), bottom.tolist()


def practices(random: np.random.Generator, module: str = "workplace-cooperation") -> Iterator[tuple[str, str, str]]:
    """Each good practice of the module with its state before and after; nothing is unlearned."""
    codes = practice_codes(module)
    before = np.searchsorted((0.6, 0.85), random.random(len(codes)))
    after = np.maximum(before, np.searchsorted((0.25, 0.5), random.random(len(codes))))
    for code, first, last in zip(codes, before, after, strict=True):
        yield code, STATES[first], STATES[last]


@lru_cache(maxsize=16)
def practice_codes(module: str) -> tuple[str, ...]:
    return tuple(p.code for p in module_of(module).practices)
