"""Public lines of work with their published optima; see README.md for the sources."""

import csv
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from genba.science.line_balance import Line, line


@dataclass(frozen=True)
class Public:
    """A line, its fewest stations by takt, its shortest cycles by stations, and its published profile where we could see it."""

    name: str
    times: list[int]
    pairs: list[tuple[int, int]]
    stations: dict[int, int]
    cycles: dict[int, int]
    profile: tuple[Fraction, ...]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def line(self) -> Line:
        return line(self.times, self.pairs)


def _read() -> dict[str, Public]:
    with (Path(__file__).parent / "scholl_1993.csv").open() as file:
        return {
            row["name"]: Public(
                row["name"],
                [int(time) for time in row["times"].split()],
                [
                    (int(earlier) - 1, int(later) - 1)
                    for earlier, _, later in (p.partition("-") for p in row["pairs"].split())
                ],
                _pairs(row["stations_by_takt"]),
                _pairs(row["cycle_by_stations"]),
                tuple(Fraction(one) for one in row["profile"].split()),
            )
            for row in csv.DictReader(file)
        }


def _pairs(text: str) -> dict[int, int]:
    return {int(given): int(best) for given, _, best in (pair.partition(":") for pair in text.split())}


PUBLIC = _read()
