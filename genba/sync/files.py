"""A file of unsent records as the field app exports it, read: what is good in it, and what is wrong with the rest.

{"device": code, "exported_at": …, "records": [{"id", "kind", "version", "author", "made_at", "body", "replaces"}, …], "photos": [{"content": SHA-256, "data": base64}, …]}
"""

import json
from base64 import b64decode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from genba.kit.refused import Refused
from genba.sync.actions.receiving import Record

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
MOST = 20_000  # records of one device: more than a year of work


class Entry(BaseModel):
    """One record of the file. What the app writes beside these, such as how it fared so far, is not asked for."""

    id: UUID
    kind: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^\x00]*$")]
    version: int = Field(ge=1, le=1000)
    author: str = Field(pattern=r"^[2-9A-HJKMNP-TV-Z]{8}$")
    made_at: AwareDatetime
    body: dict[str, Any]
    replaces: UUID | None = None


@dataclass(frozen=True)
class Bad:
    """A record that cannot be taken in: its place in the file from 1, and why."""

    place: int
    why: str


@dataclass(frozen=True)
class Contents:
    """What a file holds. `device`: the code that it names, which nobody has looked up yet. `records`: by place, from 1."""

    device: str
    records: Mapping[int, Record]
    bad: Sequence[Bad]
    photos: Mapping[str, bytes]  # by the hash that the device says
    broken_photos: int


def read(content: bytes) -> Contents:
    """Refused, beside the field "file", for what is no such file at all; a bad record among good ones is only told."""
    if len(content) > LARGEST:
        raise Refused(
            _("The file is too large; %(most)s MB is the most we take.") % {"most": LARGEST // MEGABYTE}, field="file"
        )
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refused(_("This is no file of the field app: it cannot be read. Export it once more on the device."),
                      field="file") from None  # fmt: skip
    entries = said.get("records") if isinstance(said, dict) else None
    if not isinstance(entries, list):
        raise Refused(_("This is no file of the field app: it holds no records. Choose the file genba-unsent.json."),
                      field="file")  # fmt: skip
    if len(entries) > MOST:
        raise Refused(
            _("There are more than %(most)s records in this file. Ask your administrator.") % {"most": MOST}, field="file"
        )
    device, photos = said.get("device"), said.get("photos")
    if not isinstance(device, str) or not device.isalnum():
        raise Refused(_("This file does not say from which device it comes. Open the field app there once more, and export it again."),
                      field="file")  # fmt: skip
    records, bad = _parted(entries)
    whole, broken = _pictures(photos if isinstance(photos, list) else [])
    return Contents(device, records, bad, whole, broken)


def _pictures(entries: Sequence[Any]) -> tuple[dict[str, bytes], int]:
    """The photos whose bytes are those that their hash names, and how many others there are."""
    found = {}
    for entry in entries:
        try:
            content, data = entry["content"], b64decode(entry["data"], validate=True)
        except (KeyError, TypeError, ValueError):
            continue
        if sha256(data).hexdigest() == content:
            found[content] = data
    return found, len(entries) - len(found)


def _parted(entries: Sequence[Any]) -> tuple[dict[int, Record], list[Bad]]:
    """The good records, each once, and the others. The same number with other words: neither, for two never mix."""
    kept: dict[UUID, tuple[int, Record]] = {}
    found, bad = [], []
    for place, entry in enumerate(entries, 1):
        try:
            record = Record(**Entry.model_validate(entry).model_dump())
            found.append((place, record, record.digest))
        except ValidationError as no:
            where = ".".join(str(part) for part in no.errors()[0]["loc"])
            bad.append(
                Bad(place, _("“%(field)s” is not as it should be.") % {"field": where} if where else _("It is no record."))
            )
        except (ValueError, RecursionError):  # half a sign, or without end
            bad.append(Bad(place, _("It holds signs that are no text.")))
    words = Counter(number for number, _digest in {(record.id, digest) for _place, record, digest in found})
    for place, record, _digest in found:
        if words[record.id] > 1:
            bad.append(Bad(place, _("Another record of this file has the same number and says other things.")))
        else:
            kept.setdefault(record.id, (place, record))
    return dict(kept.values()), sorted(bad, key=lambda one: one.place)
