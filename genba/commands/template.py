"""`genba template KIND`: the empty table for what `genba import` takes in, with its instructions."""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.commands import Answer
from genba.imports.kinds import kinds
from genba.kit.sheets import template, template_csv

NAME = "template"
HELP = "Write the empty table of a kind of import, as XLSX with instructions or as CSV."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", choices=list(kinds()), help=", ".join(kinds()))
    parser.add_argument("--to", metavar="FILE", type=Path, help="a name that ends in .xlsx or .csv (default: KIND.xlsx)")
    parser.add_argument("--language", choices=["en", "fr", "es", "ar"], default="en")


def run(options: argparse.Namespace) -> Answer:
    """Writes the file and says where."""
    kind = kinds()[options.kind]
    out = options.to or Path(f"{kind.slug}.xlsx")
    with override(options.language):
        if out.suffix.lower() == ".csv":
            out.write_bytes(b"".join(template_csv(kind.columns())))
        else:
            template(kind.columns(), out, title=str(kind.title), instructions=[str(line) for line in kind.instructions])
    return Answer(_("The empty table is in %(path)s.") % {"path": out}, {"kind": kind.slug, "file": str(out)})
