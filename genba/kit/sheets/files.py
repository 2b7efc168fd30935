"""What a file from a stranger is, judged by its content and refused before it can do harm."""

import stat
import zipfile
from enum import StrEnum
from pathlib import Path

from django.utils.translation import gettext as _

from genba.kit.refused import Refused

MEGABYTE = 1024 * 1024
LIMIT_BYTES = 100 * MEGABYTE
UNPACKED_LIMIT_BYTES = 600 * MEGABYTE  # what Excel itself packs tightest is about a tenth of this
PARTS_LIMIT = 5_000

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PICTURES_AND_PRINT = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"{\\rtf",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc",
)


class BadFile(Refused):
    """The file cannot be taken in at all; the sentence says why and what to do."""


class Form(StrEnum):
    """How a table can be written down."""

    CSV = "csv"
    XLSX = "xlsx"


def form_of(path: Path, *, limit_bytes: int = LIMIT_BYTES) -> Form:
    """Look at size and first bytes, never at the name. Raises BadFile when it is no table we take."""
    size = _size(path)
    if size == 0:
        raise BadFile(_("The file is empty. Check that it was saved, then send it again."))
    if size > limit_bytes:
        raise BadFile(
            _("The file has %(size)s MB; %(limit)s MB is the most we take. Split it into smaller files.")
            % {"size": f"{size / MEGABYTE:,.0f}", "limit": f"{limit_bytes / MEGABYTE:,.0f}"}
        )
    with path.open("rb") as file:
        start = file.read(512)
    if start.startswith(b"PK"):
        check_workbook(path)
        return Form.XLSX
    if start.startswith(OLD_OFFICE):
        raise BadFile(_old_office(path))
    if start.startswith(PICTURES_AND_PRINT):
        raise BadFile(_("This is no table but a picture, a document or an archive. Send a CSV or XLSX file."))
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype", b"<html", b"<?xml", b"<svg", b"<table")):
        raise BadFile(
            _("This is a web page and not a workbook, whatever its name says. Open it in Excel and save it as .xlsx.")
        )
    return Form.CSV


def check_workbook(path: Path) -> None:
    """Read only the list of contents of the archive. Raises BadFile when it is no workbook or unpacks too large."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise BadFile(broken()) from error
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise BadFile(locked())
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED_LIMIT_BYTES or len(parts) > PARTS_LIMIT:
        raise BadFile(
            _("The workbook would unpack to %(size)s MB; %(limit)s MB is the most we open. Split it into smaller files.")
            % {"size": f"{unpacked / MEGABYTE:,.0f}", "limit": f"{UNPACKED_LIMIT_BYTES / MEGABYTE:,.0f}"}
        )
    if "xl/workbook.bin" in names:
        raise BadFile(_("This is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx."))
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise BadFile(_("This is an archive but no Excel workbook. Send a CSV or XLSX file."))


def _size(path: Path) -> int:
    try:
        about = path.stat()
    except OSError as error:
        raise BadFile(_("There is no file “%(name)s”, or it may not be read.") % {"name": path.name}) from error
    if not stat.S_ISREG(about.st_mode):
        raise BadFile(_("“%(name)s” is not a file.") % {"name": path.name})
    return about.st_size


def _old_office(path: Path) -> str:
    """Excel wraps a workbook with a password in the old container, so the old container may be either."""
    tail = b""
    with path.open("rb") as file:
        while block := file.read(MEGABYTE):
            if ENCRYPTED in tail + block:
                return locked()
            tail = block[-len(ENCRYPTED) :]
    return _("This is a workbook of Excel 97–2003 (.xls). Open it in Excel and save it as .xlsx.")


def locked() -> str:
    """The sentence for a workbook with a password."""
    return _("The workbook is locked with a password. Open it, take the password off, save it and send it again.")


def broken() -> str:
    """The sentence for a workbook that no reader can open."""
    return _("The workbook is broken and cannot be opened. Open it in Excel, save it again as .xlsx, or send a CSV file.")
