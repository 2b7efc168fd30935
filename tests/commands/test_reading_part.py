"""Who reads only the beginning of an answer, as with `genba … | head`, gets no fault."""

import os
import subprocess
import sys


def test_a_reader_who_goes_away_early_is_no_fault() -> None:
    command = [sys.executable, "-m", "genba.cli", "modules", "check", "modules/workplace-cooperation"]
    reading, writing = os.pipe()
    os.close(reading)

    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)

    os.close(writing)
    assert done.returncode == 0
    assert done.stderr == ""
