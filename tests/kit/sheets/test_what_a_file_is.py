"""A file is judged by its content, and a bad one is refused with a sentence before it does harm."""

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from genba.kit.refused import Refused
from genba.kit.sheets import BadFile, Form, open_table
from genba.kit.sheets.workbook import Workbook

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path, **options: Any) -> str:
    with pytest.raises(BadFile) as caught:
        open_table(path, **options)
    return caught.value.reason


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def test_a_workbook_named_csv_is_still_a_workbook(book: Any) -> None:
    path = book(name="list.csv", List=[["Name"], ["Alpha"]])

    with open_table(path) as table:
        form = table.form

    assert form is Form.XLSX


def test_a_text_named_xlsx_is_still_a_text(text_file: Any) -> None:
    path = text_file("Name,Country\nAlpha,VN\n", name="list.xlsx")

    with open_table(path) as table:
        rows = list(table.rows())

    assert table.form is Form.CSV
    assert rows[0].cells == ["Alpha", "VN"]


def test_a_file_of_two_gigabytes_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 2 * 1024**3)

    reason = refusal(path)

    assert reason == "The file has 2,048 MB; 100 MB is the most we take. Split it into smaller files."


def test_a_missing_file_an_empty_one_and_a_folder_are_named(tmp_path: Path, text_file: Any) -> None:
    missing, empty, folder = tmp_path / "no.csv", text_file(""), tmp_path

    reasons = [refusal(path) for path in (missing, empty, folder)]

    assert "no.csv" in reasons[0]
    assert "empty" in reasons[1]
    assert "is not a file" in reasons[2]


def test_a_broken_workbook_is_refused(book: Any) -> None:
    path = book(List=[["Name"], ["Alpha"]])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])

    reason = refusal(path)

    assert reason.startswith("The workbook is broken")


def test_a_workbook_with_garbage_inside_is_refused(book: Any, tmp_path: Path) -> None:
    good = book(List=[["Name"], ["Alpha"]])
    path = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.namelist():
            data = source.read(part)
            target.writestr(part, b"\x00<<<<" * 20 if part == "xl/workbook.xml" else data)

    reason = refusal(path)

    assert reason.startswith("The workbook")


def test_a_locked_workbook_asks_for_its_password_to_be_taken_off(text_file: Any) -> None:
    container = OLD_OFFICE + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500
    path = text_file(container, name="locked.xlsx")

    reason = refusal(path)

    assert "locked with a password" in reason


def test_a_workbook_of_old_excel_is_told_what_to_do(text_file: Any) -> None:
    path = text_file(OLD_OFFICE + b"\0" * 3000, name="old.xls")

    reason = refusal(path)

    assert "save it as .xlsx" in reason


def declare(path: Path, part: str, size: int) -> None:
    """Make the archive say that a part unpacks to this size: in the list of contents and before the part."""
    data = bytearray(path.read_bytes())
    entry = data.index(part.encode(), data.index(b"PK\x01\x02")) - 46
    local = int.from_bytes(data[entry + 42 : entry + 46], "little")
    for place in (entry + 24, local + 22):
        data[place : place + 4] = size.to_bytes(4, "little")
    path.write_bytes(bytes(data))


def test_a_zip_bomb_is_refused_by_what_it_says_of_itself(book: Any) -> None:
    path = book(List=[["Name"], ["Alpha"]])
    declare(path, "xl/worksheets/sheet1.xml", 3 * 1024**3)

    reason = refusal(path)

    assert "would unpack to 3,072 MB" in reason


def test_a_bomb_that_lies_about_its_size_harms_nobody(book: Any, tmp_path: Path) -> None:
    honest = book(List=[["Name"], ["Alpha"]])
    path = tmp_path / "liar.xlsx"
    with zipfile.ZipFile(honest) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            filling = b"<row/>" * 20_000_000 if part == "xl/worksheets/sheet1.xml" else b""
            target.writestr(part, source.read(part).replace(b"<sheetData>", b"<sheetData>" + filling))
    declare(path, "xl/worksheets/sheet1.xml", 900)

    reason = refusal(path)

    assert reason.startswith("The workbook")


def test_two_cells_in_far_corners_are_refused_and_this_process_lives(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "corners.xlsx"
    made = xlsxwriter.Workbook(str(path))
    page = made.add_worksheet()
    page.write(0, 0, "Name")
    page.write(1_048_575, 16_383, "far away")
    made.close()

    reason = refusal(path)

    assert "far to the right or far below" in reason


def test_a_workbook_that_takes_too_long_is_given_up(book: Any) -> None:
    path = book(List=[["Name"]] + [[f"Firm {n}"] for n in range(3000)])

    with Workbook(path, seconds=1) as opened, pytest.raises(BadFile) as caught:
        opened.sheet("List")
        for _again in range(100_000):
            list(opened.rows())

    assert "takes too long" in caught.value.reason


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7 ...", "picture, a document"),
        (b"\x89PNG\r\n\x1a\n....", "picture, a document"),
        (b"<html><table><tr><td>Name</td></tr></table>", "web page"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "web page"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00", "no text and no workbook"),
        (archive(mimetype=b"application/epub+zip"), "no Excel workbook"),
        (archive(**{"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"x"}), "binary workbook"),
        (b"PK\x03\x04 and then nothing", "broken"),
        (b"\n\n  \n", "no table"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(text_file: Any, content: bytes, words: str) -> None:
    path = text_file(content, name="list.xlsx")

    reason = refusal(path)

    assert words in reason


def test_a_workbook_without_a_filled_sheet_holds_no_table(book: Any) -> None:
    path = book(Empty=[], Blank=[["", " "]])

    reason = refusal(path)

    assert "no visible sheet has a row with headings" in reason


def test_a_refusal_is_one_that_the_whole_product_understands(text_file: Any) -> None:
    path = text_file("")

    with pytest.raises(Refused):
        open_table(path)
