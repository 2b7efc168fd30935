"""`genba modules check PATH…`: is a module package complete and right?"""

import argparse
from pathlib import Path

from genba.commands import Answer
from genba.curriculum import check

NAME = "modules"
HELP = "Check module packages: every finding with file, line, key and remedy."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", choices=["check"], help="what to do")
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="the folder of a module, such as modules/workplace-cooperation"
    )


def run(options: argparse.Namespace) -> Answer:
    """Check each folder; exit code 1 if anything was found. A file beside packages, such as a licence, is none of them."""
    folders = [path for path in options.paths if not path.is_file()] or options.paths
    findings = [f for path in folders for f in check(path)]
    data = [{"file": str(f.file), "line": f.line, "key": f.key, "problem": f.problem, "remedy": f.remedy} for f in findings]
    if findings:
        return Answer("\n".join(str(f) for f in findings), {"findings": data}, 1)
    return Answer(f"{len(folders)} checked, nothing found.", {"findings": []})
