"""An outsider who lays everything that is published beside everything else, and asks what a hidden number can be.

Each number behind a figure is an unknown: how many enterprises, agreements or people a part holds. Published ones are known.
What everybody knows of such numbers (parts of a whole add up to it, those in training are among all, …) are equations. The
least and the greatest value that a hidden number can have under them is found by linear programming, so no subtraction over
any dimensions is left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from genba.impact.indicators.trainers import FUNNEL
from genba.impact.standings import Line
from genba.programmes.curricula import curriculum
from genba.reports.published import OF_ENTERPRISES

Published = Mapping[str, Sequence[Line]]  # by dimension, "" for the whole
Name = tuple[str, str, str, str]  # indicator, what is counted, dimension, part
WHOLE = ("", "")
COUNTS_FIRMS = ("enterprises", "enterprises-trained", "complete-measures", "practices-adopted", "further-module")
COUNTS_PEOPLE = ("people-trained",)
ALL_COUNTED = (*COUNTS_FIRMS, *COUNTS_PEOPLE, *FUNNEL, "engagements")
SHARES = ("complete-measures", "further-module")
ONE_EACH = tuple(cut for cut in OF_ENTERPRISES if cut != "module")  # an enterprise is in one part of these
KPI_COUNTS = ("n_trained", "n_reporting", "n_improved")


@dataclass
class Attack:
    """known: numbers that are published. wanted: those that are hidden, with what they are."""

    known: dict[Name, float] = field(default_factory=dict)
    wanted: dict[Name, float] = field(default_factory=dict)
    equal: list[tuple[dict[Name, float], float]] = field(default_factory=list)
    most: list[tuple[dict[Name, float], float]] = field(default_factory=list)

    def size(self, name: Name) -> float:
        """How many the group holds of which the number is told: those that report, of those that improved."""
        behind = {"n_improved": "n_reporting", "n_both": "n"}.get(name[1], name[1])
        group = (name[0], behind, *name[2:])
        return self.wanted.get(group, self.known.get(group, 0))

    def found(self, least: int) -> dict[Name, float]:
        """What is hidden of small groups and can be one number only: their size, or how many of them improved."""
        names = sorted({*self.known, *self.wanted})
        place = {name: at for at, name in enumerate(names)}
        bounds = [(self.known[n], self.known[n]) if n in self.known else (0, None) for n in names]
        equal, equal_to = _matrix(self.equal, place)
        most, at_most = _matrix(self.most, place)
        told = {}
        for name, truth in self.wanted.items():
            if not 0 < self.size(name) < least or self.known.get((*name[:2], *WHOLE)) == 0:
                continue  # where the whole has none, it says so of everybody
            goal = np.zeros(len(names))
            goal[place[name]] = 1
            ends = [
                linprog(sign * goal, A_ub=most, b_ub=at_most, A_eq=equal, b_eq=equal_to, bounds=bounds) for sign in (1, -1)
            ]
            assert ends[0].status == 0, f"the equations contradict one another: {ends[0].message}"
            low, high = ends[0].fun, np.inf if ends[1].status == 3 else -ends[1].fun
            if np.floor(high + 1e-6) - np.ceil(low - 1e-6) < 1:
                told[name] = truth
        return told


def _matrix(rows: list[tuple[dict[Name, float], float]], place: Mapping[Name, int]) -> tuple[csr_array | None, list[float]]:
    kept = [({place[n]: f for n, f in terms.items() if n in place}, to) for terms, to in rows]
    if not kept:
        return None, []
    at = [(i, column, factor) for i, (terms, _to) in enumerate(kept) for column, factor in terms.items()]
    rows_, columns, factors = zip(*at, strict=True)
    return csr_array((factors, (rows_, columns)), shape=(len(kept), len(place))), [to for _terms, to in kept]


def attack(shown: Mapping[Name, float], truth: Mapping[Name, float]) -> Attack:
    """Everything that is shown, and everything that anybody knows about such numbers."""
    made = Attack(dict(shown), {name: n for name, n in truth.items() if name not in shown})
    everything = {*made.known, *made.wanted}
    for name in everything:
        code, what, by, part = name
        if (by, part) == WHOLE:
            _parts(made, everything, code, what)
        above = _among(code, what)
        if above and (*above, by, part) in everything:
            made.most.append(({name: 1, (*above, by, part): -1}, 0))
        if what == "n_trained" and by in ("", "module"):
            same = ("enterprises-trained", "n", "module", _module_of(code))
            if same in everything:
                made.equal.append(({name: 1, same: -1}, 0))
        if (code, what) == ("complete-measures", "n") and (same := ("enterprises-trained", "n", by, part)) in everything:
            made.equal.append(({name: 1, same: -1}, 0))
    return made


def numbers_of(lines: Published) -> dict[Name, float]:
    """The numbers behind figures."""
    return dict(_numbers(lines))


def numbers_in(rows: Iterable[Mapping[str, str]]) -> dict[Name, float]:
    """The numbers that the file of open data tells, those among them that a share gives away."""
    found: dict[Name, float] = {}
    for row in rows:
        at = ("" if row["by"] == "whole" else row["by"], row["part"])
        for what in ("n", *KPI_COUNTS):
            if row[what] and (what == "n") != bool(row["n_trained"]):
                found[row["indicator"], what, *at] = float(row[what])
        if row["indicator"] in SHARES and row["value"]:
            found[row["indicator"], "n_both", *at] = round(float(row["value"]) * float(row["n"]))
    return {name: n for name, n in found.items() if name[0] in ALL_COUNTED or name[1] != "n"}


def _numbers(lines: Published) -> Iterator[tuple[Name, float]]:
    for by, rows in lines.items():
        for line in rows:
            code = line.definition.code
            if line.definition.kpi:
                for what in KPI_COUNTS:
                    if line.detail.get(what) is not None:
                        yield (code, what, by, line.part), line.detail[what]
            elif code in ALL_COUNTED and "n" in line.detail:
                yield (code, "n", by, line.part), line.detail["n"]
                if "n_both" in line.detail:
                    yield (code, "n_both", by, line.part), line.detail["n_both"]


def _parts(made: Attack, everything: set[Name], code: str, what: str) -> None:
    """Parts of a dimension add up to the whole where each is in one part of it; else they are at least as many."""
    whole = (code, what, *WHOLE)
    for by in sorted({name[2] for name in everything if name[:2] == (code, what) and name[2]}):
        parts = {name: 1.0 for name in everything if name[:2] == (code, what) and name[2] == by}
        adds_up = by in ("sex", "role") or code == "engagements" or (by in ONE_EACH and code not in FUNNEL)
        if by == "module" and code not in ALL_COUNTED:
            made.equal.extend(({name: 1, whole: -1}, 0) for name in parts)  # a KPI is of one module
        elif adds_up:
            made.equal.append(({**parts, whole: -1}, 0))
        else:
            made.most.append(({**dict.fromkeys(parts, -1.0), whole: 1}, 0))
            made.most.extend(({name: 1, whole: -1}, 0) for name in parts)


def _among(code: str, what: str) -> tuple[str, str] | None:
    """What the number cannot exceed in the same part."""
    own = {"n_improved": "n_reporting", "n_reporting": "n_trained", "n_both": "n"}
    if what in own:
        return code, own[what]
    if what == "n_trained":
        return "enterprises-trained", "n"
    above = {"enterprises-trained": "enterprises", "practices-adopted": "enterprises", "further-module": "enterprises-trained",
             "enterprises": "engagements", **dict.fromkeys(FUNNEL[1:], FUNNEL[0])}  # fmt: skip
    return (above[code], "n") if code in above else None


def _module_of(code: str) -> str:
    return next((m.slug for m in curriculum().modules if code in {k.code for k in m.kpis}), "")
