"""Enterprises of two providers in two countries whose absence went down, or did not: what dashboards of a part tell of."""

from typing import Any

from genba.facts import follow
from genba.programmes.models import Engagement
from tests.cast import Cast
from tests.scenes_impact import change, firm, train

KPI = "absenteeism"


def group(
    cast: Cast, n: int, *, better: int, name: str = "Sample", country: str = "KE", provider: Any = None
) -> list[Engagement]:
    """So many trained enterprises that count absence before and after; the first `better` of them by a fifth less, the
    others by a fifth more."""
    made = []
    for at in range(n):
        one = firm(cast, f"{name} {country} {at}", country=country, provider=provider)
        train(cast, one, country=country, provider=provider)
        change(one, KPI, 100, 80 if at < better else 120)
        made.append(one)
    return made


def ready() -> None:
    follow.rebuild()
