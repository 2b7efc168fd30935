"""Files kept by their content: the same file twice is kept once, and its name tells nothing."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def place_of(folder: str, content: str, ending: str) -> str:
    """Where the storage has a file with this content."""
    return f"{folder}/{content[:2]}/{content}.{ending}"


def keep(data: bytes, folder: str, ending: str) -> str:
    """Keep a file; gives back the SHA-256 of its content, by which it is found.

    One that a server left half written when it died is written anew: nothing else could tell it from a whole one later.
    """
    content = hashlib.sha256(data).hexdigest()
    place = place_of(folder, content, ending)
    if not default_storage.exists(place) or default_storage.size(place) != len(data):
        put(place, data)
    return content


def put(place: str, data: bytes) -> None:
    """Write a file in this very place, whatever stood there."""
    default_storage.save(place, ContentFile(data))


def read(place: str) -> bytes:
    """The whole file. FileNotFoundError where it is gone, on every storage."""
    with default_storage.open(place) as file:
        data: bytes = file.read()
    return data
