"""The rows of a small file as they stand, headings and all, for what is judged elsewhere."""

from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from genba.kit.sheets.files import MEGABYTE, BadFile, Form, form_of
from genba.kit.sheets.sources import SheetSource, TextSource
from genba.kit.sheets.text_files import script_of
from genba.kit.sheets.workbook import Workbook

SMALL_BYTES = 5 * MEGABYTE
MOST_ROWS = 20_010


def plain_rows(path: Path, *, limit_bytes: int = SMALL_BYTES) -> list[list[Any]]:
    """Every row of a CSV file, or of the first sheet of a workbook. Raises BadFile with a sentence for its sender."""
    if form_of(path, limit_bytes=limit_bytes) is Form.CSV:
        source: TextSource | SheetSource = TextSource(path, script_of(path))
    else:
        book = Workbook(path)
        source = SheetSource(book, book.sheet_names[0])
    try:
        rows = [list(row.cells) for row in islice(source.rows(), MOST_ROWS)]
    finally:
        source.close()
    if len(rows) == MOST_ROWS:
        raise BadFile(_("The file has too many rows; %(most)s are the most we take here.") % {"most": MOST_ROWS - 10})
    return rows
