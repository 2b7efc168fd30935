"""`genba modules check PATH…`: is a module package complete and right? `genba modules follow`: rows follow renamed ones."""

import argparse
from pathlib import Path

from genba.commands import Answer
from genba.curriculum import check
from genba.kit.refused import Refused

NAME = "modules"
HELP = "Check module packages, every finding with file, line, key and remedy; let rows follow modules and KPIs that were renamed."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "deed", choices=["check", "follow"], help="follow gives rows the new name of what was renamed (`formerly:`)"
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="the folder of a module, such as modules/workplace-cooperation"
    )


def run(options: argparse.Namespace) -> Answer:
    """Check each folder, or let rows follow; exit code 1 if anything was found. A file beside packages, such as a licence, is none of them."""
    if options.deed == "follow":
        return _followed()
    if not options.paths:
        raise Refused("Name the folder of a module, such as modules/workplace-cooperation.")
    folders = [path for path in options.paths if not path.is_file()] or options.paths
    findings = [f for path in folders for f in check(path)]
    data = [{"file": str(f.file), "line": f.line, "key": f.key, "problem": f.problem, "remedy": f.remedy} for f in findings]
    if findings:
        return Answer("\n".join(str(f) for f in findings), {"findings": data}, 1)
    return Answer(f"{len(folders)} checked, nothing found.", {"findings": []})


def _followed() -> Answer:
    from genba.audit.actions import SYSTEM
    from genba.impact.actions import renames

    changed = renames.follow(by=SYSTEM)
    lines = [f"{n} {label} have the new name now." for label, n in sorted(changed.items())]
    return Answer("\n".join(lines) or "No row has an old name.", {"renamed": dict(changed)})
