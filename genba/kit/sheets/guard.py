"""No cell of ours is run by a spreadsheet, and what goes out comes back the same.

A spreadsheet takes text that begins with = + - @, a tab or a line end (and their full-width forms) for a formula.
In CSV such text goes out with an apostrophe before it; our importer takes one apostrophe off again. In XLSX the cell
has the type text, which no spreadsheet runs, and needs no apostrophe. Numbers are numbers in both.
"""

import re

STARTS = "=+-@\t\r\n＝＋－＠"
GUARDED = re.compile(rf"'+[{re.escape(STARTS)}]")
DANGEROUS = re.compile(rf"'*[{re.escape(STARTS)}]")
PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?$")


def guard(text: str) -> str:
    """Text as it goes into a CSV file."""
    return "'" + text if DANGEROUS.match(text) else text


def unguard(text: str) -> str:
    """Text as it was before `guard`."""
    return text[1:] if GUARDED.match(text) else text
