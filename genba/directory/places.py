"""Names of countries and of kinds of business: from kept tables, in the reader's language where they have it."""

import csv
from functools import lru_cache
from pathlib import Path

import pycountry
from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.kit.names import name_key
from genba.kit.refused import Refused

# What lists in the field write instead of the ISO name; checked against ISO 3166-1, August 2026.
OTHER_NAMES = {"usa": "US", "u s a": "US", "uk": "GB", "south korea": "KR", "korea": "KR", "north korea": "KP", "birmania": "MM",
               "burma": "MM", "ivory coast": "CI", "macau": "MO", "hong kong": "HK", "laos": "LA", "syria": "SY", "uae": "AE",
               "turkey": "TR", "cape verde": "CV", "swaziland": "SZ", "viet nam": "VN", "vietnam": "VN", "russia": "RU",
               "czech republic": "CZ", "palestine": "PS", "great britain": "GB", "england": "GB", "scotland": "GB"}  # fmt: skip

NO_COUNTRY = "ZZ"  # of who works in none that is known: the code of CLDR, whose name for it every language has


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Every way of writing a country that we understand, folded, to its ISO code."""
    known = dict(OTHER_NAMES)
    for country in pycountry.countries:
        for text in (country.alpha_2, country.alpha_3, country.name, getattr(country, "official_name", ""),
                     getattr(country, "common_name", "")):  # fmt: skip
            if text:
                known.setdefault(name_key(text), country.alpha_2)
    for language in ("en", "fr", "es", "ar"):
        for code, text in Locale(language).territories.items():
            if len(code) == 2 and pycountry.countries.get(alpha_2=code):
                known.setdefault(name_key(text), code)
    return known


def country_code(text: str) -> str:
    """The ISO 3166-1 code of a country written in any of the ways we know. Refuses what it does not know."""
    code = country_names().get(name_key(text))
    if code is None:
        raise Refused(_("“%(text)s” is not a country we know. Write its name or its two-letter code, such as VN.")
                      % {"text": text[:60]}, field="country")  # fmt: skip
    return code


@lru_cache(maxsize=2000)
def country_name(code: str, language: str) -> str:
    """The name of a country in a language, by CLDR."""
    return str(Locale(language).territories.get(code, code))


def currency_of(country: str) -> str:
    """The currency used in a country today, by CLDR; USD where it names none."""
    from babel.numbers import get_territory_currencies

    used = get_territory_currencies(country)
    return used[0] if used else "USD"


# The 21 sections of ISIC Rev. 4 (United Nations, 2008) by their first and last division.
SECTIONS: dict[str, tuple[int, int]] = {
    "A": (1, 3), "B": (5, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39), "F": (41, 43), "G": (45, 47), "H": (49, 53),
    "I": (55, 56), "J": (58, 63), "K": (64, 66), "L": (68, 68), "M": (69, 75), "N": (77, 82), "O": (84, 84), "P": (85, 85),
    "Q": (86, 88), "R": (90, 93), "S": (94, 96), "T": (97, 98), "U": (99, 99),
}  # fmt: skip


@lru_cache(maxsize=1)
def isic_titles() -> dict[str, str]:
    """The codes of ISIC Rev. 4 (United Nations, 2008) with their English titles, from isic4.csv beside this file."""
    with (Path(__file__).parent / "isic4.csv").open(encoding="utf-8", newline="") as table:
        return {row["code"]: row["title"] for row in csv.DictReader(table)}


def isic_title(code: str) -> str | None:
    """The English title of an ISIC Rev. 4 section, division, group or class, or None if there is no such code."""
    return isic_titles().get(code)


def section_of(isic: str) -> str:
    """The section letter of an ISIC code: "1410" and "C" are in "C"; "" where there is none."""
    if isic in SECTIONS:
        return isic
    if not isic[:2].isdigit():
        return ""
    division = int(isic[:2])
    return next((letter for letter, (low, high) in SECTIONS.items() if low <= division <= high), "")


SECTION_NAMES = {
    "A": _l("Farming, forestry and fishing"), "B": _l("Mining and quarrying"), "C": _l("Manufacturing"),
    "D": _l("Electricity and gas"), "E": _l("Water and waste"), "F": _l("Construction"), "G": _l("Trade and repair"),
    "H": _l("Transport and storage"), "I": _l("Hotels and restaurants"), "J": _l("Information and communication"),
    "K": _l("Finance and insurance"), "L": _l("Real estate"), "M": _l("Professional services"), "N": _l("Other business services"),
    "O": _l("Public administration"), "P": _l("Education"), "Q": _l("Health and social work"), "R": _l("Arts and leisure"),
    "S": _l("Other services"), "T": _l("Households"), "U": _l("International bodies"),
}  # fmt: skip
