"""How templates say numbers, days and names: in the reader's language, with the reader's digits."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import lru_cache, partial
from html import escape
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from markupsafe import Markup

from genba.curriculum import UnknownModule
from genba.directory.places import SECTION_NAMES, country_name, isic_title, section_of
from genba.kit import numbers
from genba.programmes.curricula import curriculum


def language() -> str:
    """The language that is spoken now."""
    return get_language() or "en"


def number(value: float | None, decimals: int = 0, *, language: str) -> str:
    """A number, or a dash in words where there is none."""
    return _("no data") if value is None else numbers.number(value, decimals, language=language)


def percent(value: float | None, decimals: int = 0, *, language: str) -> str:
    """A fraction as percent."""
    return _("no data") if value is None else numbers.percent(value, decimals, language=language)


def signed_percent(value: float | None, decimals: int = 0, *, language: str) -> str:
    """A fraction as percent with its sign: a change."""
    return _("no data") if value is None else numbers.signed_percent(value, decimals, language=language)


def money(amount: Any, currency: str, *, language: str) -> str:
    return _("no data") if amount is None else numbers.money(amount, currency, language=language)


def day(value: date | datetime | None, *, language: str) -> str:
    """12 March 2026."""
    if value is None:
        return _("no date")
    plain = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return numbers.date(plain, "long", language=language)


def short_day(value: date, *, language: str) -> str:
    """12 Mar 2026, where there is little room."""
    return numbers.date(value, "short", language=language)


def moment(value: datetime, *, language: str) -> str:
    """12 March 2026, 14:05 in the time zone of the house."""
    local, nought = timezone.localtime(value), number(0, language=language)
    hour, minute = (number(n, language=language).rjust(2, nought) for n in (local.hour, local.minute))
    return f"{day(value, language=language)}, {hour}:{minute}"


def clock(value: time | datetime, *, language: str) -> str:
    """09:30, of a moment in the zone it carries."""
    nought = number(0, language=language)
    return ":".join(number(n, language=language).rjust(2, nought) for n in (value.hour, value.minute))


def module_title(slug: str, *, language: str) -> str:
    """The title of a module in the reader's language; its slug where it is no longer here."""
    try:
        return curriculum().module(slug).titles.in_(language)
    except UnknownModule:
        return slug


def month(value: date, *, language: str) -> str:
    """March 2026."""
    return numbers.date(value, "month", language=language)


def country(code: str, *, language: str) -> str:
    return country_name(code, language)


@lru_cache(maxsize=2000)
def sector(isic: str, *, language: str) -> str:
    """The section in words, in English the code's own title."""
    title = isic_title(isic) if isic else None
    if title and language == "en":
        return f"{title} ({isic})"
    letter = section_of(isic)
    with override(language):
        return f"{SECTION_NAMES[letter]} ({isic})" if letter else _("not stated")


# Of people, by sex and by role.
MANY = {"female": _l("Women"), "male": _l("Men"), "other": _l("Other"), "not-stated": _l("Not stated"),
        "manager": _l("Managers"), "worker": _l("Workers")}  # fmt: skip

WORDS: dict[str, Callable[..., str]] = {
    "number": number, "percent": percent, "signed_percent": signed_percent, "money": money, "day": day, "month": month,
    "country": country, "sector": sector, "short_day": short_day, "moment": moment, "module_title": module_title,
    "clock": clock,
}  # fmt: skip


def number_rows(rows: Sequence[Sequence[str]]) -> Markup:
    """The rows of a table body whose first cell is a heading and whose others are numbers: many, so written in one go."""
    lines = []
    for row in rows:
        heading, *cells = escape("\x1f".join(row)).split("\x1f")
        numbered = "".join([f'<td class="number">{cell}</td>' for cell in cells])
        lines.append(f'<tr><th scope="row">{heading}</th>{numbered}</tr>\n')
    return Markup("".join(lines))  # noqa: S704 escaped above


def filters(language: str) -> dict[str, Callable[..., str]]:
    """The words above as filters of templates that speak one language."""
    return {name: partial(said, language=language) for name, said in WORDS.items()} | {"number_rows": number_rows}
