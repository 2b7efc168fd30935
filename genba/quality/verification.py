"""Which enterprises are verified on the spot: a tenth of those that stated a saving or changed in a KPI, drawn by lot.

Every enterprise gets a lot from its code and the seed of the sample; the lowest lots are drawn. The seed is chosen by chance when
the sample is drawn, so nobody knows beforehand, and it is kept with all codes, so anybody can draw the same again.
"""

import math
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from genba.directory.models import Enterprise
from genba.impact.models import KpiChange
from genba.kit.lots import lot_of
from genba.plans.models import Action

SHARE: Final = 0.1


def drawn(codes: Iterable[str], seed: str, share: float = SHARE) -> list[str]:
    """The codes that are drawn, the lowest lot first: this share of all, rounded up."""
    ordered = sorted(set(codes), key=lambda code: (lot_of(code, seed), code))
    return ordered[: math.ceil(share * len(ordered) - 1e-9)]


def to_verify(starts_on: date, ends_on: date, country: str = "") -> dict[str, dict[str, Any]]:
    """By code, the enterprises with something to verify between two days, and what: savings that were stated then, and KPIs whose
    window after the training ends then, better or worse. Two queries.

    A saving that is counted within another one is not stated by itself; dropped actions state none.
    """
    here: dict[str, Any] = {"engagement__enterprise__merged_into": None}
    if country:
        here["engagement__enterprise__country_id"] = country
    found: dict[str, dict[str, Any]] = {}
    savings = Action.objects.saving("actual_saving").filter(saving_on__gte=starts_on, saving_on__lte=ends_on, **here)
    for code, action, amount, currency, kind in savings.order_by("engagement__enterprise__code", "pk").values_list(
        "engagement__enterprise__code", "code", "actual_saving", "currency", "saving_kind"
    ):
        _of(found, code)["savings"].append({"action": action, "amount": _plain(amount), "currency": currency, "kind": kind})
    changes = KpiChange.objects.filter(
        verdict__in=("better", "worse"), after_to__gte=starts_on, after_to__lte=ends_on, **here
    )
    for code, indicator, relative in changes.order_by(
        "engagement__enterprise__code", "indicator", "engagement_id"
    ).values_list("engagement__enterprise__code", "indicator", "relative"):
        _of(found, code)["kpis"].append({"indicator": indicator, "relative": relative})
    return found


def _of(found: dict[str, dict[str, Any]], code: str) -> dict[str, Any]:
    return found.setdefault(code, {"savings": [], "kpis": []})


def _plain(amount: Decimal | None) -> str:
    return f"{amount or 0:.2f}"


def keys_of(codes: Iterable[str]) -> dict[str, int]:
    """The keys of enterprises by their codes."""
    return dict(Enterprise.objects.filter(code__in=list(codes)).values_list("code", "pk"))
