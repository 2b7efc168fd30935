"""The form of a tool, made from its declaration: a field for each input, and what is wrong beside it."""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from genba.curriculum.tools import NotUsable, Problem, Tool
from genba.curriculum.tools import problems as p
from genba.curriculum.tools.inputs import Choice, Day, Group, Input, Listed, Lists, Number, Table, Text, YesNo
from genba.kit.refused import Refused
from genba.kit.sheets.plain import plain_rows
from genba.reports.tools import Wrong

LIMIT_CHARACTERS = 2_000_000
TOO_LONG = p.N_("This is too long to be pasted. Send it as a file.")
NO_TEXT = p.N_("This is no text file, or it is too large.")
KINDS: tuple[tuple[type[Input], str], ...] = (
    (Number, "number"), (Choice, "choice"), (YesNo, "yes-no"), (Day, "day"), (Text, "text"), (Listed, "area"), (Lists, "area"),
    (Table, "area"), (Group, "group"),
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One field as the template draws it. `columns`: what a pasted table may hold, in its order."""

    name: str
    kind: str
    label: str
    hint: str
    unit: str
    value: str
    is_optional: bool
    options: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    fields: "tuple[Field, ...]" = ()
    wrong: tuple[str, ...] = field(default=())

    @property
    def rows(self) -> int:
        """How tall a field of lines stands."""
        return min(14, max(4, self.value.count("\n") + 2))


def fields_of(
    inputs: Iterable[Input], language: str, typed: Mapping[str, str], wrong: Iterable[Wrong], within: str = ""
) -> list[Field]:
    """The fields in the order of the declaration, filled with what was typed."""
    wrong = list(wrong)
    found = []
    for one in inputs:
        name = f"{within}{one.name}"
        kind = next(kind for made, kind in KINDS if isinstance(one, made))
        default = "" if one.default is None or not isinstance(one.default, str | int | float) else str(one.default)
        parts = fields_of(one.fields, language, typed, (), f"{name}.") if isinstance(one, Group) else []
        found.append(Field(
            name, kind, one.labels.in_(language), one.hints.in_(language) if one.hints else "",
            one.unit_in(language) if isinstance(one, Number) else "", typed.get(name, default), one.optional,
            tuple((o.code, o.labels.in_(language)) for o in one.options) if isinstance(one, Choice) else (),
            tuple(c.labels.in_(language) for c in one.columns) if isinstance(one, Table) else (),
            tuple(parts), tuple(str(w) for w in wrong if w.field == one.name),
        ))  # fmt: skip
    return found


def typed_of(request: HttpRequest, tool: Tool) -> tuple[dict[str, str], dict[str, list[list[Any]]]]:
    """What was typed, and the rows of what was sent as a file, by the names of fields.

    A file also fills its field, so that nothing is lost when something else is wrong. Raises NotUsable for a file that is
    no table and for a paste that is too long.
    """
    typed = {name: str(value) for name, value in request.POST.items()}
    long = [name for name, value in typed.items() if len(value) > LIMIT_CHARACTERS]
    wrong = [Problem(TOO_LONG, field=name) for name in long]
    sent: dict[str, list[list[Any]]] = {}
    for one in tool.inputs:
        upload = request.FILES.get(f"{one.name}.file")
        if isinstance(upload, UploadedFile):
            try:
                sent[one.name] = rows_of(upload)
                typed[one.name] = "\n".join("\t".join("" if c is None else str(c) for c in row) for row in sent[one.name])
            except Refused as no:
                wrong.append(Problem(no.reason.replace("%", "%%"), field=one.name))
    if wrong:
        raise NotUsable(wrong)
    return typed, sent


def rows_of(upload: "UploadedFile[Any]") -> list[list[Any]]:
    """The rows of a file that was sent; it leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="genba-tool-") as folder:
        path = Path(folder, "sent")
        with path.open("wb") as copy:
            for piece in upload.chunks():
                copy.write(piece)
        return plain_rows(path)


def text_of_file(upload: "UploadedFile[Any]") -> str:
    """A text file in the format of others that a tool reads. NotUsable where it is no text or too large."""
    size = upload.size or 0
    try:
        if size > LIMIT_CHARACTERS:
            raise ValueError
        return str(upload.read(), "utf-8-sig")
    except ValueError:
        raise NotUsable([Problem(NO_TEXT, field="file")]) from None
