"""The word in the square code of a check-in: it changes every few minutes, so that a photo of it is soon worth nothing.

A word names the check-in and a stretch of time, and is signed. A page opens with the word of this stretch or of the one
before. Whoever has opened it may finish what they began for a while longer. How many people a device has brought in is a
signed number on the device itself: nothing is kept about it here.
"""

import base64
import hmac
import time

from django.core import signing
from django.utils.crypto import salted_hmac

SECONDS = 180  # of one stretch
TO_FINISH = 5  # stretches in which a page that was opened in time can still be sent
SALT = "check-in-word"
DEVICE_SALT = "check-in-device"
DEVICE_SECONDS = 60 * 60 * 6


def stretch_now() -> int:
    return int(time.time()) // SECONDS


def word_of(code: str, stretch: int | None = None) -> str:
    """The word for the check-in of this code: now, or of the stretch that is asked."""
    named = f"{code}-{stretch if stretch is not None else stretch_now():x}"
    return f"{named}-{_signed(named)}"


def read(word: str, *, finishing: bool = False) -> tuple[str, bool]:
    """The code of the check-in and whether the word still opens it; an empty code for what we never wrote."""
    named, _dash, signature = word.rpartition("-")
    code, _dash, stretch = named.partition("-")
    if not hmac.compare_digest(_signed(named).encode(), signature.encode()):
        return "", False
    age = stretch_now() - int(stretch, 16)
    return code, 0 <= age <= (TO_FINISH if finishing else 1)


def handle(code: str, person: str) -> str:
    """How a page names somebody on the list of one check-in: it leads nowhere else."""
    return _signed(f"{code}/{person}")[:12]


def _signed(text: str) -> str:
    return base64.urlsafe_b64encode(salted_hmac(SALT, text, algorithm="sha256").digest()[:12]).decode().replace("-", "~")


def brought(cookie: str | None, code: str) -> int:
    """How many this device has brought in at this check-in so far, by its own word."""
    try:
        said = signing.loads(cookie or "", salt=DEVICE_SALT, max_age=DEVICE_SECONDS)
    except signing.BadSignature:
        return 0
    return int(said[1]) if said[0] == code else 0


def brought_cookie(code: str, many: int) -> str:
    return signing.dumps([code, many], salt=DEVICE_SALT)
