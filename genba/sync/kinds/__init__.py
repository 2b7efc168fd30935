"""The kinds of records: a file for each, and one line here."""

from genba.sync.kinds import attendance, visit
from genba.sync.records import Kind

KINDS: dict[str, Kind] = {kind.slug: kind for kind in (
    Kind("attendance", 1, attendance.AttendanceBody, attendance.become),
    Kind("visit", 1, visit.VisitBody, visit.become),
)}  # fmt: skip
