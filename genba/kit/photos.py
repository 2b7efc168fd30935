"""Photos from strangers: looked at by content, made small, without what the camera wrote about place and owner."""

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from genba.kit.refused import Refused

LIMIT_BYTES = 20 * 1024 * 1024
LIMIT_PIXELS = 60_000_000  # the largest phone cameras in use give 50 million, some 200: those send smaller ones
LONGEST_SIDE = 1600
SMALLEST_SIDE = 16
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1", b"ftypheif")


class BadPhoto(Refused):
    """The photo cannot be kept; the sentence says why and what to do."""


class NoPhoto(BadPhoto):
    """It is no picture at all."""


def check_size(size: int) -> None:
    """Raises BadPhoto for more bytes than we take; to be asked before they are read."""
    if size > LIMIT_BYTES:
        raise BadPhoto(
            _("The photo has %(size)s MB; %(limit)s MB is the most we take. Send a smaller one.")
            % {"size": f"{size / 2**20:.0f}", "limit": LIMIT_BYTES // 2**20}
        )


def clean(data: bytes, longest: int = LONGEST_SIDE) -> bytes:
    """The photo as JPEG, at most `longest` pixels long, upright, with no EXIF, GPS, comment or colour profile.

    It is always written anew, so nothing hidden behind the picture is kept. Raises BadPhoto.
    """
    if not data:
        raise BadPhoto(_("The photo is empty. Take it again."))
    check_size(len(data))
    if data[4:12] in HEIC:
        raise BadPhoto(_("This photo is HEIC. Set the camera to JPEG (“most compatible”) or send it as JPEG."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as photo:
                return _written(_opened(photo, longest), longest)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPhoto(_too_many_pixels()) from error
    except UnidentifiedImageError as error:
        raise NoPhoto(_("This is no photo. Send a picture as JPEG, PNG or WebP.")) from error
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, MemoryError) as error:
        raise BadPhoto(_("The photo is broken and cannot be opened. Take it again or send it again.")) from error


def _opened(photo: Image.Image, longest: int) -> Image.Image:
    """Refuse by the declared size before a single pixel is unpacked; JPEGs are unpacked at a reduced size."""
    width, height = photo.size
    if width * height > LIMIT_PIXELS:
        raise BadPhoto(_too_many_pixels())
    if min(width, height) < SMALLEST_SIDE:
        raise BadPhoto(_("The photo is too small to show anything. Send the photo itself."))
    photo.draft("RGB", (longest, longest))
    photo.load()
    return photo


def _written(photo: Image.Image, longest: int) -> bytes:
    upright = ImageOps.exif_transpose(photo)
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        layered = upright.convert("RGBA")
        upright = Image.new("RGB", layered.size, "white")
        upright.paste(layered, mask=layered.getchannel("A"))
    plain = upright.convert("RGB")
    plain.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    fresh = Image.new("RGB", plain.size)
    fresh.paste(plain)
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _too_many_pixels() -> str:
    return _("The photo has more than %(n)s million pixels. Send a smaller one.") % {"n": LIMIT_PIXELS // 1_000_000}
