"""Files kept by their content: the same file twice is kept once, and its name tells nothing."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def place_of(folder: str, content: str, ending: str) -> str:
    """Where the storage has a file with this content."""
    return f"{folder}/{content[:2]}/{content}.{ending}"


def keep(data: bytes, folder: str, ending: str) -> str:
    """Keep a file; gives back the SHA-256 of its content, by which it is found."""
    content = hashlib.sha256(data).hexdigest()
    place = place_of(folder, content, ending)
    if not default_storage.exists(place):
        default_storage.save(place, ContentFile(data))
    return content
