"""`genba tool MODULE/TOOL`: work something out with a tool of a module, or see which there are and what they take."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.commands import Answer
from genba.curriculum import UnknownName
from genba.curriculum.tools import No, NotUsable, Tool
from genba.kit.refused import Refused
from genba.kit.svg.charts import draw
from genba.programmes.curricula import curriculum
from genba.reports.tools import Told, told, wrongs
from genba.reports.tools.data import as_data
from genba.reports.tools.text import as_text
from genba.web.print.paper import is_rtl
from genba.web.print.tool import tool_as_pdf

NAME = "tool"
HELP = "Work something out with a tool of a module; without network, nothing is kept."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("tool", metavar="MODULE/TOOL", nargs="?", default="", help="such as workplace-cooperation/five-s")
    parser.add_argument(
        "--input",
        metavar="FILE",
        help="the inputs as JSON, or a file in a format that the tool reads; - for what is piped in",
    )
    parser.add_argument("--format", choices=["text", "json", "svg", "pdf"], default="text")
    parser.add_argument("--out", metavar="FILE", help="write to this file instead of the screen")
    parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")
    parser.add_argument("--list", action="store_true", help="every tool with what it is for")
    parser.add_argument("--schema", action="store_true", help="the inputs of the tool as JSON Schema")


def run(options: argparse.Namespace) -> Answer:
    """List, describe, or work out. Refused with every fault of the inputs."""
    with override(options.language):
        if options.list:
            return _list(options.language)
        module, tool = _find(options.tool)
        if options.schema:
            schema = tool.schema(options.language)
            return Answer(json.dumps(schema, ensure_ascii=False, indent=2), schema)
        if not options.input:
            raise Refused(_("Say which inputs: --input FILE. See them with --schema."))
        return _work_out(module, tool, _given(options.input, tool), options)


def _list(language: str) -> Answer:
    rows = [
        {"tool": f"{module.slug}/{tool.code}", "label": tool.labels.in_(language), "summary": tool.summaries.in_(language)}
        for module in curriculum().modules
        if module.status != "draft"
        for tool in module.tools
    ]
    wide = max((len(row["tool"]) for row in rows), default=0)
    return Answer("\n".join(f"{row['tool']:<{wide}}  {row['label']}: {row['summary']}" for row in rows), rows)


def _find(named: str) -> tuple[str, Tool]:
    slug, _slash, code = named.partition("/")
    try:
        module = curriculum().module(slug)
        return module.titles.in_("en"), module.tool(code)
    except UnknownName as no:
        raise Refused(f"{no} genba tool --list") from None


def _given(name: str, tool: Tool) -> Any:
    try:
        text = Path("/dev/stdin" if name == "-" else name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(_("%(file)s cannot be read: %(why)s.") % {"file": name, "why": error}) from None
    if tool.read_file is not None and name.endswith(tool.reads):
        try:
            return tool.read_file(text)
        except (No, NotUsable) as fault:
            raise Refused("\n".join(map(str, wrongs(tool, fault, "en")))) from None
    try:
        given = json.loads(text)
    except ValueError as error:
        raise Refused(_("%(file)s is no JSON: %(why)s.") % {"file": name, "why": error}) from None
    if not isinstance(given, dict):
        raise Refused(_("%(file)s must hold the inputs by their names.") % {"file": name})
    return given


def _work_out(module: str, tool: Tool, given: Any, options: argparse.Namespace) -> Answer:
    try:
        found = tool.run(given)
    except (No, NotUsable) as fault:
        raise Refused("\n".join(map(str, wrongs(tool, fault, options.language)))) from None
    said = told(tool, given, found, options.language)
    return Answer(as_text(said), as_data(said, found), raw=_raw(said, module, options.format))


def _raw(said: Told, module: str, wanted: str) -> str | bytes | None:
    if wanted == "pdf":
        return tool_as_pdf(said, module)
    if wanted == "svg":
        rtl = is_rtl(said.language)
        return "\n".join(str(d) for chart in said.charts if (d := draw(chart, said.language, rtl=rtl)))
    return None
