"""File a report, file a new version of it with what is different, say that it was sent. Nothing that was filed changes."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.filing.contents import contents_of
from genba.filing.differences import differences, without_what_is_not_shared
from genba.filing.models import Filed, Sending
from genba.filing.parts import Contents, mark_of, seal_of
from genba.filing.question import Question
from genba.kit.refused import Refused

LONGEST_REASON = 300


@transaction.atomic
def file(*, by: User | System, question: Question, seen: str = "") -> Filed:
    """File the report as it stands now, as its first version.

    seen: the mark of what was looked at before; Refused when a figure moved since. Refused also where it is no question, or
    the report was filed before: then a new version, with its reason, is what is wanted.
    """
    question.check()
    earlier = Filed.objects.filter(series=question.series).order_by("-version").first()
    if earlier is not None:
        raise Refused(
            _("This report was filed before, with the code %(code)s. Make a new version of it.") % {"code": earlier.code}
        )
    contents = _now(question, seen)
    made = _kept(by, **question.row, **_stored(contents))
    record("file", made, by=by, changes={"kind": made.kind, "series": made.series, "seal": made.seal})
    return made


@transaction.atomic
def renew(*, by: User | System, filed: Filed, reason: str, seen: str = "") -> Filed:
    """File a new version of a report, with what is different in it and why there is one.

    Refused without a reason, for a version that another one replaced already, and where nothing is different.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Say why there is a new version."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(_("Say it in %(n)s letters or fewer.") % {"n": LONGEST_REASON}, field="reason")
    old: Filed = Filed.objects.select_for_update().get(pk=filed.pk)
    if Filed.objects.filter(supersedes=old).exists():
        raise Refused(_("There is a newer version already. Make the next one from that."))
    question = Question.of(old)
    contents = _now(question, seen)
    found = (
        [without_what_is_not_shared(d) for d in differences(old.told, contents)]
        if question.brand
        else differences(old.told, contents)
    )
    if not found:
        raise Refused(_("Nothing is different: every figure is what it was."))
    made = _kept(by, **question.row, **_stored(contents), version=old.version + 1, supersedes=old, reason=reason,
                 differences=[d.as_data() for d in found])  # fmt: skip
    record("renew", made, by=by, reason=reason, changes={"supersedes": old.code, "version": made.version, "differences": len(found),
           "seal": made.seal})  # fmt: skip
    return made


@transaction.atomic
def say_sent(*, by: User, filed: Filed, sent_on: date, sent_to: str) -> Sending:
    """Say that this version was sent to an organisation on a day.

    Refused for days to come or before it was made, without an organisation, and twice.
    """
    sent_to = " ".join(sent_to.split())
    if not sent_to:
        raise Refused(_("Say to which organisation."), field="sent_to")
    if not timezone.localdate(filed.made_at) <= sent_on <= timezone.localdate():
        raise Refused(_("Give a day since it was made, today at the latest."), field="sent_on")
    if filed.sendings.filter(sent_on=sent_on, sent_to=sent_to).exists():
        raise Refused(_("That was said before."), field="sent_to")
    made = Sending.objects.create(filed=filed, sent_on=sent_on, sent_to=sent_to, said_by=by)
    record("send", filed, by=by, changes={"sent_on": sent_on.isoformat(), "sent_to": sent_to, "version": filed.version})
    return made


def look(*, by: User, filed: Filed) -> None:
    """Somebody reads it: every look at what enterprises share with a brand is written down, and no other."""
    if filed.brand:
        record("view-shared", filed.brand, by=by, changes={"report": filed.code})


def _kept(by: User | System, **row: Any) -> Filed:
    try:
        with transaction.atomic():
            made: Filed = Filed.objects.create(**row, made_by=by if isinstance(by, User) else None)
    except IntegrityError as no:  # the constraint has the last word where two file the same at once
        raise Refused(_("Somebody filed the same at this moment. Look at what is there.")) from no
    return made


def _now(question: Question, seen: str) -> Contents:
    contents = contents_of(question)
    if seen and seen != mark_of(contents):
        raise Refused(_("A figure moved since you looked. Look at the report again before it is filed."))
    return contents


def _stored(contents: Contents) -> dict[str, Any]:
    data = contents.as_data()
    return {"contents": data, "seal": seal_of(data), "data_at": _moment(contents.data_at)}


def _moment(text: str) -> datetime | None:
    """A moment as contents hold it; of a day its beginning."""
    if not text:
        return None
    if len(text) == len("2026-01-01"):
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    return datetime.fromisoformat(text)
