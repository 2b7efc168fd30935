"""How long people were in the classes of a module: sessions and minutes summed, and whether that is enough."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import Code, Line, Listed, Paged, Role, Slug, needs, user_of
from genba.closeout.people import KEYS, Together, in_state, narrowed, people_in, shown, together
from genba.delivery.models import Participant
from genba.kit.paging import place_of, slice_of
from genba.kit.refused import Refused

router = Router(tags=["close-out"])


class AttendedOut(Schema):
    person: Code
    name: str
    role: str
    sex: str
    engagement: Code
    enterprise: Code
    module: str
    sessions: int = Field(description="Of all classes of the engagement")
    there: int = Field(description="Sessions at which the person was")
    minutes: int
    given: int = Field(description="Minutes of all sessions")
    unmarked: int = Field(description="Sessions that are over and that nobody marked for the person")
    to_come: int
    lacks: int | None = Field(description="Minutes still missing for completion; null where the module is no longer here")
    state: Literal["enough", "to-come", "unmarked", "short"]
    completed_on: date | None = Field(description="Of the module by the enterprise")


class Asked(Paged):
    q: Line = Field("", description="Of the name of the person or of the enterprise")
    state: Literal["", "enough", "short"] = Field("", description="There long enough, or not")
    module: Slug | Literal[""] = ""
    cohort: Code | None = None
    provider: Code | None = None
    role: Role | None = None


def attended_out(row: Any, sums: Together) -> AttendedOut:
    plain = {f: getattr(sums, f) for f in ("sessions", "there", "minutes", "given", "unmarked", "to_come", "lacks", "state")}
    return AttendedOut(
        person=row.person__code, name=row.person__name, role=row.role, sex=row.sex, engagement=row.engagement__code,
        enterprise=row.engagement__enterprise__code, module=row.engagement__module, completed_on=row.completed_on, **plain,
    )  # fmt: skip


@router.get(
    "/attended",
    response=Listed[AttendedOut],
    summary="List people, the newest agreement first, each with what the sessions of a module come to",
)
@needs(P.PERSON_READ)
def list_attended(request: HttpRequest, asked: Query[Asked]) -> Any:
    if asked.after and place_of(KEYS, asked.after) is None:
        raise Refused(_("This is no cursor of this list. Begin at the start."), field="after")
    wanted = {f: str(getattr(asked, f) or "") for f in ("q", "module", "cohort", "provider", "role")}
    rows = people_in(narrowed(visible(user_of(request), P.PERSON_READ, Participant), wanted))
    if asked.state:
        rows = in_state(rows, asked.state)
    page = slice_of(shown(rows), KEYS, asked.after, asked.size)
    sums = together(page.rows)
    return Listed(items=[attended_out(row, sums[row.id]) for row in page.rows], next=page.next or None)
