"""An hour of a day in a time zone, and the moment it is. Clocks jump: some hours do not exist, some come twice."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from django.conf import settings
from django.utils.translation import gettext as _

from genba.kit.refused import Refused


@lru_cache(maxsize=300)
def zones_of(country: str) -> tuple[str, ...]:
    """The time zones of a country by CLDR, in the order of their names; UTC where it names none."""
    known = available_timezones()
    return tuple(sorted(z for z in get_global("territory_zones").get(country, ()) if z in known)) or ("UTC",)


def zone_of(country: str) -> str:
    """The time zone of a country: as settings say, else the one of the house if it lies there, else its first."""
    said = settings.COUNTRY_ZONES.get(country)
    zones = zones_of(country)
    return str(said or (settings.TIME_ZONE if settings.TIME_ZONE in zones else zones[0]))


def known_zone(name: str) -> str:
    """The zone, or Refused where there is no such."""
    if name not in available_timezones():
        raise Refused(_("There is no time zone “%(name)s”. Write it as in Africa/Nairobi.") % {"name": name[:60]},
                      field="time_zone")  # fmt: skip
    return name


def moment(day: date, at: time, zone: str) -> datetime:
    """The moment, in UTC. Of an hour that comes twice, the first. Refused for an hour that a jump of the clock leaves out."""
    local = datetime.combine(day, at, ZoneInfo(zone))
    utc = local.astimezone(UTC)
    if utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Refused(
            _("On this day the clock jumps over %(time)s in %(zone)s. Choose another hour.")
            % {"time": at.strftime("%H:%M"), "zone": zone},
            field="starts_at",
        )
    return utc


def comes_twice(day: date, at: time, zone: str) -> bool:
    """Whether the clock is put back over this hour, so that it is twice on this day."""
    first = datetime.combine(day, at, ZoneInfo(zone))
    return (first.utcoffset() or timedelta()) > (first.replace(fold=1).utcoffset() or timedelta())
