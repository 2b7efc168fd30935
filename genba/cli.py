"""`genba COMMAND …`: the same things as on the pages, for people at a terminal and for machines."""

import argparse
import importlib
import json
import os
import pkgutil
import sys
from pathlib import Path
from types import ModuleType

from genba import commands
from genba.kit.garbage import reading_the_program


def load_commands(wanted: str = "") -> list[ModuleType]:
    """Every module in genba/commands, by name: a new command is a new file. Only the wanted one, where a file is called
    like it: what the others lean on takes longer to load than most commands take to run."""
    names = sorted(m.name for m in pkgutil.iter_modules(commands.__path__))
    called = [n for n in names if n.removesuffix("_file") == wanted]
    return [importlib.import_module(f"genba.commands.{n}") for n in called or names]


def parser_of(loaded: list[ModuleType]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="genba", description="Run and question a genba programme.")
    kinds = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in loaded:
        sub = kinds.add_parser(module.NAME, help=module.HELP, description=module.HELP)
        module.arguments(sub)
        if not any(a.dest == "format" for a in sub._actions):
            sub.add_argument("--format", choices=["text", "json"], default="text")
        sub.set_defaults(run=module.run)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Set Django up, run one command, print its answer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genba.settings")
    argv = sys.argv[1:] if argv is None else argv
    with reading_the_program():
        import django

        django.setup()
        loaded = load_commands(argv[0] if argv else "")
    from genba.kit.refused import Refused

    options = parser_of(loaded).parse_args(argv)
    try:
        answer = options.run(options)
    except Refused as no:
        answer = commands.Answer(no.reason, {"error": no.reason}, 1)
    try:
        _print(answer, options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads us, as `head` does, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return int(answer.code)


def _print(answer: commands.Answer, options: argparse.Namespace) -> None:
    wanted = options.format
    body: str | bytes = answer.text
    if wanted == "json":
        body = json.dumps(answer.data, ensure_ascii=False, indent=2, default=str)
    elif wanted != "text" and answer.raw is not None:
        body = answer.raw
    out = getattr(options, "out", None)
    if out and answer.code == 0:
        Path(out).write_bytes(body if isinstance(body, bytes) else body.encode())
        return
    stream = sys.stdout if answer.code == 0 or wanted == "json" else sys.stderr
    if isinstance(body, bytes):
        sys.stdout.buffer.write(body)
    elif body:
        print(body.rstrip("\n"), file=stream)


if __name__ == "__main__":
    sys.exit(main())
