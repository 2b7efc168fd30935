"""A calendar as calendar programs read it (RFC 5545). Moments are in UTC: right in every zone, whatever its rules become."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from genba.access.models import User
from genba.delivery.calendar import Entry, entries

BACK, AHEAD = timedelta(days=60), timedelta(days=400)


def feed_of(user: User, base: str = "") -> bytes:
    """What the user may see, from two months ago to a year ahead. `base` is the address of the house, for links."""
    today = timezone.localdate()
    return written(entries(user, today - BACK, today + AHEAD), base)


def written(found: Iterable[Entry], base: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//genba//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "genba")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for entry in found:
        calendar.add_component(_event(entry, base))
    return bytes(calendar.to_ical())


def _event(entry: Entry, base: str) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    if entry.kind == "away":
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        event.add("transp", "OPAQUE")
    else:
        event.add("dtstart", entry.begins)
        event.add("dtend", entry.ends)
    if entry.place:
        event.add("location", entry.place)
    if base and entry.kind != "away":
        path = "desk/workshops" if entry.kind == "class" else "calendar/visits"
        event.add("url", f"{base}/{path}/{entry.code}/")
    event.add("status", "CANCELLED" if entry.state == "missed" else "CONFIRMED")
    return event
