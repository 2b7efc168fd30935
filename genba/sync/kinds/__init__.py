"""The kinds of records: a file for each, and one line here."""

from genba.sync.kinds import attendance, satisfaction, signature, visit
from genba.sync.records import Kind

KINDS: dict[str, Kind] = {kind.slug: kind for kind in (
    Kind("attendance", 1, attendance.AttendanceBody, attendance.become),
    Kind("visit", 1, visit.VisitBody, visit.become),
    Kind("signature", 1, signature.SignatureBody, signature.become),
    Kind("satisfaction", 1, satisfaction.SatisfactionBody, satisfaction.become),
)}  # fmt: skip
