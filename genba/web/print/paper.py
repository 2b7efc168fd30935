"""What stands at the head and foot of every document: title, programme, day, direction, pages."""

from typing import Any

from django.utils.translation import gettext as _

from genba.kit import numbers

ARABIC_LIKE = ("ar", "fa", "he", "ur")


def is_rtl(language: str) -> bool:
    """Whether a language is written from right to left."""
    return language.split("-")[0] in ARABIC_LIKE


def head(title: str, *, programme: str, day: str, language: str) -> dict[str, Any]:
    """What `document` of base.typ reads as meta. `day`: as it is written, in the language that is active."""
    return {
        "title": title, "programme": programme, "date": day, "lang": language.split("-")[0],
        "dir": "rtl" if is_rtl(language) else "ltr", "page": _("Page {page} of {pages}"),
        "digits": "0123456789".translate(numbers.symbols(language).digits),
    }  # fmt: skip
