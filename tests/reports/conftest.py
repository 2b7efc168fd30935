"""What the files that others read are held against."""

from pathlib import Path

import pytest


@pytest.fixture
def schema(shared_data: Path) -> Path:
    if not (shared_data / "iati" / "iati-activities-schema.xsd").is_file():
        pytest.skip(f"The schema of IATI 2.03 is not at {shared_data / 'iati'} (set GENBA_SHARED_DATA).")
    return shared_data / "iati"
