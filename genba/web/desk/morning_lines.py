"""The items of a morning in words: what it is about, why it stands there, who must act, and the one tap that leads there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.access.permissions import Permission
from genba.access.policy import allowed
from genba.curriculum import UnknownModule
from genba.delivery.rhythm import visit_due_on
from genba.kit.days import in_words
from genba.programmes.curricula import curriculum
from genba.review.subjects import subject_of
from genba.web.base.words import clock, module_title
from genba.web.desk import quality_lines

GROUPS: dict[str, str | Promise] = {
    "today": _l("Today"), "to-answer": _l("To answer"),
    "late": _l("Late"), "odd": _l("Odd"), "missing": _l("Missing"), "to-read": _l("To read"),
    "with-others": _l("With the trainers"), "field": _l("From the field"),
}  # fmt: skip
TITLES: dict[str, str | Promise] = {
    "class-today": _l("Classes of today"),
    "visit-today": _l("Visits of today"),
    "offer-open": _l("Offers that run out"),
    "maybe-complete": _l("All visits made: is the module complete?"),
    "double": _l("Enterprises that are likely one"),
    "application": _l("Who asked to join"),
    "offer-accepted": _l("Offers that were accepted, to be signed by us"),
    "follow-up-due": _l("What lasted? To be asked after completion"),
    "visit-late": _l("Visits that are due and not reported"),
    "baseline-late": _l("Baselines that are missing"),
    "endline-late": _l("Nothing counted after the class"),
    "action-late": _l("Actions that are overdue"),
    "value-odd": _l("Unusual values that somebody insisted on"),
    "finding": _l("Figures to check"),
    "attendance-missing": _l("Classes without attendance"),
    "plan-missing": _l("No plan after the class"),
    "report": _l("Reports of visits"),
    "baseline": _l("Baselines to read"),
    "returned": _l("Returned, not put right yet"),
}


@dataclass(frozen=True)
class Line:
    """One item: what, why, who must act, and the button that leads there."""

    title: str
    why: str
    who: str
    button: str
    address: str

    @property
    def is_mine(self) -> bool:
        """Whether the reader is the one who must act."""
        return self.who == _("you")


def line_of(kind: str, row: Any, user: Any) -> Line:
    """The item in words, in the reader's language."""
    return LINES[kind](row, user)


def _nobody(trainer: Any) -> str:
    return trainer.name if trainer else _("no trainer yet")


def _on_engagement(row: Any, user: Any, why: str, button: str, name: str, permission: Permission) -> Line:
    """An item of an engagement. Who may not do it themselves is led to the engagement, where they see who can."""
    mine = allowed(user, permission)
    address = reverse(name if mine else "desk:engagement", args=[row.code])
    return Line(row.enterprise.name, why, _nobody(row.trainer), button if mine else _("See the engagement"), address)


def _visit_late(row: Any, user: Any) -> Line:
    try:
        due = visit_due_on(curriculum().module(row.module), row.class_ended, row.made or 0)
    except UnknownModule:
        due = None
    why = _("visit %(number)s, due on %(day)s") % {"number": (row.made or 0) + 1, "day": in_words(due or row.class_ended)}
    return _on_engagement(row, user, why, _("Report the visit"), "field:visit-new", Permission.VISIT_REPORT)


def _baseline_late(row: Any, user: Any) -> Line:
    why = _("agreed on %(day)s") % {"day": in_words(row.agreed_on)}
    return _on_engagement(row, user, why, _("Take the baseline"), "field:baseline", Permission.BASELINE_TAKE)


def _endline_late(row: Any, user: Any) -> Line:
    why = _("the class ended on %(day)s") % {"day": in_words(row.class_ended)}
    return _on_engagement(row, user, why, _("Count it at a visit"), "field:visit-new", Permission.VISIT_REPORT)


def _action_late(row: Any, user: Any) -> Line:
    many = ngettext("%(n)s action, due on %(day)s", "%(n)s actions, the oldest due on %(day)s", row.n)
    why = many % {"n": row.n, "day": in_words(_day(row.oldest))}
    return _on_engagement(row, user, why, _("See the plan"), "enterprise:plan", Permission.PLAN_READ)


def _plan_missing(row: Any, user: Any) -> Line:
    why = _("the class ended on %(day)s") % {"day": in_words(row.class_ended)}
    return _on_engagement(row, user, why, _("See the plan"), "enterprise:plan", Permission.PLAN_READ)


def _class_missing(row: Any, user: Any) -> Line:
    why = _("the class ended on %(day)s") % {"day": in_words(row.ends_on)}
    mine = allowed(user, Permission.ATTENDANCE_MARK)
    return Line(row.place, why, _nobody(row.trainer), _("Mark who was there") if mine else _("See the class"),
                reverse("field:workshop" if mine else "desk:workshop", args=[row.code]))  # fmt: skip


def _value_odd(row: Any, user: Any) -> Line:
    indicator = curriculum().indicator(row.indicator).labels.in_(get_language() or "en")
    why = f"{indicator}, {in_words(row.ends_on)}: {row.note}"
    return _to_read(row, user, row.enterprise.name, why, row.recorded_by)


def _finding(row: Any, user: Any) -> Line:
    (line,) = quality_lines.lines([row], user)
    return Line(row.enterprise.name, f"{line.kpi}, {line.days}: {line.why}", _("you") if line.is_mine else line.owner, _("See it"),
                reverse("desk:finding", args=[row.code]))  # fmt: skip


