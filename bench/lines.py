"""The public lines balanced: every takt and every number of stations that they were published with.

python -m bench lines prints one row for a line; python -m bench.lines [NAME …] prints each search. The search is the same however
long it may take, so one that is proved within the short limit is not done again with the long one.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.table import Line
from genba.science.line_balance import Balance, for_stations, for_takt
from tests.science.lines import PUBLIC, Public

SHORT, LONG = 5.0, 60.0  # seconds


@dataclass(frozen=True)
class Try:
    """One search: the takt or the number of stations given, the published optimum, and what was found within each limit."""

    given: int
    published: int
    short: Balance
    long: Balance
    seconds: float

    @property
    def is_as_published(self) -> bool:
        return self.long.is_proved and self.long.value == self.published

    @property
    def above(self) -> int:
        """How far above the published optimum the short search ended."""
        return self.short.value - self.published


def tried(public: Public, search: Callable[..., Balance], published: dict[int, int]) -> Iterator[Try]:
    for given, best in published.items():
        began = time.perf_counter()
        short = long = search(public.line, given, SHORT)
        seconds = time.perf_counter() - began
        if not short.is_proved:
            began = time.perf_counter()
            long = search(public.line, given, LONG)
            seconds = time.perf_counter() - began
        yield Try(given, best, short, long, seconds)


def problems(names: list[str]) -> Iterator[tuple[Public, str, list[Try]]]:
    for public in PUBLIC.values():
        if names and public.name not in names:
            continue
        yield public, "fewest stations", list(tried(public, for_takt, public.stations))
        if public.cycles:
            yield public, "shortest cycle", list(tried(public, for_stations, public.cycles))


def run(quick: bool) -> Iterator[Line]:
    for public, sought, tries in problems(["Mertens", "Buxey"] if quick else []):
        proved = sum(one.is_as_published for one in tries)
        soon = sum(one.short.is_proved for one in tries)
        yield Line(
            f"{public.name}, {len(public.times)} tasks, {sought}: longest of {len(tries)} searches",
            max(one.seconds for one in tries), "s", LONG,
            remark=f"{proved} proved as published, {soon} of them in {SHORT:g} s, where the worst is {max(one.above for one in tries)} above",
        )  # fmt: skip


def main() -> int:
    print(
        f"| Line | Given | Published | Found in {SHORT:g} s | Found in {LONG:g} s | Proved | Seconds |\n|---|---:|---:|---:|---:|---|---:|"
    )
    for public, sought, tries in problems(sys.argv[1:]):
        for one in tries:
            told = "yes" if one.long.is_proved else f"at least {one.long.bound}"
            print(f"| {public.name}, {sought} | {one.given} | {one.published} | {one.short.value} | {one.long.value} | {told} | {one.seconds:.2f} |",
                  flush=True)  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
