"""How a stranger's file is to be read: which heading is which column, what every row has, what a word stands for.

From flags, or from a small YAML or JSON file. The file is either plain lines of `Their heading: our_column`, or has
these parts, each of which may be left out:

    columns: {Factory name: name, Remarks: }        # nothing: leave the column out
    set: {country: KE}                              # for rows that say nothing themselves
    replace: {part: {sweing: sewing}}               # what a cell says → what it means, by our column
    values:                                         # observations only: several KPIs in one row, of headings or numbers
      - {indicator: overtime-per-worker, numerator: over_time, denominator: no_of_workers}
      - {indicator: work-in-progress, numerator: wip, denominator: 1}
    part: [department, team_no]                     # observations only: headings whose words together name the part

In `replace` and `set`, a heading that stands in `values` or `part` is the name of its own column.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from genba.kit.sheets import BadFile, Headings, mapping_from_flags
from genba.kit.sheets.headings import checked_mapping, read_mapping

PARTS = {"columns", "set", "replace", "values", "part"}


@dataclass(frozen=True)
class Directions:
    """See the module. `sheet`, `dates` and `encoding` are as `open_table` and `read_records` take them."""

    columns: Headings = field(default_factory=dict)
    set: Mapping[str, str] = field(default_factory=dict)
    replace: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    values: tuple[Mapping[str, Any], ...] = ()
    part: tuple[str, ...] = ()
    sheet: str | None = None
    dates: str | None = None
    encoding: str | None = None


def directions(
    *, maps: Iterable[str] = (), sets: Iterable[str] = (), file: Path | None = None, sheet: str | None = None,
    dates: str | None = None, encoding: str | None = None,
) -> Directions:  # fmt: skip
    """From flags (`Their heading=our_column`, `our_column=value`) and a mapping file; flags win. Raises BadFile."""
    said: dict[str, Any] = read_mapping(file) if file else {}
    if not (said.keys() <= PARTS and any(isinstance(part, dict | list) for part in said.values())):
        said = {"columns": said}
    _check(said)
    columns = {**checked_mapping(said.get("columns") or {}), **mapping_from_flags(maps)}
    fixed = {str(name): str(value) for name, value in (said.get("set") or {}).items()}
    fixed |= {name: value or "" for name, value in _pairs(sets).items()}
    return Directions(columns, fixed, said.get("replace") or {}, tuple(said.get("values") or ()),
                      tuple(said.get("part") or ()), sheet, dates, encoding)  # fmt: skip


def _pairs(flags: Iterable[str]) -> dict[str, str]:
    pairs = {}
    for flag in flags:
        name, sign, value = flag.partition("=")
        if not sign or not name.strip():
            raise BadFile(_("“%(flag)s” gives no column its value. Write “our_column=value”.") % {"flag": flag})
        pairs[name.strip()] = value.strip()
    return pairs


def _check(said: Mapping[str, Any]) -> None:
    """The parts have the shapes that the module describes."""
    for part in ("columns", "set", "replace"):
        if not isinstance(said.get(part) or {}, dict):
            raise BadFile(_("In the mapping, “%(part)s” must be lines of “name: value”.") % {"part": part})
    if not all(isinstance(words, dict) for words in (said.get("replace") or {}).values()):
        raise BadFile(
            _("In the mapping, “replace” must have, for each column, lines of “what stands there: what it means”.")
        )
    values = said.get("values") or []
    if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
        raise BadFile(
            _("In the mapping, “values” must be a list; each line of it has indicator, numerator and denominator.")
        )
    headings = said.get("part") or []
    if not isinstance(headings, list) or not all(isinstance(heading, str) for heading in headings):
        raise BadFile(_("In the mapping, “part” must be a list of headings of the file."))
