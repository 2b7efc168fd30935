"""The kinds of records: a file for each, and one line here."""

from genba.sync.kinds import attendance, baseline, photo, pulse, satisfaction, signature, visit
from genba.sync.records import Kind

KINDS: dict[str, Kind] = {kind.slug: kind for kind in (
    Kind("attendance", 1, attendance.AttendanceBody, attendance.become),
    Kind("baseline", 1, baseline.BaselineBody, baseline.become),
    Kind("pulse", 1, pulse.PulseBody, pulse.become),
    Kind("photo", 1, photo.PhotoBody, photo.become, never_kept=photo.NEVER_KEPT),
    Kind("visit", 1, visit.VisitBody, visit.become),
    Kind("signature", 1, signature.SignatureBody, signature.become),
    Kind("satisfaction", 1, satisfaction.SatisfactionBody, satisfaction.become),
)}  # fmt: skip
