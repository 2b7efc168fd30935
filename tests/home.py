"""A home of its own for the tests, before anything reads the settings: a test never touches the programme in var/."""

import os
import tempfile
from pathlib import Path

os.environ["GENBA_HOME"] = tempfile.mkdtemp(prefix="genba-test-")
os.environ["GENBA_DEMO"] = ""
os.environ["GENBA_PRODUCTION"] = ""
Path(os.environ["GENBA_HOME"], "static").mkdir()  # as a home that was set up has it
