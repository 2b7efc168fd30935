"""A report as a document: its contents laid out as tables of texts, from what was filed and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from genba.filing import words
from genba.filing.differences import Difference, differences_from
from genba.filing.models import Filed
from genba.filing.parts import Contents, Figure, Section
from genba.filing.reasons import REASONS
from genba.kit import numbers
from genba.kit.refused import Refused


@dataclass(frozen=True)
class Document:
    """What is printed. code, version, seal, made_at: none where nothing was filed, only looked at."""

    contents: Contents
    code: str = ""
    version: int = 0
    supersedes: str = ""  # the code of the version before
    reason: str = ""
    seal: str = ""
    made_at: datetime | None = None
    differences: tuple[Difference, ...] = ()

    @property
    def language(self) -> str:
        return self.contents.language

    @property
    def is_filed(self) -> bool:
        return bool(self.code)


@dataclass(frozen=True)
class Row:
    """A line of a table: its texts, and the figures behind those that show one."""

    cells: tuple[str, ...]
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True)
class Table:
    """header, rows of as many cells; numeric: places of columns with numbers. alt: what it shows, for who cannot see it."""

    title: str
    says: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: tuple[int, ...]
    alt: str


def document_of(filed: Filed) -> Document:
    """Refused where what is stored is not what was filed."""
    if not filed.is_whole:
        raise Refused(_("What is stored is not what was filed: its seal is broken. Restore it from a backup."))
    supersedes = filed.supersedes.code if filed.supersedes else ""
    return Document(filed.told, filed.code, filed.version, supersedes, filed.reason, filed.seal, filed.made_at,
                    tuple(differences_from(filed.differences)))  # fmt: skip


def about(document: Document) -> list[tuple[str, str]]:
    """What stands at its head: of whom, of which days, when it was made, which version, how old its data are."""
    c, language = document.contents, document.language
    pairs = [(_("About"), c.subject), (_("Programme"), c.programme)]
    if c.starts_on:
        first, last = (words.day(d, language) for d in (c.starts_on, c.ends_on))
        pairs.append((_("Days"), _("%(first)s to %(last)s") % {"first": first, "last": last}))
    pairs.append((_("Made on"), words.day(c.made_on, language)))
    if c.data_at:
        pairs.append((_("Oldest data of"), words.day(c.data_at, language)))
    if not document.is_filed:
        return [*pairs, (_("Version"), _("not filed yet: a look at it only"))]
    n = numbers.number(document.version, language=language)
    pairs += [(_("Version"), n), (_("Code"), document.code)]
    if document.supersedes:
        pairs += [(_("In place of"), document.supersedes), (_("Why there is a new version"), document.reason)]
    return [*pairs, (_("Seal"), document.seal[:16])]


def tables(document: Document) -> list[Table]:
    """Each section as a table."""
    c = document.contents
    return [_by_part(s, c) if s.by_part else _by_figure(s, c) for s in c.sections]


def _by_figure(section: Section, c: Contents) -> Table:
    columns = [name for name in section.columns if any(words.cell(f, name, c.language) for f in section.figures)]
    rows = [
        Row((f.label, *(words.cell(f, name, c.language, dict(c.reasons)) for name in columns)),
            (None, *(f if name == "value" else None for name in columns)))
        for f in section.figures
    ]  # fmt: skip
    numeric = tuple(place for place, name in enumerate(columns, start=1) if name in words.NUMERIC)
    header = (_("Figure"), *(str(words.COLUMNS[name]) for name in columns))
    return Table(section.title, section.says, header, tuple(rows), numeric, _alt(section, len(rows)))


def _by_part(section: Section, c: Contents) -> Table:
    labels = {f.code: f.label for f in section.figures}
    by_part: dict[str, dict[str, Figure]] = {}
    for f in section.figures:
        by_part.setdefault(f.part, {})[f.code] = f
    rows = []
    for part, found in by_part.items():
        figures = [found.get(code) for code in labels]
        rows.append(
            Row((part, *(words.value(f, c.language, dict(c.reasons)) if f else "" for f in figures)), (None, *figures))
        )
    header = (str(words.COLUMNS["part"]), *labels.values())
    return Table(section.title, section.says, header, tuple(rows), tuple(range(1, len(header))), _alt(section, len(rows)))


def _alt(section: Section, n: int) -> str:
    return _("Table: %(title)s. Rows: %(n)s.") % {"title": section.title, "n": n}


def definition_rows(document: Document) -> list[tuple[str, str, str]]:
    """Label, version, text with its source, of everything that is counted."""
    return [(d.label, d.version, f"{d.text} {d.source}".strip()) for d in document.contents.definitions]


def why_missing(document: Document) -> list[str]:
    """Why figures are not there, and what no figure holds."""
    return list(document.contents.left_out)


def difference_tables(document: Document) -> list[Table]:
    """What is different from the version before: what was put right, then what also holds later data."""
    fixed = [d for d in document.differences if not d.runs_on]
    moved = [d for d in document.differences if d.runs_on]
    told = ((_("What was put right"), (), fixed),
            (_("What moved on"), (_("These hold everything until the date of their data, so they also moved because time went on."),), moved))  # fmt: skip
    return [_differences(title, says, found, document) for title, says, found in told if found]


def _differences(title: str, says: tuple[str, ...], found: Sequence[Difference], document: Document) -> Table:
    language, reasons = document.language, _all_reasons(document)
    rows = tuple(
        Row((", ".join(filter(None, (d.figure.label, d.figure.part))), words.side(d.before, language, reasons),
             words.side(d.after, language, reasons), words.what_differs(d)), (None, None, d.after, None))
        for d in found
    )  # fmt: skip
    header = (_("Figure"), _("Before"), _("Now"), _("What is different"))
    return Table(title, says, header, rows, (1, 2), _("Table: %(title)s. Rows: %(n)s.") % {"title": title, "n": len(rows)})


def _all_reasons(document: Document) -> dict[str, str]:
    """Also those of the version before, which this one no longer meets."""
    met = {f.withheld for d in document.differences for f in (d.before, d.after) if f and f.withheld}
    return {code: _(REASONS.get(code, code)) for code in met} | dict(document.contents.reasons)


def as_data(document: Document) -> dict[str, Any]:
    """The report for machines: everything that was filed, as it was filed."""
    made = timezone.localtime(document.made_at).isoformat() if document.made_at else None
    filed = {"code": document.code, "version": document.version, "supersedes": document.supersedes, "reason": document.reason,
             "seal": document.seal, "made_at": made}  # fmt: skip
    return filed | document.contents.as_data() | {"differences": [d.as_data() for d in document.differences]}


def as_text(document: Document) -> str:
    """The report for a terminal, in the language that is active."""
    lines = [document.contents.title, *(f"{name}: {text}" for name, text in about(document)), *document.contents.said]
    for table in (*difference_tables(document), *tables(document)):
        lines += ["", table.title, *(f"  {sentence}" for sentence in table.says)]
        lines += ["  " + " · ".join(filter(None, row.cells)) for row in table.rows]
    if missing := why_missing(document):
        lines += ["", _("What was left out"), *(f"  {sentence}" for sentence in missing)]
    return "\n".join(lines)
