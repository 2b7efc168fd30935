"""Write the references that are drawn from the code: permissions, indicators, commands.

python scripts/references.py            write docs/permissions.md, docs/indicators.md and docs/commands.md
python scripts/references.py --check    write nothing; name what differs and end with 1
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
NOTE = "<!-- Written by scripts/references.py from {source}. Do not edit: change the source, then `make docs`. -->"


def cell(text: object) -> str:
    """Text for one cell of a table: on one line, with nothing that would end the cell or begin a tag."""
    return " ".join(str(text).split()).replace("|", "\\|").replace("<", "&lt;")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a Markdown table, with an empty line after it."""
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(cell(c) for c in row)} |"
    yield ""


# --- permissions --------------------------------------------------------------------------------
SCOPES = {
    "everywhere": "all rows",
    "country": "what lies in one country",
    "provider": "what one provider serves",
    "enterprise": "one enterprise",
    "brand": "what enterprises share with one brand",
    "self": "what is given to the person: as trainer of the enterprise, the engagement or the workshop",
}


def permissions() -> Iterator[str]:
    """Roles with their reason, scopes, and which role holds which permission."""
    from genba.access.permissions import Permission
    from genba.access.roles import ROLES

    yield from ("# Who may do what", "", NOTE.format(source="genba/access/roles.py and permissions.py"), "")
    yield from ("A user holds a role within a scope, from a day until another: that is a grant. A role is a bundle of",
                "permissions; a permission names one deed. A list shows the rows to which somebody may do the deed, and a",
                "check asks whether the thing is in that list, so the two cannot disagree.", "")  # fmt: skip
    yield from ("## Roles", "")
    yield from table(("Role", "Slug", "Why it exists", "Granted within", "Signs in with"), (
        (role.name, f"`{role.slug}`", role.why, ", ".join(role.scopes),
         "e-mail, password and second factor" if role.is_staff else "card and PIN, or e-mail and password")
        for role in ROLES.values()
    ))  # fmt: skip
    yield from ("## Scopes", "")
    yield from table(("Scope", "Reaches"), ((kind, reach) for kind, reach in SCOPES.items()))
    yield from ("## Permissions", "")
    yield from table(("Permission", *(str(role.name) for role in ROLES.values())), (
        (f"`{deed.value}`", *("yes" if deed in role.permissions else "" for role in ROLES.values())) for deed in Permission
    ))  # fmt: skip


# --- indicators ---------------------------------------------------------------------------------
DIRECTIONS = {"down": "lower is better", "up": "higher is better", "neutral": "neither is better"}
PERIODS = {"month": "one month"}


def indicators() -> Iterator[str]:
    """Every KPI of every module as its package defines it, then the programme's own indicators."""
    from genba.curriculum import load
    from genba.impact.indicators import own

    yield from (
        "# Indicators",
        "",
        NOTE.format(source="modules/*/indicators.yaml, genba/impact/indicators/ and indicators.py of rooms above it"),
        "",
    )
    yield from ("A KPI is measured in an enterprise and is defined in a module. It is *scale × numerator ÷ denominator*;",
                "both are kept, so that months are added up before they are divided. The programme's own indicators count",
                "what the records say. Every figure is shown with its n and its date.", "")  # fmt: skip
    for module in load(ROOT / "modules").modules:
        yield from (f"## {module.titles.in_('en')} (`{module.slug}` {module.version})", "")
        yield from table(("KPI", "Code", "Unit", "Better", "Core"), (
            (k.labels.in_("en"), f"`{k.code}`", k.unit_labels.in_("en"), DIRECTIONS[k.direction],
             "yes" if k.core else "chosen with the trainer") for k in module.kpis
        ))  # fmt: skip
        for kpi in module.kpis:
            yield from one_kpi(kpi)
    yield from ("## The programme's own indicators", "")
    yield from table(("Indicator", "Code", "Unit", "Can be split by"), (
        (d.label, f"`{d.code}`", d.unit or "a share", ", ".join(d.by) or "-") for d in own()
    ))  # fmt: skip
    for d in own():
        yield from (f"### {d.label}", "", cell(d.definition), "", f"- Numerator: {cell(d.numerator)}",
                    f"- Denominator: {cell(d.denominator)}", f"- Source: {cell(d.source)}", f"- SDG target: {d.sdg}", "")  # fmt: skip
    yield from ("Each of them, and each KPI, can also be asked by country and by module.", "")


