"""How long people were in class, module by module: a page of fifty, the same as a file, and every session as a file."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _l

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.closeout.people import KEYS, Together, all_together, in_state, narrowed, people_in, shown, together
from genba.delivery.models import Attendance, Participant
from genba.directory.models import WorkRole
from genba.kit.sheets import Column
from genba.web.base.handed_out import as_csv
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.attended_words import attended_filters, titles_of, what_is_missing

SESSIONS = ("participant__person__code", "participant__person__name", "participant__role", "participant__sex",
            "participant__engagement__enterprise__name", "participant__engagement__code", "session__workshop__code",
            "session__held_on", "session__part", "minutes", "session__minutes")  # fmt: skip
SESSION_COLUMNS = [Column(name, label) for name, label in zip(SESSIONS, (
    _l("Code"), _l("Name"), _l("Role"), _l("Sex"), _l("Enterprise"), _l("Engagement"), _l("Class"), _l("Day"),
    _l("Part of the day"), _l("Minutes there"), _l("Minutes of the session")), strict=True)]  # fmt: skip
COLUMNS = [Column(name, label) for name, label in (
    ("code", _l("Code")), ("name", _l("Name")), ("role", _l("Role")), ("sex", _l("Sex")), ("enterprise", _l("Enterprise")),
    ("enterprise_code", _l("Code of the enterprise")), ("provider", _l("Provider")), ("module", _l("Module")),
    ("engagement", _l("Engagement")), ("sessions", _l("Sessions")), ("there", _l("Sessions there")),
    ("minutes", _l("Minutes there")), ("given", _l("Minutes of all sessions")), ("state", _l("There long enough")),
    ("missing", _l("What is missing")), ("completed_on", _l("Module completed on")),
)]  # fmt: skip


@requires(Permission.PERSON_READ)
def list_people(request: HttpRequest) -> HttpResponse:
    """Fifty people, the newest agreement first, each with what the sessions come to and what is missing; or all of them as a file."""
    filters = attended_filters(request.user, request.GET, get_language() or "en")
    asked = filters.asked(request.GET)
    rows = people_in(narrowed(visible(request.user, Permission.PERSON_READ, Participant), asked))
    if asked["state"]:
        rows = in_state(rows, asked["state"])
    if request.GET.get("format") == "csv":
        return as_csv(told(all_together(rows)), COLUMNS, "people")  # type: ignore[return-value]  # streamed
    page = slice_of(shown(rows), KEYS, request.GET.get("after", ""))
    sums, titles = together(page.rows), titles_of(get_language() or "en")
    lines = [(row, sums[row.id], what_is_missing(sums[row.id])) for row in page.rows]
    query = request.GET.copy()
    query.pop("after", None)
    by_session = query.urlencode()
    query["format"] = "csv"
    return Page(request, "desk/completion/people.html", filters=filters.fields(asked), rows=lines, titles=titles, roles=dict(WorkRole.choices),
                further=with_cursor(request, page.next) if page.next else "", file=f"?{query.urlencode()}",
                by_session=f"?{by_session}" if by_session else "").show()  # fmt: skip


def told(rows: Iterable[tuple[Any, Together]]) -> Iterator[list[Any]]:
    """The cells of each person in the order of COLUMNS."""
    for row, sums in rows:
        yield [
            row.person__code, row.person__name, row.role, row.sex, row.engagement__enterprise__name,
            row.engagement__enterprise__code, row.engagement__provider__name, row.engagement__module, row.engagement__code, sums.sessions, sums.there, sums.minutes, sums.given, sums.state == "enough",
            what_is_missing(sums), row.completed_on,
        ]  # fmt: skip


@requires(Permission.PERSON_READ)
def by_session(request: HttpRequest) -> HttpResponse:
    """Who was at which session for how long: a row for each person and session, as a file; with the filters of the page."""
    filters = attended_filters(request.user, request.GET, get_language() or "en")
    asked = filters.asked(request.GET)
    mine = narrowed(visible(request.user, Permission.PERSON_READ, Participant), asked)
    rows = Attendance.objects.filter(participant__in=mine).order_by("participant_id", "session_id")
    return as_csv(rows.values_list(*SESSIONS).iterator(chunk_size=2000), SESSION_COLUMNS, "attendance")  # type: ignore[return-value]
