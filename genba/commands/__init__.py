"""The command line, a module per command. Each has NAME, HELP, `arguments(parser)` and `run(options) -> Answer`.

The highest room: a command may ask any other. It answers with text for people and data for machines from the same
figures, and with exit code 0 only on success.
"""

import argparse
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What a command says: text for people, data for `--format json`, and its exit code.

    `raw` is printed as it is for other formats a command offers (csv, html); bytes go to `--out` only.
    """

    text: str
    data: Any = field(default_factory=dict)
    code: int = 0
    raw: str | bytes | None = None


def where_arguments(parser: argparse.ArgumentParser, *, module: str = "a module by its slug") -> None:
    """--module and --country, as every command that asks for figures takes them."""
    parser.add_argument("--module", default="", help=module)
    parser.add_argument("--country", default="", help="a country by name or code")


def where_of(options: argparse.Namespace) -> dict[str, str]:
    """Module and country as they were given, by slug and code; "" for all. Refused where there is none of that name."""
    from genba.directory.places import country_code  # here: this file is read before Django is set up
    from genba.programmes.curricula import module_of

    return {
        "module": module_of(options.module).slug if options.module else "",
        "country": country_code(options.country) if options.country else "",
    }
