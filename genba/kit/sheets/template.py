"""An empty table to fill in, with its instructions: what we send to people who will send it back."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.kit.sheets.columns import Column, Kind
from genba.kit.sheets.export import export_csv, sheet_name
from genba.kit.sheets.headings import EXAMPLE_MARK
from genba.kit.sheets.writing import SAFE

FILLED_ROWS = 5_000  # as many rows get a list to choose from
LIST_LETTERS = 255  # of a list inside a cell's own rule, by Excel

HOW: dict[Kind, Any] = {
    Kind.TEXT: _l("Text"),
    Kind.WHOLE: _l("A whole number"),
    Kind.NUMBER: _l("A number"),
    Kind.MONEY: _l("An amount, without its currency"),
    Kind.DATE: _l("A date, as year-month-day"),
    Kind.CHOICE: _l("One of a list"),
    Kind.YES_NO: _l("Yes or no"),
    Kind.EMAIL: _l("An e-mail address"),
    Kind.PHONE: _l("A phone number"),
    Kind.COUNTRY: _l("A country, by name or two letters"),
}


def template_csv(columns: Sequence[Column]) -> Iterator[bytes]:
    """The headings and the example row."""
    return export_csv([_examples(columns)], columns)


def template(columns: Sequence[Column], out: Path, *, title: str, instructions: Sequence[str]) -> None:
    """Write a workbook: a sheet to fill in (headings, lists, notes, one marked example) and one that explains it."""
    import xlsxwriter  # only who asks for a workbook pays for the library

    book = xlsxwriter.Workbook(str(out), SAFE)
    try:
        page = book.add_worksheet(sheet_name(title))
        _headings(book, page, columns)
        _example(book, page, columns)
        lists = [column for column in columns if _options(column)]
        sources = _lists(book, lists)
        for place, column in enumerate(columns):
            _rule(page, place, column, sources.get(column.name))
        _instructions(book, columns, title, instructions)
        page.activate()
    finally:
        book.close()


def _headings(book: Any, page: Any, columns: Sequence[Column]) -> None:
    look = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
    plain, needed = book.add_format(look), book.add_format({**look, "bg_color": "#FFF1C9"})
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    page.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        label = str(column.label)
        form = {Kind.DATE: day}.get(Kind(column.kind), text if _is_text(column) else None)
        page.set_column(place, place, max(14, min(36, len(label) + 4)), form)
        page.write_string(0, place, f"{label} *" if column.required else label, needed if column.required else plain)
        page.write_comment(0, place, _note(column), {"author": "", "x_scale": 2})


def _is_text(column: Column) -> bool:
    """Codes and phone numbers keep their zeros only where the cell is text."""
    return column.kind in (Kind.TEXT, Kind.PHONE, Kind.EMAIL)


def _example(book: Any, page: Any, columns: Sequence[Column]) -> None:
    grey = book.add_format({"italic": True, "font_color": "#6B6B6B", "num_format": "@"})
    for place, value in enumerate(_examples(columns)):
        page.write_string(1, place, value, grey)


def _examples(columns: Sequence[Column]) -> list[str]:
    values = [_example_of(column) for column in columns]
    return [f"{EXAMPLE_MARK} {values[0]}".rstrip(), *values[1:]] if values else []


def _example_of(column: Column) -> str:
    if column.example not in ("", None):
        return str(column.example)
    options = _options(column)
    return options[0] if options else ""


def _options(column: Column) -> list[str]:
    if column.kind == Kind.YES_NO:
        return [_("yes"), _("no")]
    return [str(label) for _value, label in column.choices]


def _lists(book: Any, columns: Sequence[Column]) -> dict[str, Any]:
    """Where each list of choices stands: in the rule itself if short, on a hidden sheet if long."""
    from xlsxwriter.utility import xl_col_to_name

    sources: dict[str, Any] = {}
    page = None
    for column in columns:
        options = _options(column)
        if len(",".join(options)) <= LIST_LETTERS and not any("," in option for option in options):
            sources[column.name] = options
            continue
        if page is None:
            page, used = book.add_worksheet(sheet_name(_("Lists"))), 0
            page.hide()
        for row, option in enumerate(options):
            page.write_string(row, used, option)
        letter = xl_col_to_name(used, col_abs=True)
        sources[column.name] = f"='{page.get_name()}'!{letter}$1:{letter}${len(options)}"
        used += 1
    return sources


def _rule(page: Any, place: int, column: Column, source: Any) -> None:
    kind = Kind(column.kind)
    rule: dict[str, Any] = {"ignore_blank": True, "error_title": _("Please check"), "error_message": _note(column)[:255]}
    if source is not None:
        rule |= {"validate": "list", "source": source}
    elif kind in (Kind.WHOLE, Kind.NUMBER, Kind.MONEY):
        rule |= {"validate": "integer" if kind is Kind.WHOLE else "decimal"} | _range(column)
    else:
        return
    page.data_validation(2, place, FILLED_ROWS, place, rule)


def _range(column: Column) -> dict[str, Any]:
    low = -1e15 if column.minimum is None else float(column.minimum)
    high = 1e15 if column.maximum is None else float(column.maximum)
    return {"criteria": "between", "minimum": low, "maximum": high}


def _note(column: Column) -> str:
    needed = _("Needed in every row.") if column.required else _("May stay empty.")
    parts = [str(column.help), f"{HOW[Kind(column.kind)]}.", needed]
    if column.example not in ("", None):
        parts.append(_("Example: %(example)s") % {"example": column.example})
    return " ".join(part for part in parts if part)


def _instructions(book: Any, columns: Sequence[Column], title: str, instructions: Sequence[str]) -> None:
    page = book.add_worksheet(sheet_name(_("Instructions")))
    bold, wrap = book.add_format({"bold": True, "font_size": 14}), book.add_format({"text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "bottom": 1})
    page.set_column(0, 0, 30, wrap)
    page.set_column(1, 3, 44, wrap)
    page.write_string(0, 0, title, bold)
    lines = [
        *instructions,
        _("The row that begins with %(mark)s is an example and is not read; write below it.") % {"mark": EXAMPLE_MARK},
        _("Columns with * are needed in every row. Leave a cell empty if you do not know; do not write 0."),
    ]
    for row, line in enumerate(lines, start=2):
        page.merge_range(row, 0, row, 3, "", wrap)
        page.write_string(row, 0, str(line), wrap)
    top = len(lines) + 3
    for place, text in enumerate((_("Column"), _("What it means"), _("How to write it"), _("Choices"))):
        page.write_string(top, place, text, head)
    for row, column in enumerate(columns, start=top + 1):
        needed = f"{column.label} *" if column.required else str(column.label)
        how = str(HOW[Kind(column.kind)])
        if column.example not in ("", None):
            how += ". " + _("Example: %(example)s") % {"example": column.example}
        for place, text in enumerate((needed, str(column.help), how, ", ".join(_options(column)))):
            page.write_string(row, place, text, wrap)
