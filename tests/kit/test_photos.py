"""A photo is judged by its content, made small, and loses what the camera wrote about place and owner."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from genba.kit.photos import BadPhoto, clean
from genba.kit.refused import Refused


def photo(size: tuple[int, int] = (400, 300), form: str = "JPEG", mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 120 if mode == "L" else None).save(out, form, **more)
    return out.getvalue()


def png_that_declares(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    body = struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    pixels = b"IDAT" + zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + body + struct.pack(">I", len(pixels) - 4) + pixels + struct.pack(">I", zlib.crc32(pixels))


@pytest.mark.parametrize(("form", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")])
def test_a_photo_of_every_usual_form_becomes_a_jpeg(form: str, mode: str) -> None:
    made = Image.open(io.BytesIO(clean(photo(form=form, mode=mode))))

    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (400, 300))


def test_a_large_photo_is_made_smaller_in_its_own_shape() -> None:
    made = Image.open(io.BytesIO(clean(photo((4000, 3000)))))

    assert made.size == (1600, 1200)


def test_place_and_owner_are_gone_and_the_photo_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Maker of the phone"
    exif.get_ifd(0x8825)[2] = (10.0, 46.0, 12.0)
    data = photo((400, 200), exif=exif, comment=b"secret note")

    cleaned = clean(data)

    made = Image.open(io.BytesIO(cleaned))
    assert made.size == (200, 400)
    assert not made.getexif()
    assert not {"exif", "comment", "icc_profile"} & set(made.info)
    assert b"Maker of the phone" in data
    assert b"Maker" not in cleaned
    assert b"secret" not in cleaned


def test_what_hides_behind_the_picture_is_not_kept() -> None:
    data = photo() + b"<script>alert(1)</script>PK\x03\x04"

    cleaned = clean(data)

    assert b"script" not in cleaned


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"just some words", "no photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no photo"),
        (b"%PDF-1.7", "no photo"),
        (b"GIF89a<script>alert(1)</script>", "no photo"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (photo()[:200], "broken"),
        (b"\xff" * (20 * 1024 * 1024 + 1), "the most we take"),
        (png_that_declares(50_000, 50_000), "million pixels"),
        (png_that_declares(9_000, 7_000), "million pixels"),
        (png_that_declares(2_000_000_000, 2_000_000_000), "million pixels"),
        (photo((4, 4)), "too small"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_reason(data: bytes, words: str) -> None:
    with pytest.raises(BadPhoto) as caught:
        clean(data)

    assert words in caught.value.reason
    assert isinstance(caught.value, Refused)


@given(st.binary(max_size=300), st.integers(0, 600))
def test_a_damaged_photo_is_refused_or_read_and_nothing_else(noise: bytes, place: int) -> None:
    data = photo((64, 64))

    try:
        made = clean(data[:place] + noise + data[place:])
    except BadPhoto as refused:
        made = refused.reason.encode()

    assert made