def one_kpi(kpi: Any) -> Iterator[str]:
    """One KPI with everything that decides whether and how its value is shown."""
    top, bottom = (f"{q.labels.in_('en')} (`{q.name}`, {q.unit_labels.in_('en')})" for q in (kpi.numerator, kpi.denominator))
    scale = "" if kpi.scale == 1 else f"{kpi.scale:,.10g} × "
    low, high = kpi.plausible
    months = f"{kpi.sufficiency.months} month{'s' if kpi.sufficiency.months > 1 else ''}"
    yield from (f"### {kpi.labels.in_('en')}", "", cell(kpi.definitions.in_("en")), "")
    yield f"- Formula: {scale}{cell(top)} ÷ {cell(bottom)}"
    yield f"- Unit: {cell(kpi.unit_labels.in_('en'))}; {DIRECTIONS[kpi.direction]}; over {PERIODS.get(kpi.period, kpi.period)}"
    if kpi.own_output_unit:
        yield "- The enterprise chooses its unit of output once and keeps it."
    if kpi.bounded:
        yield "- The numerator is a part of the denominator and cannot be more."
    yield f"- Needs no reason between {low:,.10g} and {high:,.10g}"
    least = f"{kpi.sufficiency.denominator:,.10g} {cell(kpi.denominator.unit_labels.in_('en'))}"
    yield f"- Carries a statement about change from {months} and {least}"
    yield from (f"- Source: {cell(kpi.source)}", "")


# --- commands -----------------------------------------------------------------------------------
def command_lines() -> Iterator[str]:
    """Every command with its arguments, as the parser has them (in our words: Python's own change by version)."""
    from genba.cli import load_commands, parser_of

    yield from ("# Commands", "", NOTE.format(source="the parsers in genba/commands/"), "")
    yield from ("Each command prints text for people and, with `--format json`, JSON for machines. The exit code is 0 only",
                "on success; a refusal is one sentence and ends with 1, a wrong argument ends with 2.", "")  # fmt: skip
    for name, parser in subparsers(parser_of(load_commands())):
        yield from one_command(f"genba {name}", parser)


def subparsers(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from sorted(action.choices.items())


def one_command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """One command, and below it those of its own."""
    actions = [a for a in parser._actions if not isinstance(a, argparse._HelpAction | argparse._SubParsersAction)]
    usage = " ".join([name, *(shown(a) for a in actions if not a.option_strings),
                      *(f"[{shown(a)}]" if not a.required else shown(a) for a in actions if a.option_strings)])  # fmt: skip
    yield from (f"## {name}", "", cell(parser.description or ""), "", f"    {usage}", "")
    if actions:
        yield from table(("Argument", "What it is", "If left out"), (
            (f"`{named(a)}`", meaning(parser, a), left_out(a)) for a in actions
        ))  # fmt: skip
    for further, below in subparsers(parser):
        yield from one_command(f"{name} {further}", below)


def named(action: argparse.Action) -> str:
    return ", ".join(action.option_strings) or placeholder(action)


def placeholder(action: argparse.Action) -> str:
    if isinstance(action.metavar, str):
        return action.metavar
    if action.choices is not None and not action.option_strings:
        return "|".join(str(c) for c in action.choices)
    return action.dest.upper().replace("_", "-")


def shown(action: argparse.Action) -> str:
    """An argument as it is typed."""
    if action.option_strings:
        return named(action) if action.nargs == 0 else f"{action.option_strings[-1]} {placeholder(action)}"
    one = placeholder(action)
    return {"?": f"[{one}]", "*": f"[{one} …]", "+": f"{one} …"}.get(str(action.nargs), one)


def meaning(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    told = parser._get_formatter()._expand_help(action) if action.help else ""
    choices = [str(c) for c in action.choices or () if c != ""]
    if not choices or told == ", ".join(choices):
        return told
    return f"{told}: {', '.join(choices)}" if told else f"one of {', '.join(choices)}"


def left_out(action: argparse.Action) -> str:
    if action.required and action.nargs != "?":
        return "must be given"
    if action.default in (None, False, "", argparse.SUPPRESS) or action.nargs == 0:
        return ""
    return str(action.default)


# --- together -----------------------------------------------------------------------------------
REFERENCES: dict[str, Callable[[], Iterator[str]]] = {
    "permissions.md": permissions,
    "indicators.md": indicators,
    "commands.md": command_lines,
}


def written(name: str) -> str:
    """The whole text of a reference, in English."""
    from django.utils.translation import override

    with override("en"):
        return "\n".join(REFERENCES[name]()).rstrip("\n") + "\n"


def difference(name: str) -> list[str]:
    """What would change in a reference; nothing when it says what the code says."""
    path = DOCS / name
    there = path.read_text(encoding="utf-8") if path.exists() else ""
    return list(unified_diff(there.splitlines(), written(name).splitlines(), f"docs/{name}", "the code", lineterm="", n=0))


def main(arguments: list[str]) -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genba.settings")
    os.environ.setdefault("GENBA_SECRET_KEY", "no key is needed to write references")
    import django

    django.setup()
    if arguments == ["--check"]:
        different = {name: lines for name in REFERENCES if (lines := difference(name))}
        for lines in different.values():
            print("\n".join(lines))
        if different:
            print(f"Not as the code says: {', '.join(f'docs/{n}' for n in different)}. Run: make docs", file=sys.stderr)
        return 1 if different else 0
    for name in REFERENCES:
        (DOCS / name).write_text(written(name), encoding="utf-8")
        print(f"docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
