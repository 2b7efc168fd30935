"""`genba file`: a report as it would be filed now, or filed, or as it was filed: text, JSON, PDF, DOCX, XLSX."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import Final, TypeVar

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _

from genba.audit.actions import SYSTEM
from genba.commands import Answer
from genba.directory.models import Brand, Country, Enterprise
from genba.directory.places import country_code
from genba.filing import actions
from genba.filing.contents import contents_of
from genba.filing.document import Document, as_data, as_text, document_of
from genba.filing.models import Filed, Kind
from genba.filing.question import Question
from genba.filing.readable import readable
from genba.impact.framework import begins_in
from genba.impact.periods import period_of
from genba.kit.codes import tidy_code
from genba.kit.refused import Refused
from genba.programmes.models import Cohort
from genba.reports.iati import house_programme
from genba.web.print.filed import as_docx, as_pdf
from genba.web.print.filed_table import as_xlsx

M = TypeVar("M", bound=Model)
NAME = "file"
HELP = "A report to a donor, of a country, a year, a cohort, an enterprise or a brand: looked at, filed, or as it was filed."
WRITERS: Final[dict[str, Callable[[Document], bytes]]] = {"pdf": as_pdf, "docx": as_docx, "xlsx": as_xlsx}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="KIND", help=f"{', '.join(Kind.values)}; or the code of a report that was filed")
    parser.add_argument("--period", default="", help="a year, half-year, quarter or month: 2026, 2026-H1, 2026-Q2, 2026-06")
    parser.add_argument(
        "--from", dest="first", type=date.fromisoformat, help="instead of --period: the first day, 2025-04-01"
    )
    parser.add_argument("--to", dest="last", type=date.fromisoformat, help="and the last one")
    parser.add_argument("--country", default="", help="of a country report: by name or code")
    for name in ("cohort", "enterprise", "brand", "programme"):
        parser.add_argument(f"--{name}", metavar="CODE", default="", help=f"the {name} it is about, by its code")
    parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")
    parser.add_argument("--keep", action="store_true", help="file it; without this it is only looked at")
    parser.add_argument(
        "--because", metavar="REASON", default="", help="of a filed report: file a new version, for this reason"
    )
    parser.add_argument("--format", choices=["text", "json", *WRITERS], default="text")
    parser.add_argument("--out", metavar="FILE", help="write to this file instead of the screen")


def run(options: argparse.Namespace) -> Answer:
    """The same bytes as the downloads on the page. Refused for what is no report, and for a code that nobody knows."""
    document = _asked(options) if options.what in Kind.values else _filed(options)
    with translation.override(document.language):
        raw = WRITERS[options.format](document) if options.format in WRITERS else None
        return Answer(as_text(document), as_data(document), raw=raw)


def _asked(options: argparse.Namespace) -> Document:
    question = _question(options)
    if options.keep:
        return document_of(actions.file(by=SYSTEM, question=question))
    return Document(contents_of(question))


def _filed(options: argparse.Namespace) -> Document:
    filed = Filed.objects.select_related("supersedes").filter(code=tidy_code(options.what)).first()
    if filed is None:
        raise Refused(
            _("There is no such report, and no report with this code. Kinds: %(kinds)s.") % {"kinds": ", ".join(Kind.values)}
        )
    if options.because:
        filed = actions.renew(by=SYSTEM, filed=filed, reason=options.because)
    return document_of(readable(filed))


def _question(options: argparse.Namespace) -> Question:
    first, last, programme = options.first, options.last, house_programme(options.programme)
    if options.period:
        of = period_of(options.period, begins_in=begins_in(programme))
        first, last = of.starts_on, of.ends_on
    country = Country.objects.filter(pk=country_code(options.country)).first() if options.country else None
    return Question(
        options.what, programme, options.language, country, _row(Cohort, options.cohort),
        _row(Enterprise, options.enterprise), _row(Brand, options.brand), first, last,
    )  # fmt: skip


def _row(model: type[M], code: str) -> M | None:
    """The row of this code; of an enterprise that was merged the one that was kept. None without a code."""
    if not code:
        return None
    found = model._default_manager.filter(code=tidy_code(code)).first()
    kept: M | None = getattr(model, "successor_of", lambda _code: None)(tidy_code(code))
    if (kept or found) is None:
        raise Refused(_("Nothing has the code “%(code)s”.") % {"code": code[:20]})
    return kept or found
