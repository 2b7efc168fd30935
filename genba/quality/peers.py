"""Who is compared with whom: enterprises that count one KPI in one unit, within a section of ISIC where that is enough of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

import numpy as np
from django.db import transaction

from genba.quality.models import PeerGroup
from genba.quality.standing_out import Group, Levels, Peers
from genba.science.doubts import Floats, median_of, spread_of

LEAST: Final = 10  # fewer are no group


def groups_of(found: Iterable[Levels], sections: Mapping[int, str]) -> dict[Group, Peers]:
    """The groups among these levels: each KPI and unit as a whole, and each section of ISIC that has enough by itself."""
    members: dict[Group, list[float]] = {}
    for some in found:
        for key, code, unit, level in zip(
            some.enterprise.tolist(), some.indicator, some.unit, some.level.tolist(), strict=True
        ):
            members.setdefault((code, unit, ""), []).append(level)
            if section := sections.get(key, ""):
                members.setdefault((code, unit, section), []).append(level)
    return {group: _peers(np.array(levels)) for group, levels in members.items() if len(levels) >= LEAST}


def _peers(levels: Floats) -> Peers:
    middle, _ = median_of(levels[None, :])
    return Peers(len(levels), float(middle[0]), float(spread_of(levels[None, :], middle)[0]))


@transaction.atomic
def keep(groups: Mapping[Group, Peers], at: datetime) -> None:
    """These in place of those of yesterday."""
    PeerGroup.objects.all().delete()
    PeerGroup.objects.bulk_create(
        [PeerGroup(indicator=code, unit=unit, section=section, n=p.n, middle=p.middle, spread=p.spread, worked_out_at=at)
         for (code, unit, section), p in groups.items()], batch_size=500)  # fmt: skip


def kept(indicators: Iterable[str]) -> dict[Group, Peers]:
    """Those that were worked out last. One query."""
    rows = PeerGroup.objects.filter(indicator__in=list(indicators))
    found = rows.values_list("indicator", "unit", "section", "n", "middle", "spread")
    return {(code, unit, section): Peers(n, middle, spread) for code, unit, section, n, middle, spread in found}
