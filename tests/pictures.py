"""Photos as phones send them, and what is none."""

import hashlib
import io
import struct
import zlib

import numpy as np
from PIL import Image


def jpeg(size: tuple[int, int] = (800, 600), *, seed: int = 40, with_place: bool = False) -> bytes:
    """Grain as of a dark hall, of a realistic size in bytes, the same for the same seed and another for another; `with_place`:
    the camera wrote down where it was."""
    exif = Image.Exif()
    if with_place:
        exif[0x010F] = "Maker of the phone"
        place = exif.get_ifd(0x8825)
        place[1], place[2], place[3], place[4] = "S", (1.0, 17.0, 30.0), "E", (36.0, 49.0, 12.0)
    out = io.BytesIO()
    grain = np.random.default_rng(seed).normal(128, 40, (size[1], size[0])).clip(0, 255).astype(np.uint8)
    Image.fromarray(grain).convert("RGB").save(out, "JPEG", quality=60, exif=exif)
    return out.getvalue()


def huge_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """A few bytes that unpack to gigabytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 4_000_000)) + chunk(b"IEND", b"")
    )


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
