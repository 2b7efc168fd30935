"""Takings in columns: each engagement that was not withdrawn, with all by which figures are cut.

A cut is a small whole number, a place in a list of values that only grows ("cuts"): groups are then found by counting.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from django.db.models import Min, Sum

from genba.directory.models import Owned
from genba.directory.places import section_of
from genba.impact.changes import Taking
from genba.impact.facts import size_of
from genba.impact.months import fetched
from genba.kit.columns import Table, rows_in
from genba.programmes.models import Contribution, Engagement, OfferLine

CUTS: Final = ("country", "region", "provider", "module", "sector", "size", "owned", "format", "payer", "year")
NUMBERS: Final = ("region", "provider", "year")  # cuts whose values are keys or years
UNKNOWN: Final = "unknown"
NO_DAY: Final = -1
Cuts = dict[str, list[Any]]


def read(enterprises: Sequence[int] | None, cuts: Cuts) -> Table:
    """The takings of some enterprises (None: of all), by enterprise and key. New values of cuts are added to `cuts`."""
    rows, shares, lines = Engagement.objects.filter(withdrawal=None), Contribution.objects.all(), OfferLine.objects.all()
    if enterprises is not None:
        rows = rows.filter(enterprise_id__in=list(enterprises))
        shares = shares.filter(engagement__enterprise_id__in=list(enterprises))
        lines = lines.filter(offer__enterprise_id__in=list(enterprises))
    found = fetched(
        rows.annotate(trained_on=Min("participations__workshop__sessions__held_on")).order_by("enterprise_id", "pk")
        .values_list("pk", "enterprise_id", "trained_on", "agreed_on", "enterprise__country_id", "enterprise__region_id",
                     "provider_id", "module", "enterprise__isic", "enterprise__headcount", "enterprise__owned")
    )  # fmt: skip
    columns: Sequence[Sequence[Any]] = list(zip(*found, strict=True)) if found else [()] * 11
    keys, firms, trained, agreed, country, region, provider, module, isic, headcount, owned = columns
    forms, payers = _forms(lines), _payers(shares)
    days = [_day(t) for t in trained]
    values = {
        "country": country, "region": [r or 0 for r in region], "provider": provider, "module": module,
        "sector": [section_of(i) or UNKNOWN for i in isic], "size": [size_of(h) for h in headcount],
        "owned": [UNKNOWN if o == Owned.NOT_STATED else o for o in owned],
        "format": [forms.get(pair, UNKNOWN) for pair in zip(firms, module, strict=True)],
        "payer": [payers.get(key, UNKNOWN) for key in keys],
        "year": [int(str(t)[:4]) if t else 0 for t in trained],
    }  # fmt: skip
    table: Table = {
        "engagement": np.array(keys, dtype=np.int64), "enterprise": np.array(firms, dtype=np.int32),
        "trained": np.array(days, dtype=np.int32), "agreed": np.array([_day(a) for a in agreed], dtype=np.int32),
        "headcount": np.array([h or 0 for h in headcount], dtype=np.int32),
    }  # fmt: skip
    return table | {cut: _placed(values[cut], cuts.setdefault(cut, [])) for cut in CUTS}


def _placed(values: Iterable[Any], known: list[Any]) -> np.ndarray:
    places = {value: at for at, value in enumerate(known)}
    found = np.array([places.setdefault(value, len(places)) for value in values], dtype=np.uint16)
    known[:] = list(places)
    return found


def _day(day: Any) -> int:
    """Days since 1970-01-01; databases give a date, or its text."""
    return NO_DAY if day is None else int(np.datetime64(str(day)[:10], "D").astype(np.int64))


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


def _last(name: str) -> tuple[int, ...]:
    """Sorts names the other way round."""
    return tuple(-ord(letter) for letter in name)


def as_takings(table: Table, cuts: Cuts) -> list[Taking]:
    """As changes are worked out from. What an enterprise counts as output is not kept here: units stand with the KPI."""
    days = table["trained"].tolist()
    modules = [cuts["module"][at] for at in table["module"].tolist()]
    return [Taking(key, firm, module, "", None if day == NO_DAY else _as_date(day))
            for key, firm, module, day in zip(table["engagement"].tolist(), table["enterprise"].tolist(), modules, days, strict=True)]  # fmt: skip


def _as_date(day: int) -> Any:
    return np.datetime64(day, "D").astype(object)


def with_these(table: Table, new: Table) -> Table:
    """Takings of other enterprises put to those that are there, in order."""
    at = np.searchsorted(table["enterprise"], new["enterprise"])
    return {name: np.insert(column, at, new[name]) for name, column in table.items()} if rows_in(new) else table
