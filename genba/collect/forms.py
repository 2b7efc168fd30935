"""Which forms a user takes along, and what goes with them: exactly what the user may report on, no more."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.curriculum import Form, Module, Texts
from genba.curriculum.collecting import collected, id_of, made, sheets_of
from genba.delivery.models import Participant, Participation, Session, Workshop
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement
from genba.pulses.models import PulseAsk

ATTENDANCE = "attendance"
ATTENDANCE_VERSION = "1"
TITLES = Texts({"en": "Attendance", "fr": "Présence", "es": "Asistencia", "ar": "الحضور"})
BACK, AHEAD = timedelta(days=14), timedelta(days=7)  # the classes that go along, as with the field app
PULSE = "pulse"
ASKS_WITH = {"baseline": Permission.BASELINE_TAKE}  # by form; others are of a visit
Row = dict[str, Any]


@dataclass(frozen=True)
class Taken:
    """A form with its files, as one user takes it along. `module`: none for the list of a class."""

    form: Form
    module: Module | None
    tables: dict[str, list[Row]]

    @property
    def id(self) -> str:
        return self.form.code

    @cached_property
    def version(self) -> str:
        return version_of(self.form)

    @cached_property
    def xml(self) -> bytes:
        return self.form.xml().encode()

    @cached_property
    def files(self) -> dict[str, bytes]:
        """By name, as the form asks for them."""
        return {f"{name}.csv": _csv(rows) for name, rows in self.tables.items()}


def md5(content: bytes) -> str:
    """As OpenRosa names what a file holds; no secret rests on it."""
    return "md5:" + hashlib.md5(content, usedforsecurity=False).hexdigest()


def version_of(form: Form) -> str:
    return next(row["version"] for row in form.rows if row.sheet == "settings")


def all_forms() -> Iterator[tuple[Module | None, Form]]:
    """Every form that can be taken along by somebody, the list of a class first."""
    yield None, attendance_form()
    for module in curriculum().modules:
        if module.status == "active":
            for form in module.forms:
                yield module, collected(module, form)


def form_called(form_id: str) -> tuple[Module | None, Form]:
    """A form by its id, of a module that is not offered any more too: a phone may have kept it. Http404."""
    if form_id == ATTENDANCE:
        return None, attendance_form()
    for module in curriculum().modules:
        for form in module.forms:
            if id_of(module, form) == form_id:
                return module, form
    raise Http404


def attendance_form() -> Form:
    source = (Path(__file__).parent / "attendance.md").read_text()
    return made(ATTENDANCE, TITLES, ATTENDANCE_VERSION, sheets_of(Form(ATTENDANCE, TITLES, source)))


def taken_by(user: User) -> list[Taken]:
    """Every form with something to report on for this user."""
    found = [Taken(attendance_form(), None, tables)] if (tables := _classes(user))["workshops"] else []
    engagements = {may: _engagements(user, may) for may in (Permission.VISIT_REPORT, Permission.BASELINE_TAKE)}
    asked = list(visible(user, Permission.PULSE_ANSWER, PulseAsk).filter(pk__in=PulseAsk.objects.open().values("pk"))
                 .select_related("enterprise"))  # fmt: skip
    for module in curriculum().modules:
        for form in module.forms if module.status == "active" else ():
            if form.code == PULSE:
                rows = [{"name": ask.code, "label": _place(ask.enterprise)} for ask in asked]
            else:
                rows = engagements[ASKS_WITH.get(form.code, Permission.VISIT_REPORT)].get(module.slug, [])
            if rows:
                found.append(Taken(collected(module, form), module, {"engagements": _told_apart(rows)}))
    return found


def taken_as(user: User, form_id: str) -> Taken:
    """One of them. Http404 where there is none of this id for this user."""
    for taken in taken_by(user):
        if taken.id == form_id:
            return taken
    raise Http404


def _engagements(user: User, may: Permission) -> dict[str, list[Row]]:
    """By module. Where a baseline was taken, none is asked for again."""
    rows = visible(user, may, Engagement).filter(withdrawal=None).select_related("enterprise")
    if may is Permission.BASELINE_TAKE:
        rows = rows.filter(baseline=None)
    found: dict[str, list[Row]] = {}
    for row in rows.order_by("enterprise__name_key", "pk"):
        found.setdefault(row.module, []).append({"name": row.code, "label": _place(row.enterprise)})
    return found


def _place(enterprise: Any) -> str:
    return ", ".join(part for part in (enterprise.name, enterprise.city) if part)


def _told_apart(rows: list[Row]) -> list[Row]:
    """Two that read the same are told apart by their codes."""
    labels = [row["label"] for row in rows]
    return [{**row, "label": f"{row['label']} ({row['name']})"} if labels.count(row["label"]) > 1 else row for row in rows]


def _classes(user: User) -> dict[str, list[Row]]:
    """The classes of these weeks with their sessions, who is on the list, and which enterprises send people."""
    today = timezone.localdate()
    near = Session.objects.filter(held_on__gte=today - BACK, held_on__lte=today + AHEAD).values("workshop")
    mine = visible(user, Permission.ATTENDANCE_MARK, Workshop).filter(pk__in=near)
    kept = Q(workshop__in=mine)
    sessions = Session.objects.filter(kept).order_by("workshop__starts_on", "workshop_id", "held_on", "-part")
    people = Participant.objects.filter(kept).order_by("person__name_key", "pk")
    senders = Participation.objects.filter(kept).order_by("engagement__enterprise__name_key", "pk")
    return {
        "workshops": [{"name": w.code, "label": f"{w.place}, {w.starts_on.isoformat()}"} for w in mine.order_by("starts_on", "pk")],
        "sessions": [
            {"name": f"{s.workshop.code}-{s.key}", "label": f"{s.held_on.isoformat()} {s.get_part_display()}",
             "workshop": s.workshop.code, "minutes": s.minutes} for s in sessions.select_related("workshop")],
        "participants": [
            {"name": code, "label": f"{name}, {enterprise}", "workshop": workshop} for code, name, enterprise, workshop in
            people.values_list("person__code", "person__name", "engagement__enterprise__name", "workshop__code")],
        "enterprises": [
            {"name": code, "label": name, "workshop": workshop} for code, name, workshop in
            senders.values_list("engagement__enterprise__code", "engagement__enterprise__name", "workshop__code")],
    }  # fmt: skip


def _csv(rows: Iterable[Row]) -> bytes:
    """As collectors read it: UTF-8, commas, a heading, each row on one line."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    heads = list(rows[0]) if rows else ["name", "label"]
    writer.writerow(heads)
    writer.writerows([" ".join(str(row[head]).split()) for head in heads] for row in rows)
    return text.getvalue().encode()
