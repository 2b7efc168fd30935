"""What a line of the results framework says, in the words of the language that is active."""

from datetime import date

from django.utils.translation import gettext as _

from genba.impact.models import FrameworkIndicator
from genba.kit import numbers
from genba.reports.framework import FrameworkLine

Kind = FrameworkIndicator.Kind


def grounds(line: FrameworkLine, language: str) -> str:
    """What the light of a line rests on."""
    if line.status == "waiting":
        return _("There is no figure from the records yet.") if line.computed_from else _("Nobody entered what was reached.")
    if line.target is None:
        return _("The target is told in words.") if line.target_text else _("Nothing was aimed at.")
    if line.actual is None:
        return _("The result is told in words.")
    return compared(line.target, line.actual, language, kind=line.kind, less_is_better=line.less_is_better)


def compared(target: float, actual: float, language: str, *, kind: str, less_is_better: bool) -> str:
    """Target and result laid side by side."""
    if kind == Kind.YES_NO:
        words = {True: _("yes"), False: _("no")}
        return _("%(actual)s, where %(target)s was aimed at") % {
            "actual": words[bool(actual)],
            "target": words[bool(target)],
        }
    if not target:
        return _("Nought was aimed at.")
    share = numbers.percent(actual / target, language=language)
    return (
        _("%(share)s of the ceiling") % {"share": share}
        if less_is_better
        else _("%(share)s of the target") % {"share": share}
    )


def days(starts_on: date, ends_on: date, language: str) -> str:
    """The first and last day of a period."""
    first, last = (numbers.date(day, "short", language=language) for day in (starts_on, ends_on))
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def told_period(name: str, starts_on: date, ends_on: date, language: str) -> str:
    """A period by its name, with its days where the name does not tell them to everybody."""
    return f"{name} ({days(starts_on, ends_on, language)})" if "/" in name else name
