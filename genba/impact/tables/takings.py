"""Engagements in columns, with all by which figures are cut; those that were not withdrawn are the takings.

A cut is a small whole number, a place in a list of values that only grows ("cuts"): groups are then found by counting.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np
from django.db.models import Min, Sum

from genba.directory.models import Owned
from genba.directory.models.enterprise import SIZES
from genba.directory.places import section_of
from genba.impact.changes import Taking
from genba.impact.months import fetched
from genba.impact.tables.cutting import Cuts, day_of, placed
from genba.kit.columns import Column, Keys, Table, where
from genba.observations.models import Baseline
from genba.programmes.models import Contribution, Engagement, OfferLine
from genba.programmes.payers import bodies, paid_under

CUTS: Final = ("country", "region", "provider", "module", "sector", "size", "owned", "format", "payer", "sponsor", "year")
NUMBERS: Final = ("region", "provider", "year")  # cuts whose values are keys or years
UNKNOWN: Final = "unknown"
NEVER: Final = date(1969, 12, 31)  # as a number −1, which stands for no day


def read(enterprises: Sequence[int] | None, cuts: Cuts) -> Table:
    """The engagements of some enterprises (None: of all), by enterprise and key, also those that were withdrawn.

    New values of cuts are added to `cuts`.
    """
    rows, shares, lines = Engagement.objects.all(), Contribution.objects.all(), OfferLine.objects.all()
    begun = Baseline.objects.all()
    if enterprises is not None:
        rows = rows.filter(enterprise_id__in=list(enterprises))
        shares = shares.filter(engagement__enterprise_id__in=list(enterprises))
        begun = begun.filter(engagement__enterprise_id__in=list(enterprises))
        lines = lines.filter(offer__enterprise_id__in=list(enterprises))
    found = fetched(
        rows.annotate(trained_on=Min("participations__workshop__sessions__held_on")).order_by("enterprise_id", "pk")
        .values_list("pk", "enterprise_id", "trained_on", "agreed_on", "enterprise__country_id", "enterprise__region_id",
                     "provider_id", "module", "enterprise__isic", "enterprise__headcount", "enterprise__owned", "withdrawal")
    )  # fmt: skip
    columns: Sequence[Sequence[Any]] = list(zip(*found, strict=True)) if found else [()] * 12
    keys, firms, trained, agreed, country, region, provider, module, isic, headcount, owned, withdrawal = columns
    forms, payers, sponsors = _forms(lines), _payers(shares), _sponsors(shares)
    measured = set(begun.values_list("engagement_id", flat=True))
    values = {
        "country": country, "region": [r or 0 for r in region], "provider": provider, "module": module,
        "sector": [section_of(i) or UNKNOWN for i in isic], "size": [size_of(h) for h in headcount],
        "owned": [UNKNOWN if o == Owned.NOT_STATED else o for o in owned],
        "format": [forms.get(pair, UNKNOWN) for pair in zip(firms, module, strict=True)],
        "payer": [payers.get(key, UNKNOWN) for key in keys],
        "sponsor": [sponsors.get(key, UNKNOWN) for key in keys],
        "year": [int(str(t)[:4]) if t else 0 for t in trained],
    }  # fmt: skip
    table: Table = {
        "engagement": np.array(keys, dtype=np.int64), "enterprise": np.array(firms, dtype=np.int32),
        "trained": day_of(trained), "agreed": day_of(agreed), "headcount": np.array([h or 0 for h in headcount], dtype=np.int32),
        "is_withdrawn": np.array([w is not None for w in withdrawal], dtype=bool),
        "has_baseline": np.array([key in measured for key in keys], dtype=bool),
    }  # fmt: skip
    return table | {cut: placed(values[cut], cuts.setdefault(cut, [])) for cut in CUTS}


def standing(engagements: Table) -> Table:
    """The takings: those that were not withdrawn."""
    kept = where(engagements, ~engagements["is_withdrawn"])
    return {name: column for name, column in kept.items() if name != "is_withdrawn"}


def of(engagements: Table, keys: Sequence[int]) -> tuple[Table, Column]:
    """What stands of each of these engagements: enterprise, key, first class day and the cuts; and which are among them."""
    at, is_there = Keys(engagements["engagement"]).places(np.asarray(keys, dtype=np.int64))
    return {name: engagements[name][at[is_there]] for name in ("enterprise", "engagement", "trained", *CUTS)}, is_there


def size_of(headcount: int | None) -> str:
    if not headcount:
        return UNKNOWN
    return next(s for s, (low, high) in SIZES.items() if headcount >= low and (high is None or headcount <= high))


def _forms(lines: Any) -> dict[tuple[int, str], str]:
    """By enterprise and module the format in the latest agreement that was signed."""
    rows = lines.exclude(offer__agreement=None).order_by("offer__agreement__agreed_on", "pk")
    return {
        (firm, module): form for firm, module, form in rows.values_list("offer__enterprise_id", "module", "offer__format")
    }


def _payers(shares: Any) -> dict[int, str]:
    """By engagement who pays the largest part; of equal parts the first by name."""
    rows = fetched(
        shares.order_by()
        .values("engagement_id", "payer")
        .annotate(paid=Sum("amount"))
        .values_list("engagement_id", "payer", "paid")
    )
    return {key: payer for key, payer, _paid in sorted(rows, key=lambda row: (row[0], float(row[2]), _last(row[1])))}


def _sponsors(shares: Any) -> dict[int, str]:
    """By engagement the code of the sponsor or brand who pays the largest part of those who are known; of equal parts the first
    by code. Each engagement counts for one, so that sponsors add up to the programme."""
    known, paid = bodies(), defaultdict[tuple[int, str], float](float)
    if known:
        for place, key, amount in paid_under(known, shares, "engagement_id", "amount"):
            paid[key, known[place]] += float(amount)
    return {key: body for (key, body), _paid in sorted(paid.items(), key=lambda one: (one[0][0], one[1], _last(one[0][1])))}


def _last(name: str) -> tuple[int, ...]:
    """Sorts names the other way round."""
    return tuple(-ord(letter) for letter in name)


def as_takings(table: Table, cuts: Cuts) -> list[Taking]:
    """As changes are worked out from. What an enterprise counts as output is not kept here: units stand with the KPI."""
    days = table["trained"].astype("datetime64[D]").tolist()
    modules = [cuts["module"][at] for at in table["module"].tolist()]
    return [Taking(key, firm, module, "", None if day == NEVER else day)
            for key, firm, module, day in zip(table["engagement"].tolist(), table["enterprise"].tolist(), modules, days, strict=True)]  # fmt: skip
