"""Two dozen enterprises that report absence, of which some are trained: what an evaluation is asked about."""

from datetime import date

import numpy as np

from tests.cast import Cast
from tests.scenes_impact import count, firm, train

MONTHS = tuple(f"{y}-{m:02d}" for y in (2025, 2026) for m in range(1, 13) if (y, m) < (2026, 7))


def half_trained(cast: Cast, *, falls_by: float, trained: int = 12, waiting: int = 12, from_before: bool = False) -> None:
    """Half of the trained in January, half in April 2026; absence falls by so many of 1,000 days from the class on. It moves up
    and down by the month and by the enterprise as well, by the same seed in each run."""
    random = np.random.default_rng(11)
    made = [firm(cast, f"Contoh {'bcdfghjklmnprstvwxyz'[n % 20] * 5} {n * 7919 % 1000}") for n in range(trained + waiting)]
    january, april = made[: trained // 2], made[trained // 2 : trained]
    for group, day in ((january, date(2026, 1, 12)), (april, date(2026, 4, 13))):
        if group:
            train(cast, *group, on=day)
    rows = []
    for n, taking in enumerate(made):
        level = 60 + float(random.normal(0, 10))
        since = "2026-01" if n < trained // 2 else "2026-04" if n < trained else "9999"
        for place, month in enumerate(MONTHS):
            drift = 0.8 * place if from_before and n < trained else 0.0
            lost = level + place % 3 - drift - (falls_by if month >= since else 0.0) + float(random.normal(0, 3))
            rows.append((taking.enterprise, month, max(0.0, round(lost, 1))))
    for enterprise, month, lost in rows:
        count(enterprise, "absenteeism", (month,), lost, 1000)
