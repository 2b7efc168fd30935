"""Attendance: who was there at a session of a workshop. Reading it is reading the workshop."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Path, Router
from pydantic import Field, StringConstraints

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.api.words import Code, Line, Role, Said, Sex, Version, each_once, named, needs, told_as, user_of
from genba.api.workshops import WholeWorkshop, whole
from genba.delivery.actions import attendance
from genba.delivery.models import Workshop
from genba.directory.models import Enterprise

router = Router(tags=["attendance"])
SessionKey = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}-(morning|afternoon)$")]


class Mark(Said):
    person: Code
    minutes: int | None = Field(ge=0, le=720, description="Nought: not there; null: take the mark back")


class Missed(Said):
    person: Code
    late: int = Field(0, ge=0, le=720, description="Minutes missed at the beginning")
    left_early: int = Field(0, ge=0, le=720, description="Minutes missed at the end")


class WalkedIn(Said):
    enterprise: Code
    name: Line
    sex: Sex
    role: Role
    is_another: bool = Field(False, description="Not the person of the same name who is known already")


class Marks(Said):
    version: Version = Field(description="Of the workshop, as it was read")
    marks: list[Mark] = Field(max_length=500)
    missed: list[Missed] = Field(
        default_factory=list, max_length=500, description="Who was there for a part; not in marks too"
    )
    walked_in: WalkedIn | None = None


@router.put("/workshops/{code}/sessions/{key}/attendance", response=WholeWorkshop, summary="Mark who was there")
@needs(P.ATTENDANCE_MARK)
def mark_attendance(request: HttpRequest, code: Path[Code], key: Path[SessionKey], body: Marks) -> Any:
    user = user_of(request)
    workshop = find(user, P.ATTENDANCE_MARK, Workshop, code, load="provider,trainer")
    session = next((s for s in workshop.sessions.all() if s.key == key), None)
    if session is None:
        raise Http404
    came = None
    if body.walked_in:
        told = body.walked_in
        # Whoever gives the class may seat people of the enterprises that take part in it, and of no others.
        coming = Enterprise.objects.filter(engagements__participations__workshop=workshop).distinct()
        came = attendance.WalkIn(named(coming, told.enterprise, "walked_in.enterprise"), told.name, told.sex, told.role,
                                 told.is_another)  # fmt: skip
    marks = each_once(((m.person, m.minutes) for m in body.marks), "marks")
    gaps = each_once(((m.person, attendance.Gap(m.late, m.left_early)) for m in body.missed), "missed")
    each_once(((person, None) for person in (*marks, *gaps)), "missed")
    missed = {f"{part}-{person}": "missed" for person in gaps for part in ("late", "early")}
    with told_as(session="key", minutes="marks", is_another="walked_in.is_another", people="walked_in.enterprise", **missed):
        attendance.mark(by=user, workshop=workshop, session=session, version=body.version, walk_in=came, marks=marks,
                        gaps=gaps)  # fmt: skip
    return whole(workshop, user)
