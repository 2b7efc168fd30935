"""Opens a stranger's workbook in a process of its own, with a ceiling on memory and time.

The library below lays out a sheet as one block from its first to its last cell. A file of five kilobytes with a cell
in each far corner therefore asks for 500 GB, and the process that asked is aborted. Here only this process dies, and
the sheet's memory goes back to the system when the work is done. It imports nothing of ours, so it starts at once.

It reads one JSON request a line and answers with pickled objects; a list of rows ends with None.
"""

import json
import pickle
import resource
import sys
from typing import Any, BinaryIO

import python_calamine

BATCH = 500


def main() -> None:
    """Serve until the other side hangs up."""
    memory, seconds = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout.buffer
    serve(out)


def serve(out: BinaryIO) -> None:
    """Answer requests: open → names of visible sheets; sheet → where it begins and its merged cells; rows."""
    workbook: Any = None
    sheet: Any = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["do"] == "open":
                workbook = python_calamine.CalamineWorkbook.from_path(request["path"])
                send(out, [about.name for about in workbook.sheets_metadata if is_table(about)])
            elif request["do"] == "sheet":
                if sheet is None or sheet.name != request["name"]:
                    sheet = None
                    sheet = workbook.get_sheet_by_name(request["name"])
                first = sheet.start[1] if sheet.start else 0
                send(out, (first, sheet.merged_cell_ranges or []))
            else:
                send_rows(out, sheet, request["most"])
        except python_calamine.PasswordError:
            send(out, {"failed": "password"})
        except MemoryError:
            send(out, {"failed": "memory"})
        except Exception as error:
            send(out, {"failed": "broken", "why": str(error)})


def is_table(about: Any) -> bool:
    """A sheet of cells that the owner of the workbook can see."""
    kinds, sights = python_calamine.SheetTypeEnum, python_calamine.SheetVisibleEnum
    return bool(about.typ == kinds.WorkSheet and about.visible == sights.Visible)


def send_rows(out: BinaryIO, sheet: Any, most: int | None) -> None:
    """Rows from the first of the sheet on, empty ones too, in batches."""
    batch = []
    for count, row in enumerate(sheet.iter_rows()):
        if most is not None and count >= most:
            break
        batch.append([without_nul(cell) if type(cell) is str else cell for cell in row])
        if len(batch) == BATCH:
            send(out, batch)
            batch = []
    send(out, batch)
    send(out, None)


def without_nul(text: str) -> str:
    """A workbook can hold the character 0, which is no letter anywhere and which no database keeps."""
    return text.replace("\0", "") if "\0" in text else text


def send(out: BinaryIO, answer: Any) -> None:
    """One object, at once."""
    pickle.dump(answer, out, protocol=5)
    out.flush()


if __name__ == "__main__":
    main()
