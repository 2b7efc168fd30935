"""The panel as one ZIP: each table as CSV and as Parquet, the codebook, and a README that says what is not in it."""

import csv
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db import transaction

from genba.access.models import User
from genba.audit.actions import System
from genba.impact.actions import panels
from genba.impact.models import PanelExport
from genba.kit.sheets import Column, export_csv
from genba.reports.panel import rows as read
from genba.reports.panel.columns import CODEBOOK, PARQUET, TABLES, codebook
from genba.reports.panel.hiding import Masks, masks_of
from genba.science.anonymity import SOURCE

READERS: Final[dict[str, Callable[[Masks], Iterator[list[Any]]]]] = {
    "enterprises": read.enterprises, "trainings": read.trainings, "panel": read.panel, "practices": read.practices,
    "savings": read.savings, "kpis": read.kpis,
}  # fmt: skip


def hand_out(*, by: User | System, why: str, country: str = "", like: str = "") -> tuple[PanelExport, IO[bytes]]:
    """Write down that the panel is handed out, and make it; see `panels.export`. Refused where fewer enterprises than the
    threshold would be in it, and then nothing is written down."""
    with transaction.atomic():
        export = panels.export(by=by, why=why, country=country, like=like)
        masks = masks_of(export)
    return export, panel_file(masks)


def panel_file(masks: Masks) -> IO[bytes]:
    """The file of these enterprises, from what the programme knows now; at its beginning, to be read."""
    n = dict[str, int]()
    made = tempfile.TemporaryFile()  # noqa: SIM115  # whoever reads it closes it
    with tempfile.TemporaryDirectory() as folder, ZipFile(made, "w", ZIP_DEFLATED) as zipped:
        for table in TABLES:
            guarded, plain = Path(folder, f"{table}.csv"), Path(folder, f"{table}.plain")
            n[table] = _write(table, READERS[table](masks), guarded, plain)
            zipped.write(guarded, f"{table}.csv")
            zipped.write(_parquet(table, plain, Path(folder, f"{table}.parquet")), f"{table}.parquet")
        zipped.writestr("codebook.csv", b"".join(export_csv(codebook(), [Column(name, name) for name in CODEBOOK])))
        zipped.writestr("README.txt", readme(masks, n))
    made.seek(0)
    return made


def _write(table: str, rows: Iterator[list[Any]], guarded: Path, plain: Path) -> int:
    """Both forms in one pass: for spreadsheets, where no cell may run, and as it is, which Parquet is made from."""
    n = 0
    with plain.open("w", newline="") as as_it_is, guarded.open("wb") as out:
        writer = csv.writer(as_it_is)
        writer.writerow([field.name for field in TABLES[table]])

        def passing() -> Iterator[list[Any]]:
            nonlocal n
            for row in rows:
                n += 1
                writer.writerow(["" if cell is None else repr(cell) if isinstance(cell, float) else cell for cell in row])
                yield row

        out.writelines(export_csv(passing(), [Column(field.name, field.name) for field in TABLES[table]]))
    return n


def _parquet(table: str, plain: Path, out: Path) -> Path:
    """The same rows as Parquet, with their types; an empty text is none."""
    import duckdb  # only who hands out a panel pays for the library

    types = ", ".join(f"'{field.name}': '{PARQUET[field.kind]}'" for field in TABLES[table])
    with duckdb.connect(":memory:") as base:
        form = f"header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', columns = {{{types}}}"
        base.execute(f"COPY (SELECT * FROM read_csv(?, {form})) TO '{_quoted(out)}' (FORMAT parquet)", [str(plain)])  # noqa: S608  # names of ours
    return out


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def readme(masks: Masks, n: dict[str, int]) -> str:
    """What the file is, of which day, what is not in it and why, and how it may be read."""
    export, counts, threshold = masks.export, masks.counts, max(3, settings.SMALL_GROUP)
    hidden = "; ".join(f"{name} of {n}" for name, n in masks.hidden.items())
    lines = [
        f"Panel of enterprises for an evaluation, export {export.code}, {_day(export.exported_at)}",
        "DEMONSTRATION: every enterprise in it is invented." if settings.DEMO else "",
        f"Handed out for: {' '.join(export.why.split())}",
        f"Country: {export.country_id or 'all'}",
        "", "TABLES, each as .csv and as .parquet; every column is explained in codebook.csv",
        *(f"- {table}: {rows} rows" for table, rows in n.items()),
        "", "WHAT IS NOT IN IT, AND WHY",
        "- Names, addresses, places, codes, exact days and words that people wrote: never handed out.",
        f"- {read.merged(masks)} records that turned out to be an enterprise that is in it: each is counted once, with all its values.",
        f"- {counts['unknown-kpi']} entries of KPIs that no module defines any more: what they mean cannot be said.",
        f"- {counts['savings-hidden']} savings of enterprises whose country is hidden: their currency would tell it.",
        "- What enterprises share with brands, and what they took back, is not read: no value in here rests on that consent.",
        "", "WHAT IS IN IT AND MARKED",
        f"- {counts['withdrawn']} trainings that ended early (left_month). Leaving them out would make the training look better.",
        f"- {counts['not-tracked']} periods that are not tracked (is_tracked = no), without values.",
        f"- {counts['not-believed']} periods with an unusual value that no reviewer approved (is_believed = no): the programme's own "
        "figures leave them out.",
        f"- {counts['other-definition']} periods counted by a definition that the KPI had before (is_by_todays_definition = no): "
        "compare them with none of today's.",
        "", "WHAT WAS HIDDEN",
        f"- Country, region, section, size and women: a combination of fewer than {threshold} enterprises loses region, then women, "
        f"section, size and (of a panel of all countries) country, until it is that of {threshold} or more, or of none. Hidden (*): {hidden}.",
        f"  Rule: k-anonymity, k = {threshold}; {SOURCE}.",
        "- Where the country is hidden, provider and savings are hidden too.",
        "- Pseudonyms are keyed hashes (HMAC, SHA-256) with a secret of the installation and a salt of this export: they are stable "
        "within it, and join with another export only where that was asked for.",
        "- What remains: whoever knows one value of an enterprise, or its month of training and provider, can look for it; "
        "KPIs that count people or output tell more of the size than its class. Keep the "
        "file as an agreement on data demands, pass it on to nobody, and publish no group under the threshold.",
    ]  # fmt: skip
    return "\n".join(line for place, line in enumerate(lines) if line or place > 1) + "\n"


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d}"
