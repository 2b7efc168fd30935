"""python -m bench [--quick] [PART …]: measure, and print one table.

Parts: pages, classes, morning, imports, others, weight, doubles, attended, tools, lines, public, field, phone, evaluate, facts, scale. --quick takes small programmes, to see that everything runs; its
figures say nothing. Programmes are made once and kept in var/bench (the large one takes minutes and some gigabytes).
"""

import argparse
import platform
from datetime import date
from pathlib import Path

from bench import (
    attended,
    classes,
    doubles,
    evaluate,
    facts,
    field,
    imports,
    lines,
    morning,
    others,
    pages,
    phone,
    public,
    scale,
    tools,
    weight,
)
from bench.table import HEAD, told

PARTS = {"pages": pages.run, "classes": classes.run, "morning": morning.run, "imports": imports.run, "others": others.run, "weight": weight.run,
         "doubles": doubles.run, "attended": attended.run, "tools": tools.run, "lines": lines.run, "public": public.run,
         "field": field.run, "phone": phone.run, "evaluate": evaluate.run, "facts": facts.run, "scale": scale.run}  # fmt: skip


def machine() -> str:
    """What was measured on."""
    names = [
        line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    ]
    return f"{len(names)} × {names[0] if names else platform.machine()}, Python {platform.python_version()}, {date.today()}"


def main() -> int:
    ask = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    ask.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        help="pages, classes, morning, imports, others, weight, doubles, attended, tools, lines, public, field, phone, evaluate; all if none is named",
    )
    ask.add_argument("--quick", action="store_true")
    options = ask.parse_args()
    if unknown := set(options.parts) - PARTS.keys():
        ask.error(f"there is no part {', '.join(sorted(unknown))}")
    print(f"{machine()}\n\n{HEAD}", flush=True)
    for name in options.parts or PARTS:
        for line in PARTS[name](options.quick):
            print(told(line), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
