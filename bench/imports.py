"""A large list of enterprises taken in: rows a processor second (machines are shared), against a bare read and a bare insert, and the memory it takes."""

import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import python_calamine
import xlsxwriter

from bench.site import ROOT, environment_of, genba
from bench.table import Line

HEADINGS = ("Name", "Country", "Region", "Town", "Address", "ISIC", "Counted on", "Worker: Woman", "Worker: Man")
TOWNS = ("Nairobi", "Thika", "Mombasa", "Nakuru")
WORDS = ("Amber", "Baobab", "Coral", "Dune", "Ember", "Fern", "Gable", "Harbour", "Iris", "Juniper", "Kite", "Lagoon")


def write(path: Path, rows: int) -> None:
    """A workbook of invented enterprises, no two of one name."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet("Enterprises")
    page.write_row(0, 0, HEADINGS)
    for n in range(1, rows + 1):
        name = f"{WORDS[n % 12]} {WORDS[n // 12 % 12]} Works {n}"
        page.write_row(n, 0, (name, "Kenya", "Region " + str(n % 9), TOWNS[n % 4], f"{n} Sample Street", "1410", "2026-03-01",
                              n % 80, n % 60))  # fmt: skip
    book.close()


def bare(path: Path, database: Path) -> tuple[float, float]:
    """Processor seconds to read the workbook with the same library and to insert its rows into one table, no more;
    and of these, to read."""
    began = time.process_time()
    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    read = time.process_time() - began
    line = sqlite3.connect(database)
    line.execute("PRAGMA journal_mode=WAL")
    line.execute("CREATE TABLE bare (a, b, c, d, e, f, g, h, i)")
    line.executemany("INSERT INTO bare VALUES (?,?,?,?,?,?,?,?,?)", rows[1:])
    line.commit()
    return time.process_time() - began, read


def bare_insert(before: Path, after: Path) -> float:
    """Processor seconds to insert, ready-made, every row that the import left behind, into the same tables with the same
    keys and indexes: what the database itself must do."""
    with closing(sqlite3.connect(after)) as done:
        tables = [name for (name,) in done.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {t: done.execute(f'SELECT rowid, * FROM "{t}"').fetchall() for t in tables if not t.startswith("sqlite_")}
    with closing(sqlite3.connect(before)) as line:
        line.execute("PRAGMA journal_mode=WAL")
        line.execute("PRAGMA synchronous=NORMAL")
        # Two constraints ask for a word that Django gives SQLite.
        line.create_function(
            "REGEXP", 2, lambda pattern, text: text is not None and re.search(pattern, str(text)) is not None
        )
        there = {t: line.execute(f'SELECT coalesce(max(rowid), 0) FROM "{t}"').fetchone()[0] for t in rows}
        new = {t: [row[1:] for row in found if row[0] > there[t]] for t, found in rows.items()}
        began = time.process_time()
        for table, found in new.items():
            if found:
                line.executemany(f'INSERT INTO "{table}" VALUES ({",".join("?" * len(found[0]))})', found)
        line.commit()
        return time.process_time() - began


def of_children() -> float:
    """Processor seconds of all processes that were started and have ended, and of those that they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cost_of(home: Path, file: Path, *options: str) -> tuple[float, float]:
    """Seconds of processor, and by the clock, that the command takes for a file."""
    before, began = of_children(), time.monotonic()
    done = subprocess.run([sys.executable, "-m", "genba.cli", "import", "enterprises", str(file), *options], cwd=ROOT,
                          env=environment_of(home), capture_output=True, text=True)  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    return of_children() - before, time.monotonic() - began


def run(quick: bool) -> Iterator[Line]:
    """In a home of its own. What the command takes to start is measured with a file of one row, and told apart."""
    rows = 5_000 if quick else 100_000
    with tempfile.TemporaryDirectory(prefix="genba-bench-") as place:
        home, file = Path(place) / "home", Path(place) / "list.xlsx"
        home.mkdir()
        write(file, rows)
        genba(home, "up", "--only-set-up")
        genba(home, "begin", "Bench", "--director", "Dana Muster", "--email", "dana@example.org")
        floor, read = bare(file, Path(place) / "bare.sqlite3")
        with (
            closing(sqlite3.connect(home / "genba.sqlite3")) as line,
            closing(sqlite3.connect(Path(place) / "before.sqlite3")) as copy,
        ):
            line.backup(copy)
        single = Path(place) / "single.xlsx"
        write(single, 1)
        start, _seconds = cost_of(home, single, "--dry-run")
        used, seconds = cost_of(home, file)
        # The largest of all children so far: of the command, or of the reader that it starts.
        written = bare_insert(Path(place) / "before.sqlite3", home / "genba.sqlite3")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield Line(f"import of {rows:,} enterprises from XLSX, a processor second", rows / (used - start), "rows", 20_000, True,
               f"{used:.1f} s of processor, {seconds:.1f} s by the clock; {start:.1f} s of it to start, not counted")  # fmt: skip
    yield Line("the same against a bare read and a bare insert of what it leaves behind", (read + written) / used, "×", 0.2,
               True, f"floor {read:.2f} s to read, {written:.2f} s to insert, keys and indexes with it")  # fmt: skip
    yield Line("the same against a bare read and insert into one table without keys", floor / used, "×", None,
               remark=f"floor {floor:.2f} s of processor")  # fmt: skip
    yield Line("memory of the import, all of it", peak, "MB", 300, remark="200 MB above the 100 MB of a server process")