def _report(row: Any, user: Any) -> Line:
    why = _("visit %(number)s on %(day)s") % {"number": row.number, "day": in_words(row.visited_on)}
    return _to_read(row, user, row.engagement.enterprise.name, why, row.trainer)


def _returned(row: Any, user: Any) -> Line:
    line = _report(row, user)
    return Line(line.title, line.why, row.trainer.name, _("See it"), line.address)


def _baseline(row: Any, user: Any) -> Line:
    why = _("taken on %(day)s") % {"day": in_words(row.taken_on)}
    return _to_read(row, user, row.engagement.enterprise.name, why, row.taken_by)


def _to_read(row: Any, user: Any, title: str, why: str, author: Any) -> Line:
    """Whoever may decide reads it, unless they wrote it themselves."""
    subject = subject_of(row)
    address = reverse("field:review", kwargs={"noun": subject.noun, "key": subject.key})
    is_mine = allowed(user, Permission.REVIEW_DECIDE) and not (author and author.pk == user.pk)
    by = author.name if author else _("taken in from a file")
    return Line(title, f"{why} · {by}", _("you") if is_mine else _("a coordinator"), _("Read it"), address)


def _class_today(row: Any, user: Any) -> Line:
    address = reverse("desk:workshop", args=[row.code])
    return Line(row.place, module_title(row.module, language=get_language() or "en"), _nobody(row.trainer), _("See the class"),
                address)  # fmt: skip


def _visit_today(row: Any, user: Any) -> Line:
    why = _("visit %(number)s, at %(hour)s") % {
        "number": row.number,
        "hour": clock(row.starts_at, language=get_language() or "en"),
    }
    return Line(
        row.engagement.enterprise.name, why, row.trainer.name, _("See the visit"), reverse("calendar:visit", args=[row.code])
    )


def _offer(row: Any, user: Any) -> Line:
    over = row.valid_until < timezone.localdate()
    why = (_("it ran out on %(day)s") if over else _("it holds until %(day)s")) % {"day": in_words(row.valid_until)}
    mine = allowed(user, Permission.OFFER_MAKE)
    return Line(row.enterprise.name, why, _("you") if mine else _("a coordinator"),
                _("Say what became of it") if mine else _("See it"), reverse("desk:offer", args=[row.code]))  # fmt: skip


def _maybe_complete(row: Any, user: Any) -> Line:
    why = ngettext("%(n)s visit made", "%(n)s visits made", row.made) % {"n": row.made}
    mine = allowed(user, Permission.COMPLETION_CONFIRM)
    return Line(row.enterprise.name, why, _("you") if mine else _("a coordinator"), _("Look and confirm") if mine else _("See it"),
                reverse("desk:completion", args=[row.code]))  # fmt: skip


def _double(row: Any, user: Any) -> Line:
    why = _("or is it another one than %(name)s?") % {"name": row.other.name}
    return Line(row.one.name, why, _("you"), _("Decide"), reverse("desk:doubles"))


def _application(row: Any, user: Any) -> Line:
    why = _("applied on %(day)s") % {"day": in_words(row.applied_on)}
    mine = allowed(user, Permission.APPLICATION_ANSWER)
    return Line(row.name, why, _("you") if mine else _("a coordinator"), _("Answer") if mine else _("See it"),
                reverse("desk:application", args=[row.code]))  # fmt: skip


def _offer_accepted(row: Any, user: Any) -> Line:
    why = _("accepted on %(day)s, holds until %(until)s") % {"day": in_words(row.acceptance.accepted_on),
                                                             "until": in_words(row.valid_until)}  # fmt: skip
    mine = allowed(user, Permission.OFFER_MAKE)
    return Line(row.enterprise.name, why, _("you") if mine else _("a coordinator"),
                _("Sign for the provider") if mine else _("See it"),
                reverse("desk:offer-sign" if mine else "desk:offer", args=[row.code]))  # fmt: skip


def _follow_up(row: Any, user: Any) -> Line:
    engagement = row.completion.engagement
    many = ngettext(
        "%(n)s month after completion, due on %(day)s", "%(n)s months after completion, due on %(day)s", row.months
    )
    why = many % {"n": row.months, "day": in_words(row.due_on)}
    mine = allowed(user, Permission.VISIT_REPORT)
    address = reverse("field:follow-up", args=[row.code]) if mine else reverse("desk:engagement", args=[engagement.code])
    return Line(engagement.enterprise.name, why, _nobody(engagement.trainer), _("Ask what lasted") if mine else _("See the engagement"),
                address)  # fmt: skip


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


LINES: dict[str, Callable[[Any, Any], Line]] = {
    "class-today": _class_today, "visit-today": _visit_today, "offer-open": _offer, "maybe-complete": _maybe_complete,
    "double": _double,
    "application": _application, "offer-accepted": _offer_accepted, "follow-up-due": _follow_up,
    "visit-late": _visit_late, "baseline-late": _baseline_late, "endline-late": _endline_late, "action-late": _action_late,
    "value-odd": _value_odd, "finding": _finding, "attendance-missing": _class_missing, "plan-missing": _plan_missing, "report": _report,
    "baseline": _baseline, "returned": _returned,
}  # fmt: skip
