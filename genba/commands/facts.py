"""`genba facts`: how far the facts in columns are, bring them up to date, or read everything anew."""

import argparse
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _

from genba.commands import Answer
from genba.facts import follow, store
from genba.facts.store import Facts
from genba.impact.meanings import open_ones
from genba.impact.months import month_of
from genba.impact.tasks import notice_meanings
from genba.kit.columns import rows_in
from genba.kit.refused import Refused
from genba.programmes.curricula import curriculum

NAME = "facts"
HELP = "The facts in columns, from which figures of many enterprises are read: look, bring up to date, or work out anew."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="?",
        default="look",
        choices=["look", "follow", "rebuild", "parquet"],
        help="look (default) changes nothing; parquet writes them into --out for whatever else reads columns",
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--out", help="write into this file; for parquet, this folder")


def run(options: argparse.Namespace) -> Answer:
    """A rebuild replaces what is there at once, when it is complete; readers wait for nothing."""
    if options.what == "parquet":
        return _as_parquet(options)
    if options.what != "look":
        notice_meanings()
    facts = {"look": store.current, "follow": follow.follow, "rebuild": follow.rebuild}[options.what]()
    if facts is None:
        return Answer("No facts in columns yet. `genba facts rebuild` makes them.", {"version": None})
    row = as_row(facts)
    return Answer("\n".join(f"{name.replace('_', ' ')}: {value}" for name, value in row.items()), row)


def _as_parquet(options: argparse.Namespace) -> Answer:
    facts, to = store.current(), options.out
    if not to:
        raise Refused(_("Name the folder: --out FOLDER."), field="out")
    if facts is None:
        return Answer("No facts in columns yet. `genba facts rebuild` makes them.", {"version": None})
    try:
        from genba.facts import parquet
    except ImportError:
        raise Refused(_("Parquet needs the group “facts”: uv sync --group facts.")) from None
    parquet.write(facts, Path(to))
    options.out = None  # it is a folder, and written
    row = {"version": facts.named.version, "folder": to}
    return Answer(f"Version {facts.named.version} is in {to}.", row)


def _by_another_definition(facts: Facts) -> int:
    """Values that are kept, but compared with nothing: they were counted by the definition that their KPI had before."""
    known = {k.code: k.since for k in curriculum().indicators}
    since = [known.get(code) for code in facts.named.kpis]
    if not any(since):
        return 0
    first, rows = np.array([month_of(day) if day else 0 for day in since]), facts.observed.everything()
    return int((rows["starts"] < first[rows["kpi"]]).sum())


def as_row(facts: Facts) -> dict[str, object]:
    return {
        "version": facts.named.version, "made_at": facts.named.made_at, "folder": str(store.folder()),
        "observations": sum(rows_in(part.rows) for part in facts.observed.parts), "parts": len(facts.observed.parts),
        "takings": rows_in(facts.takings), "comparisons": rows_in(facts.comparisons),
        "observations_of_unknown_kpis_left_out": facts.named.unknown,
        "observations_by_another_definition": _by_another_definition(facts),
        "definitions_that_changed_without_a_day": len(open_ones()),
    }  # fmt: skip
