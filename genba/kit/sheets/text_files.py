"""Tables as text: which encoding, which separator, and the rows one after the other.

Taken as they are: UTF-8 with or without its mark, and UTF-16 with its mark (what Excel calls "Unicode text"). Anything
else is refused with the line and the byte, because every old encoding can be read as every other one: a Chinese list
read as Windows-1252 is not an error but three thousand wrong names. Whoever knows the encoding can say it.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from genba.kit.sheets.files import MEGABYTE, BadFile

SEPARATORS = (",", ";", "\t", "|")
SNIFFED_RECORDS = 50
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class Script:
    """How a text file is written."""

    encoding: str
    separator: str
    skip: int = 0  # lines before the table: Excel's own "sep=;"


def script_of(path: Path, *, encoding: str | None = None) -> Script:
    """Find out encoding and separator; the whole file is decoded once. Raises BadFile where it cannot be."""
    found = encoding or _encoding(path)
    _check(path, found)
    with path.open(encoding=found, newline="") as file:
        first = file.readline(64).strip()
        if first.lower().startswith("sep=") and len(first) == 5:
            return Script(found, first[4], skip=1)
    return Script(found, _separator(path, found))


def records(path: Path, script: Script) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each record; the number is the row that a spreadsheet shows."""
    with path.open(encoding=script.encoding, newline="") as file:
        for _line in range(script.skip):
            file.readline()
        number = 0
        try:
            for number, cells in enumerate(csv.reader(file, delimiter=script.separator, strict=True), start=1):
                yield number, cells
        except csv.Error as error:
            raise BadFile(
                _(
                    "Row %(row)s cannot be read: a quotation mark is open or in the wrong place. Put "
                    "quotation marks "
                    "around the whole cell and write those inside it twice, or send an XLSX file."
                )
                % {"row": number + 1}
            ) from error


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4096)
    for mark, name in MARKS:
        if start.startswith(mark):
            return name
    if b"\0" in start:
        wide = start[1:200:2].count(0) > 60 or start[0:200:2].count(0) > 60
        raise BadFile(
            _("The text looks like UTF-16 without its mark. Save it again as “CSV UTF-8”.")
            if wide
            else _("This is no text and no workbook. Send a CSV or XLSX file.")
        )
    return "utf-8"


def _check(path: Path, encoding: str) -> None:
    """Decode all of it, so that nothing is half-read when the fault comes on the last line."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError as error:
        raise BadFile(_("We do not know the encoding “%(name)s”.") % {"name": encoding}) from error
    before, line = 0, 1
    with path.open("rb") as file:
        while True:
            block = file.read(MEGABYTE)
            held = decoder.getstate()[0]
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                raise _undecodable(error, encoding, line, before - len(held)) from error
            if "\0" in text:
                raise BadFile(_("This is no text and no workbook. Send a CSV or XLSX file."))
            if not block:
                return
            before += len(block)
            line += text.count("\n")


def _undecodable(error: UnicodeDecodeError, encoding: str, line: int, offset: int) -> BadFile:
    data = error.object
    line += data.count(b"\n", 0, error.start)
    fault = data[error.start]
    words = {
        "line": line,
        "byte": offset + error.start + 1,
        "value": f"0x{fault:02X}",
        "encoding": encoding.upper(),
    }
    sentence = (
        _("Line %(line)s is not written in %(encoding)s: byte %(byte)s of the file (%(value)s) is no letter there.") % words
    )
    guess = _as_windows(data, error.start)
    if guess and encoding.startswith("utf-8"):
        sentence += " " + _("As Windows-1252 it would read “%(text)s”.") % {"text": guess}
    remedy = _("In Excel choose “Save as” and “CSV UTF-8”, or send an XLSX file, or name the encoding.")
    return BadFile(f"{sentence} {remedy}")


def _as_windows(data: bytes, fault: int) -> str:
    """What the bytes around the fault would say in the encoding of older Excel, if it says letters."""
    begin = max(data.rfind(b"\n", 0, fault) + 1, fault - 12)
    end = data.find(b"\n", fault)
    near = data[begin : min(fault + 12, len(data) if end < 0 else end)]
    try:
        return near.decode("cp1252").strip(" ,;\t\r\"'")
    except UnicodeDecodeError:
        return ""


def _separator(path: Path, encoding: str) -> str:
    """The separator that cuts the first records into the most columns, most evenly."""
    best, most = ",", 1.0
    for separator in SEPARATORS:
        widths: Counter[int] = Counter()
        try:
            for _number, cells in records(path, Script(encoding, separator)):
                if any(cells):
                    widths[len(cells)] += 1
                if widths.total() == SNIFFED_RECORDS:
                    break
        except BadFile:
            if not widths:
                continue
        (width, count) = widths.most_common(1)[0] if widths else (1, 1)
        score = width * count / max(1, widths.total()) if width > 1 else 1.0
        if score > most:
            best, most = separator, score
    return best
