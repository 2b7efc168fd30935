"""What a server needs to know is told: every variable of the settings stands in docs/deploy.md."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_variable_of_the_settings_is_told() -> None:
    asked = set(re.findall(r"\bGENBA_[A-Z_]+", (ROOT / "genba" / "settings.py").read_text()))
    told = set(re.findall(r"\bGENBA_[A-Z_]+", (ROOT / "docs" / "deploy.md").read_text()))

    assert asked == told
