"""A file of unsent records, as the field app exports it."""

import json
from typing import Any

from django.utils import timezone

from genba.sync.actions.receiving import Record
from genba.sync.models import Device


def entry(record: Record) -> dict[str, Any]:
    return {"id": str(record.id), "kind": record.kind, "version": record.version, "author": record.author,
            "made_at": record.made_at.isoformat(), "body": dict(record.body), "replaces": None, "state": "sending"}  # fmt: skip


def exported(device: Device | str, *records: Any, **more: Any) -> bytes:
    """The bytes of the file; a record may be one of ours, or whatever somebody put there."""
    code = device if isinstance(device, str) else device.code
    told = [entry(one) if isinstance(one, Record) else one for one in records]
    return json.dumps({"device": code, "exported_at": timezone.now().isoformat(), "records": told, **more}).encode()
