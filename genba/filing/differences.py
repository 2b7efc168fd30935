"""What is different between two versions of a report, figure by figure."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from genba.filing.parts import Contents, Figure
from genba.filing.reasons import NOT_SHARED

# What may differ in a figure that is in both, and by which fields.
ASPECTS: Final = {
    "value": ("value", "text"), "interval": ("low", "high"), "n": ("n", "n_of"), "target": ("target", "target_text"),
    "baseline": ("baseline", "baseline_text"),
    "withheld": ("withheld",), "definition": ("definition",), "unit": ("unit",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not what it was. what: names of ASPECTS, or "new", or "gone".

    before, after: the whole figure, None where it is not there. runs_on: it also holds what came after the period, so it may
    have moved without anybody correcting anything.
    """

    what: tuple[str, ...]
    before: Figure | None
    after: Figure | None

    @property
    def figure(self) -> Figure:
        one = self.after or self.before
        assert one is not None  # noqa: S101 one of them is always there
        return one

    @property
    def runs_on(self) -> bool:
        return self.figure.runs_on

    def as_data(self) -> dict[str, Any]:
        return {"what": list(self.what), "before": _plain(self.before), "after": _plain(self.after)}


def differences(before: Contents, after: Contents) -> list[Difference]:
    """In the order of the new version; what is gone comes last. The date of the data alone is no difference."""
    old, new = ({f.key: f for f in contents.figures} for contents in (before, after))
    found = [Difference(_what(old.get(key), one), old.get(key), one) for key, one in new.items()]
    found += [Difference(("gone",), one, None) for key, one in old.items() if key not in new]
    return [d for d in found if d.what]


def without_what_is_not_shared(one: Difference) -> Difference:
    """Of a brand sheet: what a supplier shared once and shares no more is not told again as what it was before."""
    if one.before is None or (one.after is not None and not one.after.withheld):
        return one
    before = replace(one.before, value=None, text="", low=None, high=None, n=None, n_of=None, withheld=NOT_SHARED)
    return Difference(one.what, before, one.after)


def differences_from(data: list[dict[str, Any]]) -> Iterator[Difference]:
    """The differences as they were stored."""
    for one in data:
        yield Difference(tuple(one["what"]), _figure(one["before"]), _figure(one["after"]))


def _what(old: Figure | None, new: Figure) -> tuple[str, ...]:
    if old is None:
        return ("new",)
    return tuple(name for name, fields in ASPECTS.items() if any(getattr(old, f) != getattr(new, f) for f in fields))


def _plain(figure: Figure | None) -> dict[str, Any] | None:
    return asdict(figure) if figure else None


def _figure(data: dict[str, Any] | None) -> Figure | None:
    return Figure(**data) if data else None
