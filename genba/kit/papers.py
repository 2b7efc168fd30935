"""A paper that somebody scanned or photographed: looked at by content, kept as PDF or as a picture written anew."""

import re

from django.utils.translation import gettext as _

from genba.kit import photos
from genba.kit.refused import Refused

LIMIT_BYTES = photos.LIMIT_BYTES
LONGEST_SIDE = 2400  # small print of a page must stay readable
PDF = b"%PDF-"
HEAD, TAIL = 1024, 2048  # bytes in which readers look for the beginning and the end of a PDF
# What a scan never has: programs and other files within. A name may be written #-coded; streams are pictures and text.
ACTIVE = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])")
LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
CODED = re.compile(rb"#([0-9A-Fa-f]{2})")


class BadPaper(Refused):
    """The file cannot be kept; the sentence says why and what to do."""


def clean(data: bytes) -> tuple[str, bytes]:
    """The ending ("pdf" or "jpg") and the file to keep. Raises BadPaper.

    A PDF is kept as it is, for a signature must not be changed, once it is one from beginning to end, is not locked, and
    starts nothing. Everything else has to be a picture, and is written anew.
    """
    if not data:
        raise BadPaper(_("The file is empty. Choose it again."))
    check_size(len(data))
    if PDF in data[:HEAD]:
        _check_pdf(data)
        return "pdf", data
    try:
        return "jpg", photos.clean(data, longest=LONGEST_SIDE)
    except photos.NoPhoto as no:
        raise BadPaper(_("This is neither a PDF nor a photo. Send a scan as PDF, or a photo as JPEG or PNG.")) from no
    except photos.BadPhoto as no:
        raise BadPaper(no.reason) from no


def check_size(size: int) -> None:
    """Raises BadPaper for more bytes than we take; to be asked before they are read."""
    if size > LIMIT_BYTES:
        raise BadPaper(
            _("The file has %(size)s MB; %(limit)s MB is the most we take. Scan it in grey or in a lower quality.")
            % {"size": f"{size / 2**20:.0f}", "limit": LIMIT_BYTES // 2**20}
        )


def _check_pdf(data: bytes) -> None:
    if not data.startswith(PDF) or b"startxref" not in data[-TAIL:] or b"%%EOF" not in data[-TAIL:]:
        raise BadPaper(_("The PDF is broken or not whole. Scan it again or send it again."))
    names = CODED.sub(lambda code: bytes([int(code[1], 16)]), STREAM.sub(b"", data))
    if LOCKED.search(names):
        raise BadPaper(_("The PDF is locked with a password. Send one that opens without."))
    if ACTIVE.search(names):
        raise BadPaper(_("This PDF starts a program or holds other files. Print it to a new PDF, or send a photo of it."))
