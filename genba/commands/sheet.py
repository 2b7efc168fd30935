"""`genba sheet ENTERPRISE`: the enterprise sheet as text, JSON, PDF or one HTML file, with the figures of the page."""

import argparse

from django.conf import settings
from django.utils.translation import gettext as _

from genba.commands import Answer
from genba.directory.models import Enterprise
from genba.kit.codes import tidy_code
from genba.kit.refused import Refused
from genba.reports.sheet import as_data, as_text, enterprise_sheet
from genba.web.print.sheet import as_html, as_pdf

NAME = "sheet"
HELP = "The sheet of an enterprise: what changed, the plan, what comes next."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("enterprise", metavar="ENTERPRISE", help="its code, such as 7K2M9QXA")
    parser.add_argument("--format", choices=["text", "json", "pdf", "html"], default="text")
    parser.add_argument("--out", metavar="FILE", help="write to this file instead of the screen")
    parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")
    parser.add_argument("--engagement", metavar="CODE", help="of which module, where it takes several (default: the latest)")


def run(options: argparse.Namespace) -> Answer:
    """Build the sheet once and write it in the format asked for. Refused for a code that no enterprise has."""
    code = tidy_code(options.enterprise)
    enterprise = Enterprise.objects.filter(code=code).first() or Enterprise.successor_of(code)
    if enterprise is None:
        raise Refused(_("There is no enterprise with the code “%(code)s”.") % {"code": options.enterprise})
    sheet = enterprise_sheet(enterprise, language=options.language, engagement=options.engagement)
    raw: str | bytes | None = None
    if options.format == "pdf":
        raw = as_pdf(sheet)
    elif options.format == "html":
        raw = as_html(sheet)
    return Answer(as_text(sheet, options.language), as_data(sheet), raw=raw)
