"""The parts by which a line of a results framework is told: women and men, managers and workers, sizes, sectors.

The parts of one dimension do not overlap, so what a count tells in them may come to the whole and no more; those of two
dimensions do overlap and are never added. Shares in percent are never added at all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.directory.models.enterprise import SIZE_NAMES
from genba.directory.places import SECTION_NAMES
from genba.impact.indicators import definitions
from genba.impact.models import FrameworkIndicator, FrameworkPart, FrameworkValue
from genba.kit.refused import Refused

Kind = FrameworkIndicator.Kind
SIDES: Final = ("target", "actual")
NOT_STATED: Final = gettext_lazy("Not stated")
PARTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "sex": {"female": gettext_lazy("Women"), "male": gettext_lazy("Men"), "other": gettext_lazy("Other"), "not-stated": NOT_STATED},
    "role": {"manager": gettext_lazy("Managers"), "worker": gettext_lazy("Workers")},
    "size": {**SIZE_NAMES, "unknown": NOT_STATED},
    "sector": {**SECTION_NAMES, "unknown": NOT_STATED},
}  # fmt: skip
OF_ENTERED: Final = ("sex", "role", "size")
KEY: Final = re.compile(r"(?P<dimension>sex|role|size|sector)_(?P<part>[A-Za-z-]+)_(?P<side>target|actual)")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a value. rest: it is what the others leave of the whole, told of nobody by this dimension."""

    dimension: str
    part: str
    label: str | Promise
    target: float | None
    actual: float | None
    actual_n: int | None = None
    is_rest: bool = False


def dimensions_of(line: FrameworkIndicator) -> tuple[str, ...]:
    """By what a line can be told: a computed one by what its indicator is stored by, an entered count or share by what
    offices ask for; yes and no has no parts."""
    if line.kind == Kind.YES_NO:
        return ()
    if not line.computed_from:
        return OF_ENTERED
    known = definitions().get(line.computed_from)
    return tuple(d for d in (known.by if known else ()) if d in PARTS)


def key_of(dimension: str, part: str, side: str) -> str:
    """The name under which a number of a part is entered."""
    return f"{dimension}_{part}_{side}"


def keys_of(line: FrameworkIndicator) -> list[str]:
    """All that can be entered of the parts of a line, in order."""
    return [key_of(d, part, side) for d in dimensions_of(line) for part in PARTS[d] for side in SIDES]


def entered_parts(value: FrameworkValue) -> dict[str, float]:
    """What is kept of the parts of a value, by the names of `keys_of`; without those that say nothing."""
    if value.pk is None:
        return {}
    told = {key_of(p.dimension, p.part, side): getattr(p, side) for p in value.parts.all() for side in SIDES}
    return {key: number for key, number in told.items() if number is not None}


def put_parts(value: FrameworkValue, told: Mapping[str, float | None]) -> None:
    """Keep what is told of the parts; a part of which nothing is left goes. Refused for what is no part of the line; whether
    they fit the whole is for `check_parts` to say."""
    known = set(keys_of(value.indicator))
    kept = {(p.dimension, p.part): p for p in value.parts.all()} if told else {}
    touched = set()
    for key, number in told.items():
        found = KEY.fullmatch(key)
        if found is None or key not in known:
            raise Refused(_("This line is not told by “%(part)s”.") % {"part": key.rpartition("_")[0].replace("_", ": ")[:40]},
                          field=key)  # fmt: skip
        if number is not None and number < 0:
            raise Refused(_("A number here cannot be below nought."), field=key)
        place = (found["dimension"], found["part"])
        part = kept.setdefault(place, FrameworkPart(value=value, dimension=place[0], part=place[1]))
        setattr(part, found["side"], number)
        touched.add(place)
    for place in touched:
        part = kept[place]
        if part.target is None and part.actual is None:
            if part.pk:
                part.delete()
        else:
            part.save()


def check_parts(value: FrameworkValue) -> None:
    """Refused where the parts of a dimension come to more than the whole, a share is none, or women's share says otherwise.
    A figure of ours is taken as it is."""
    parts = list(value.parts.all())
    for side in SIDES:
        if side == "actual" and value.source == FrameworkValue.Source.COMPUTED:
            continue
        for dimension in PARTS:
            told = {p.part: getattr(p, side) for p in parts if p.dimension == dimension and getattr(p, side) is not None}
            if told:
                _check(value, dimension, side, told)


def _check(value: FrameworkValue, dimension: str, side: str, told: Mapping[str, float]) -> None:
    whole, field = getattr(value, side), key_of(dimension, next(iter(told)), side)
    if value.indicator.kind == Kind.PERCENT:
        if max(told.values()) > 100:
            raise Refused(_("A share lies between 0 and 100 percent."), field=field)
        return
    if whole is None:
        return
    total = sum(told.values())
    if total > whole + 1e-9:
        raise Refused(_("The parts come to %(total)s, more than the %(whole)s of the whole.")
                      % {"total": f"{total:g}", "whole": f"{whole:g}"}, field=field)  # fmt: skip
    share = getattr(value, f"{side}_female_share")
    if dimension == "sex" and share is not None and whole and abs(100 * told.get("female", 0) / whole - share) > 1:
        raise Refused(_("%(women)s women of %(whole)s are not %(share)s percent. Keep one of the two.")
                      % {"women": f"{told.get('female', 0):g}", "whole": f"{whole:g}", "share": f"{share:g}"},
                      field=key_of("sex", "female", side))  # fmt: skip


def parts_of(value: FrameworkValue) -> list[tuple[str, list[Part]]]:
    """The parts of a value by dimension, in the order of `PARTS`, each with what is told of nobody by it."""
    kept = {(p.dimension, p.part): p for p in value.parts.all()}
    found = []
    for dimension, names in PARTS.items():
        rows = [Part(dimension, part, label, p.target, p.actual, p.actual_n)
                for part, label in names.items() if (p := kept.get((dimension, part)))]  # fmt: skip
        if rows:
            found.append((dimension, rows + _rest(value, dimension, rows)))
    return found


def _rest(value: FrameworkValue, dimension: str, rows: list[Part]) -> list[Part]:
    """What the parts leave of a count; nothing where they leave nothing, or where the whole was counted on another day."""
    if value.indicator.kind != Kind.COUNT:
        return []
    left = {side: _left(getattr(value, side), [getattr(row, side) for row in rows]) for side in SIDES}
    if not any(left.values()):
        return []
    return [Part(dimension, "", _("In none of these"), left["target"], left["actual"], is_rest=True)]


def _left(whole: float | None, told: list[float | None]) -> float | None:
    numbers = [number for number in told if number is not None]
    left = None if whole is None or not numbers else round(whole - sum(numbers), 9)
    return left if left and left > 0 else None
