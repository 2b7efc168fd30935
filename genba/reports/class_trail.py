"""Who changed what in a class and its lists, when, and from what to what, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import SYSTEM
from genba.audit.models import Event
from genba.delivery.models import Session, Workshop
from genba.kit import numbers

TRAIL = 20
OF_SESSION = 60


@dataclass(frozen=True)
class Turn:
    """What the list said of one person before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    at: datetime
    who: str
    verb: str
    changes: Mapping[str, Any]
    reason: str
    session: str  # in words; empty where it is about the whole class
    turns: tuple[Turn, ...]


def trail_of(workshop: Workshop, names: Mapping[str, str], *, session: str = "") -> tuple[Change, ...]:
    """The latest changes, newest first; of one session (by its key) only, where it is named. `names`: of the people whom
    the reader may see, by code. Two queries."""
    rows = Event.objects.filter(noun="workshop", code=workshop.code).order_by("-at", "-pk")
    if session:
        rows = rows.filter(changes__session=session)
    events = list(rows[: OF_SESSION if session else TRAIL])
    authors = dict(User.objects.filter(code__in={e.by for e in events}).values_list("code", "name"))
    authors[SYSTEM.code] = _("by phone, without signing in")
    return tuple(Change(e.at, authors.get(e.by, e.by), e.verb, e.changes, e.reason, _session(e.changes.get("session")),
                        _turns(e.changes.get("minutes"), names)) for e in events)  # fmt: skip


def _session(key: Any) -> str:
    """2026-04-14-morning as people say it."""
    if not isinstance(key, str):
        return ""
    try:
        day = numbers.date(date.fromisoformat(key[:10]), language=get_language() or "en")
    except ValueError:
        return key
    return f"{day}, {dict(Session.Part.choices).get(key[11:], '')}"


def _turns(minutes: Any, names: Mapping[str, str]) -> tuple[Turn, ...]:
    if not isinstance(minutes, dict):
        return ()
    found = [Turn(names.get(code) or _("somebody"), said(before), said(after)) for code, (before, after) in minutes.items()]
    return tuple(sorted(found, key=lambda turn: turn.name))


def said(minutes: int | None) -> str:
    """What a list says of a person."""
    if minutes is None:
        return _("not marked")
    if not minutes:
        return _("not here")
    count = numbers.number(minutes, language=get_language() or "en")
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": count}
