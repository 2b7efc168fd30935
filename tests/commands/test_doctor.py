"""The doctor finds nothing where all is well, and says what to do where it is not."""

import json
from pathlib import Path
from typing import Any

import pytest

from genba.cli import main
from genba.kit import outbox
from genba.kit.models import Task
from genba.settings import storage_at

pytestmark = pytest.mark.django_db


def checks(capsys: Any) -> dict[str, Any]:
    said = json.loads(capsys.readouterr().out)
    return {check["what"]: check for check in said["checks"]}


def test_a_sound_installation_is_told_so(capsys: Any) -> None:
    code = main(["doctor", "--format", "json"])

    assert [c for c in checks(capsys).values() if not c["ok"]] == []
    assert code == 0


def test_what_is_wrong_is_named_with_what_to_do(settings: Any, tmp_path: Path, capsys: Any) -> None:
    settings.MODULES = tmp_path
    settings.PACKAGE = tmp_path
    outbox.later("impact.refresh")
    Task.objects.update(due_at="2020-01-01T00:00:00Z")

    code = main(["doctor", "--format", "json"])

    found = checks(capsys)
    assert code == 1
    assert "GENBA_MODULES" in found["modules"]["says"]
    assert "Vazirmatn-Regular.ttf" in found["fonts"]["says"]
    assert "genba work" in found["outbox"]["says"]


def test_a_bucket_is_written_to_and_one_that_does_not_answer_is_told(settings: Any, bucket: str, capsys: Any) -> None:
    said = {}
    for address in (bucket, bucket.replace("genba-", "gone-")):
        settings.STORAGES = settings.STORAGES | {"default": storage_at(address)}
        main(["doctor", "--format", "json"])
        said[address] = checks(capsys)["bucket"]

    well, ill = said.values()
    assert well["ok"] and well["says"].startswith("genba-")
    assert not ill["ok"] and "GENBA_STORAGE_URL" in ill["says"]
