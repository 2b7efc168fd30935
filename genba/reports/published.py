"""What may leave the house for everybody: the figures of `genba indicators`, whole and by each dimension, and less of them.

Each split hides its own small groups already (`genba.impact.standings.outside`). Whoever holds all splits at once could
still find some by laying one beside another. So here is hidden as well:

1. what rests on few who were trained, also where none of them reports;
2. for all KPIs of a module, the parts that would show how many of a small group were trained;
3. a country, module, size, sector or kind of owner whose number of enterprises is hidden, in every other indicator (whose number in
   training is hidden, in every indicator of those); and every KPI of a module whose number of enterprises is hidden;
4. a second part where only one of an indicator was hidden, since the others and the whole would give it away; and the
   whole indicator where a small group is its only part.

tests/reports/test_attack.py lays everything beside everything, over all dimensions at once, and asks by linear programming
what each hidden number can be: of small groups neither the size nor how many improved can be one number only.

Not protected, and said so on the page: one number of which another is a part may be subtracted (enterprises less those in
training), and numbers of different indicators in one part may be compared, which bounds how many there are and gives no
result of theirs; and what was published on one day may be laid beside another day's.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.conf import settings

from genba.impact.indicators.trainers import FUNNEL
from genba.impact.models import Standing
from genba.impact.standings import DIMENSIONS, SMALL_GROUP, Cut, Line, cuts
from genba.programmes.curricula import curriculum
from genba.science.suppression import suppress

WHOLE = ""
SPLITS = (WHOLE, *DIMENSIONS)
OF_ENTERPRISES = ("country", "module", "size", "sector", "owned")  # dimensions whose parts are groups of enterprises
OF_ALL, OF_TRAINED = "enterprises", "enterprises-trained"
# What does not rest on the training of enterprises.
BEFORE_TRAINING = ("enterprises", "countries", "engagements", "cost-covered", "missing-baseline", *FUNNEL)
Parts = set[tuple[str, str]]  # (dimension, part)
Hidden = dict[str, Parts]  # by indicator


_kept: dict[Hashable, dict[str, list[Line]]] = {}


def published() -> dict[str, list[Line]]:
    """By dimension ("" for the whole), the lines that everybody may see together.

    The figures are those of `lines(by=…)` for outsiders. One query, and two more after the figures were worked out anew.
    """
    key = (worked_out_at(), settings.SMALL_GROUP)
    if key not in _kept:
        _kept.clear()
        _kept[key] = _published()
    return _kept[key]


def worked_out_at() -> datetime | None:
    """When the figures were worked out: all at once, so any of them tells."""
    return Standing.objects.order_by().values_list("worked_out_at", flat=True).first()


def _published() -> dict[str, list[Line]]:
    """What is asked for insiders only tells what to hide."""
    asked = {by: Cut(by=by) for by in SPLITS}
    told, known = cuts(list(asked.values())), cuts(list(asked.values()), inside=True)
    found = {by: told[cut] for by, cut in asked.items()}
    hidden = to_hide(found, {by: known[cut] for by, cut in asked.items()})
    return {by: [_held_back(line) if _is_in(hidden, line, by) else line for line in rows] for by, rows in found.items()}


def to_hide(found: Mapping[str, Sequence[Line]], known: Mapping[str, Sequence[Line]]) -> Hidden:
    """Which parts of which indicators must be hidden: those that `found` hides already, and the rules above.

    found: what outsiders see; known: the same lines as insiders see them. Both by dimension, in the same order.
    """
    module_of = {kpi.code: module.slug for module in curriculum().modules for kpi in module.kpis}
    hidden: Hidden = defaultdict(set)
    for by, rows in found.items():
        for line in rows:
            if line.withheld == SMALL_GROUP:
                hidden[line.definition.code].add((by, line.part))
    _few_trained(hidden, known, module_of)
    _without_base(hidden, known, module_of)
    _never_alone(hidden, known)
    return hidden


def _few_trained(hidden: Hidden, known: Mapping[str, Sequence[Line]], module_of: Mapping[str, str]) -> None:
    """Rules 1 and 2. All KPIs of a module have the same number of trained enterprises in a part."""
    for by, rows in known.items():
        trained: dict[str, dict[str, int]] = defaultdict(dict)
        for line in rows:
            if line.definition.code in module_of:
                trained[module_of[line.definition.code]][line.part] = line.size
        unsafe = {module: {part for part, n in suppress(sizes, _threshold()).items() if n is None}
                  for module, sizes in trained.items()}  # fmt: skip
        for line in rows:
            if line.part in unsafe.get(module_of.get(line.definition.code, ""), ()):
                hidden[line.definition.code].add((by, line.part))


def _without_base(hidden: Hidden, known: Mapping[str, Sequence[Line]], module_of: Mapping[str, str]) -> None:
    """Rule 3."""
    few = {(by, part) for by, part in hidden[OF_ALL] if by in OF_ENTERPRISES}
    few_trained = few | {(by, part) for by, part in hidden[OF_TRAINED] if by in OF_ENTERPRISES}
    for by, rows in known.items():
        for line in rows:
            code = line.definition.code
            base = few if code in BEFORE_TRAINING else few_trained
            if (by, line.part) in base or ("module", module_of.get(code)) in base:
                hidden[code].add((by, line.part))


def _never_alone(hidden: Hidden, known: Mapping[str, Sequence[Line]]) -> None:
    """Rule 4. A part that holds nobody hides nothing; one that was hidden only to cover another is no small group."""
    small = {(by, line.part) for by in OF_ENTERPRISES for line in known.get(by, ())
             if line.definition.code in (OF_ALL, OF_TRAINED) and line.size < _threshold()}  # fmt: skip
    alone = set()
    for by, rows in known.items():
        if by == WHOLE:
            continue
        sizes: dict[str, dict[str, int]] = defaultdict(dict)
        for line in rows:
            if line.size:
                sizes[line.definition.code][line.part] = line.size
        for code, parts in sizes.items():
            gone = {part for part in parts if (by, part) in hidden.get(code, ())}
            shown = {part: n for part, n in parts.items() if part not in gone}
            if len(gone) == 1 and shown:
                least = min(shown.values())
                hidden[code] |= {(by, part) for part, n in shown.items() if n == least}
            elif any((by, part) in small for part in gone) and len(gone) == 1:
                alone.add(code)
    for code in alone:
        hidden[code] |= {(by, line.part) for by, rows in known.items() for line in rows if line.definition.code == code}


def _threshold() -> int:
    return max(3, settings.SMALL_GROUP)


def _is_in(hidden: Hidden, line: Line, by: str) -> bool:
    return (by, line.part) in hidden.get(line.definition.code, ())


def _held_back(line: Line) -> Line:
    return replace(line, value=None, detail={}, withheld=SMALL_GROUP)
