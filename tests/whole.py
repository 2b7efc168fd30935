"""The whole suite on SQLite, then what a database can change on PostgreSQL. The last line counts both.

What a page looks like does not depend on the database, nor does what asks none, nor whose own server is on SQLite always.
Of the journeys, those on which several people and devices write are gone on both (tests/browser/conftest.py).

python -m tests.whole [arguments for pytest]
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from tests import postgres

ONCE = (
    "science", "curriculum", "modules", "shape", "facts/test_engines.py", "collect/test_forms.py", "sync/test_photo.py",
    "api/test_photo_uploads.py", "access/test_every_route.py", "web/public/test_demonstration.py",
    "demonstration/test_abroad.py", "demonstration/test_public.py",
)  # fmt: skip


def run(label: str, arguments: list[str], **environment: str) -> tuple[int, int, int, int]:
    """One run of pytest; passed, failed, skipped, exit code."""
    print(f"\n== {label}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-n", os.environ.get("GENBA_TEST_PROCESSES", "2"), "--dist", "loadgroup",
                   f"--junitxml={report}", *arguments]  # fmt: skip
        code = subprocess.run(command, env={**os.environ, **environment}).returncode
        if not report.exists():
            return 0, 1, 0, code or 1
        suite = ET.parse(report).getroot().find("testsuite")
        assert suite is not None
        tests, bad, skipped = (int(suite.get(k, 0)) for k in ("tests", "failures", "skipped"))
        bad += int(suite.get("errors", 0))
        return tests - bad - skipped, bad, skipped, code


def main(arguments: list[str]) -> int:
    results = [run("SQLite", arguments, GENBA_DATABASE_URL="")]
    with postgres.server() as address:
        once = [f"--ignore=tests/{place}" for place in ONCE]
        results.append(run("PostgreSQL", [*once, *arguments], GENBA_DATABASE_URL=address))
    passed, failed, skipped = (sum(r[i] for r in results) for i in range(3))
    bad = failed or any(r[3] for r in results)
    print(f"\n{passed} passed, {max(failed, 1 if bad else 0)} failed, {skipped} skipped", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
