"""What is odd about how a record was made: far away, at night, on another day, too fast, the same once more. Never a reason to
refuse; its author and its reviewer read a sentence.

Each question is a small function of plain values, so that its bounds can be shown. The thresholds stand here and nowhere else.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BaseModel, Field, ValidationError, WrapValidator

from genba.kit import numbers
from genba.sync.records import Body, Told

FAR_KM = 3  # an industrial zone is a few kilometres across, and an address is often placed in the middle of its quarter
VAGUE_M = 5_000  # a position by the masts of a network alone says too little to compare
NIGHT_FROM, NIGHT_UNTIL = 22, 5  # by the clock of the country; a late shift ends at ten, an early one begins at six
DAYS_LATER = 2  # a report that is written after a week-end is no surprise; one of last week is from memory
SHORTEST = timedelta(minutes=3)  # for more than FEW answers: half a minute each is what it takes to look and to ask
FEW = 5
ALIKE = 3  # amounts over amounts, all alike to the last digit: one or two may be chance, such as no accident twice
EARTH_KM = 6371.0088  # mean radius, IUGG


class Where(BaseModel):
    """A position in degrees (WGS 84), and how many metres it may be off."""

    lat: float = Field(ge=-90, le=90, allow_inf_nan=False)
    lon: float = Field(ge=-180, le=180, allow_inf_nan=False)
    accuracy: float = Field(0, ge=0, allow_inf_nan=False)


def _or_none(value: Any, read: Any) -> Any:
    """A device that says nonsense about itself says nothing: the record is as good as without it."""
    try:
        return read(value)
    except ValidationError:
        return None


class Noticed(Body):
    """What a device notices while a record is made. `where` only with the trainer's leave."""

    where: Annotated[Where | None, WrapValidator(_or_none)] = None
    began_at: Annotated[AwareDatetime | None, WrapValidator(_or_none)] = None
    ended_at: Annotated[AwareDatetime | None, WrapValidator(_or_none)] = None


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The way between two positions along the surface of a globe, by the haversine formula."""
    up, across = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    part = sin(up) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(across) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(part, 1)))


def far_away(where: Where | None, lat: float | None, lon: float | None) -> int | None:
    """How many whole kilometres away, where that is too far even if the position is as wrong as it may be; else None."""
    if where is None or lat is None or lon is None or where.accuracy > VAGUE_M:
        return None
    away = kilometres(where.lat, where.lon, lat, lon)
    return round(away) if away - where.accuracy / 1000 > FAR_KM else None


def at_night(moment: datetime, zone: str) -> bool:
    hour = moment.astimezone(ZoneInfo(zone)).hour
    return hour >= NIGHT_FROM or hour < NIGHT_UNTIL


def days_off(moment: datetime, zone: str, day: date) -> int | None:
    """How many days lie between when it was written and the day that it is about, where they are too many; else None."""
    days = abs((moment.astimezone(ZoneInfo(zone)).date() - day).days)
    return days if days > DAYS_LATER else None


def too_short(began_at: datetime | None, ended_at: datetime | None, answers: int) -> bool:
    """Whether so many answers were written in no time. A clock that was put back meanwhile says nothing."""
    if began_at is None or ended_at is None or ended_at < began_at:
        return False
    return answers > FEW and ended_at - began_at < SHORTEST


Amounts = Mapping[str, tuple[float | None, float | None]]


def all_alike(now: Amounts, before: Amounts) -> bool:
    """Whether every amount over amount that there was before too is the same, and they are enough not to be chance."""
    both = [code for code in now if code in before]
    return len(both) >= ALIKE and all(now[code] == before[code] for code in both)


def noticed(
    told: Told, *, on: date, zone: str, place: tuple[float | None, float | None] = (None, None), answers: int = 0
) -> list[str]:
    """The sentences about how a record was made: where, when, and how fast. on: the day that it is about, in `zone`.
    place: latitude and longitude of where it should have been made."""
    body: Noticed = told.body
    language = get_language() or "en"
    written_at = told.by_our_clock(body.began_at) if body.began_at else told.made_at
    said = []
    if (away := far_away(body.where, *place)) is not None:
        said.append(
            _("It was written %(km)s km away from the enterprise.") % {"km": numbers.number(away, language=language)}
        )
    if at_night(written_at, zone):
        said.append(_("It was written at night."))
    if (days := days_off(written_at, zone, on)) is not None:
        said.append(ngettext("It was written %(n)s day apart from the day that it is about.",
                             "It was written %(n)s days apart from the day that it is about.", days)
                    % {"n": numbers.number(days, language=language)})  # fmt: skip
    if too_short(body.began_at, body.ended_at, answers):
        said.append(_("It was written in less than three minutes."))
    return said
