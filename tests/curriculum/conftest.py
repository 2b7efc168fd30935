from pathlib import Path

import pytest

from tests.curriculum.packages import copied


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A good package that the test may break."""
    return copied(tmp_path)
