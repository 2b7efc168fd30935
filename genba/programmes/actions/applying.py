"""What each kind of applicant is asked beside name, place and how to be reached; and what is still missing."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.curriculum import UnknownModule
from genba.directory.places import country_code
from genba.kit.refused import Refused
from genba.programmes.curricula import curriculum
from genba.programmes.models import Application

BODIES = {"ministry": gettext_lazy("Ministry or public agency"), "chamber": gettext_lazy("Chamber or association"),
          "donor": gettext_lazy("Donor or foundation"), "other": gettext_lazy("Something else")}  # fmt: skip
MOST, LONGEST = 100_000, 300
# By kind: what is asked, in order, and whether the office cannot go on without it.
ASKED: dict[str, dict[str, bool]] = {
    "enterprise": {}, "trainer": {"languages": True, "modules": True, "years": True},
    "provider": {"trainers": True, "modules": False, "website": False},
    "brand": {"suppliers": True, "countries": False, "website": False}, "sponsor": {"body": True, "offers": False},
}  # fmt: skip
LABELS = {
    "languages": gettext_lazy("Languages you train in"), "modules": gettext_lazy("Modules"),
    "years": gettext_lazy("Years of work with enterprises"), "trainers": gettext_lazy("Trainers you have"),
    "website": gettext_lazy("Website"), "suppliers": gettext_lazy("Suppliers you think of"),
    "countries": gettext_lazy("Countries of these suppliers"),
    "body": gettext_lazy("What you are"), "offers": gettext_lazy("What you would like to bring"),
    "region": gettext_lazy("Region or province"), "city": gettext_lazy("Town"), "isic": gettext_lazy("Kind of business"),
    "women": gettext_lazy("Women who work there"), "men": gettext_lazy("Men who work there"), "email": gettext_lazy("E-mail"),
}  # fmt: skip
# What the office needs of an applicant before it can answer, beside the answers above.
NEEDED = {"enterprise": ("region", "city", "isic", "women", "men"), "trainer": ("email", "region"), "provider": ("city",),
          "brand": (), "sponsor": ()}  # fmt: skip


def checked_answers(kind: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a kind as they are kept; what was left empty is left out. Refused for what its kind is not asked and
    for what cannot be."""
    if kind not in ASKED:
        raise Refused(_("Say as what you would like to join."), field="kind")
    if unknown := [name for name in given if name not in ASKED[kind]]:
        raise Refused(_("“%(name)s” is not asked here.") % {"name": unknown[0][:40]}, field=unknown[0][:40])
    found = {name: CHECKS[name](given[name], name) for name in ASKED[kind] if given.get(name) not in (None, "", [])}
    return {name: value for name, value in found.items() if value not in ("", [])}


def missing(application: Application) -> list[str]:
    """The names of what the office still needs to know, in order."""
    plain = [name for name in NEEDED[application.kind] if getattr(application, name) in (None, "")]
    asked = [n for n, is_needed in ASKED[application.kind].items() if is_needed and n not in application.answers]
    return plain + asked


def checked_number(value: Any, name: str) -> int:
    """A whole number of people or years. Refused for anything else."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        raise Refused(_("Write a whole number from 0 to %(most)s.") % {"most": MOST}, field=name)
    return value


def _languages(value: Any, name: str) -> list[str]:
    for code in value:
        if code not in Locale("en").languages:
            raise Refused(_("There is no language “%(code)s”.") % {"code": str(code)[:20]}, field=name)
    return list(dict.fromkeys(value))


def _modules(value: Any, name: str) -> list[str]:
    for slug in value:
        try:
            curriculum().module(slug)
        except UnknownModule:
            raise Refused(_("There is no module “%(code)s”.") % {"code": str(slug)[:40]}, field=name) from None
    return list(dict.fromkeys(value))


def _website(value: Any, name: str) -> str:
    text = str(value).strip()
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
    except ValueError:  # such as an open bracket
        parts = urlsplit("")
    if (
        parts.scheme not in ("http", "https")
        or "." not in parts.netloc
        or len(address) > LONGEST
        or any(c.isspace() for c in address)
    ):
        raise Refused(_("This is no address of a website. It looks like www.example.org."), field=name)
    return address


def _countries(value: Any, name: str) -> list[str]:
    try:
        return list(dict.fromkeys(country_code(str(code)) for code in value))
    except Refused as no:
        raise Refused(no.reason, field=name) from None


def _body(value: Any, name: str) -> str:
    if value not in BODIES:
        raise Refused(_("Choose what you are."), field=name)
    return str(value)


def _text(value: Any, name: str) -> str:
    return " ".join(str(value).split())[:LONGEST]


CHECKS: dict[str, Callable[[Any, str], Any]] = {
    "languages": _languages, "modules": _modules, "years": checked_number, "trainers": checked_number, "suppliers": checked_number,
    "countries": _countries, "website": _website, "body": _body, "offers": _text,
}  # fmt: skip
