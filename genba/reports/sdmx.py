"""The figures that everybody may see, in the shape in which statistical offices exchange theirs: one value a row.

The rows are those of `open_data.figures`, hidden in the same way; nothing is read or worked out anew.
"""

from collections.abc import Iterator
from typing import Any, Final

from genba.directory.places import NO_COUNTRY
from genba.kit.sheets import Column, export_csv
from genba.reports.open_data import figures
from genba.reports.sdmx_words import COLUMNS, DATAFLOW, OF_SEX, STATUS, TOTAL

COLUMN_OF: Final = {"country": "REF_AREA", "module": "MODULE", "size": "SIZE", "sector": "SECTOR", "sex": "SEX", "role": "ROLE",
                    "currency": "CURRENCY", "owned": "OWNED"}  # fmt: skip


def observations() -> Iterator[dict[str, Any]]:
    """One row for each figure; of a KPI two, the share that improved and the change in the middle. See COLUMNS."""
    for row in figures():
        yield _observation(row, row["measure"], row["value"], row["low"], row["high"], row["withheld"])
        if row["measure"] == "share-improved":
            middle, hidden = row["median"], row["withheld"]
            why = "" if middle is not None else hidden if hidden in ("small-group", "too-few") else "too-few"
            yield _observation(row, "change-median", middle, row["median_low"], row["median_high"], why)


def _observation(row: dict[str, Any], measure: str, value: Any, low: Any, high: Any, withheld: str) -> dict[str, Any]:
    split = dict.fromkeys(COLUMN_OF.values(), TOTAL)
    if row["by"] != "whole":
        split[COLUMN_OF[row["by"]]] = code_of(row["by"], row["part"])
    found = {
        "DATAFLOW": DATAFLOW, "INDICATOR": row["indicator"], "MEASURE": measure, "TIME_PERIOD": row["worked_out_at"][:10],
        "OBS_VALUE": value, "UNIT_MEASURE": row["currency"] or row["unit"], "OBS_STATUS": STATUS[withheld],
        "N": row["n"], "CONF_LOW": low, "CONF_HIGH": high, "WITHHELD": withheld, **split,
    }  # fmt: skip
    return {name: found[name] for name in COLUMNS}


def code_of(by: str, part: str) -> str:
    """The code of a part, by the lists of SDMX where they have one."""
    if by == "sex":
        return OF_SEX.get(part, "_U")
    if part in ("unknown", "not-stated", "", NO_COUNTRY):
        return "_U"
    return part.upper() if by in ("size", "role", "owned") else part


def figures_sdmx() -> bytes:
    """All rows as CSV."""
    columns = [Column(name, name) for name in COLUMNS]
    return b"".join(export_csv([list(row.values()) for row in observations()], columns))
