"""The room of science knows numbers and nothing else."""

import subprocess
import sys


def test_science_imports_without_django() -> None:
    program = (
        "import sys, genba.science.summary, genba.science.change, genba.science.windows\n"
        "import genba.science.suppression\n"
        "sys.exit('django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
