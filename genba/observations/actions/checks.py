"""Whether a value can be written down: the same questions for one that is typed and for a million in a file."""

from datetime import date

from django.utils.translation import gettext as _

from genba.curriculum import UnknownIndicator
from genba.curriculum.indicators import Indicator
from genba.kit.refused import Refused
from genba.observations.ledger import Facts, Kept, Ledger, Standing, Value
from genba.observations.plausibility import Doubt, doubts, half_a_ratio, impossible, plain
from genba.programmes.curricula import curriculum

LONGEST = 366  # days: a year is the longest period that is one value


class Unlikely(Refused):
    """A doubt that goes away when somebody says why the value is right."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(f"{doubt.sentence} {_('If it is right, say why.')}", field=doubt.place)
        self.doubt = doubt


class Taken(Refused):
    """The period says something else already, and nobody said that it shall be replaced."""


def judged(value: Value, ledger: Ledger) -> Kept:
    """The value as it will be kept. Refused where it cannot be; Unlikely where it may be and no note says why."""
    check_period(value.starts_on, value.ends_on, today=ledger.today)
    note = value.note.strip()
    unit = _unit(value, ledger)
    if not value.is_tracked and not note:
        raise Refused(_("Say why it is not tracked."), field="note")
    unusual = value.is_tracked and _is_unusual(value, note, ledger)
    return Kept(value, unit, note, unusual, ledger.standing(value))


def is_news(kept: Kept, *, replace: bool) -> bool:
    """Whether one value of many says something that is not written yet.

    Refused where its period says something else: unless it shall be replaced, and always when the same run said so.
    """
    standing = kept.standing
    if standing is None:
        return True
    is_other = standing.amounts != (kept.value.numerator, kept.value.denominator)
    if not is_other:
        return not standing.is_fresh and changes(kept.facts, standing.facts)
    words = {"value": _in_words(standing)}
    if standing.is_fresh:
        raise Refused(_("Another row says something else about the same period: %(value)s.") % words, field="numerator")
    if not replace:
        raise Taken(_("This period already says: %(value)s.") % words, field="numerator")
    return True


def changes(said: Facts, stands: Facts) -> bool:
    """Whether a value says something else than what stands. The same amounts without a note leave the note as it is."""
    if any(said[amount] != stands[amount] for amount in ("numerator", "denominator")):
        return True
    return bool(said["note"]) and said != stands


def check_period(starts_on: date, ends_on: date, *, today: date) -> None:
    """Refused when the days are not in order, the period is not over, or it is longer than a year."""
    if ends_on < starts_on:
        raise Refused(_("The period ends before it begins."), field="period")
    if ends_on > today:
        raise Refused(not_over(), field="period")
    if starts_on.year < 1950 or (ends_on - starts_on).days > LONGEST:
        raise Refused(_("This period is too long, or its year is of another calendar."), field="period")


def not_over() -> str:
    return _("This period was not over yet. Take one that had ended.")


def indicator_called(code: str) -> Indicator:
    """The KPI of this code, whatever module it is of. Refused where there is none."""
    try:
        return curriculum().indicator(code)
    except UnknownIndicator:
        raise Refused(_("There is no KPI “%(code)s” here.") % {"code": code}, field="indicator") from None


def _unit(value: Value, ledger: Ledger) -> str:
    """The unit of this enterprise's values, kept for good from the first one; Refused where another one is asked for."""
    kpi, asked = value.indicator, value.unit.strip()
    kept, others = kpi.unit, {kpi.unit.casefold()}
    if kpi.own_output_unit:
        output_unit = value.enterprise.output_unit
        kept = ledger.unit(value)
        if not kept and not output_unit and value.is_tracked:
            raise Refused(
                _("Say first in what this enterprise counts its output, such as pieces or kg."), field="output_unit"
            )
        kept = kept or kpi.unit_in("en", output_unit)
        others = {kept.casefold(), output_unit.casefold()}
    if asked and asked.casefold() not in others:
        raise Refused(_("This enterprise keeps “%(unit)s”. A value in “%(other)s” cannot stand beside it.")
                      % {"unit": kept, "other": asked}, field="unit")  # fmt: skip
    return kept


def _is_unusual(value: Value, note: str, ledger: Ledger) -> bool:
    """Whether the value is kept in spite of a doubt; Unlikely with the first doubt that nobody answered."""
    kpi, numerator, denominator = value.indicator, value.numerator, value.denominator
    if numerator is None or denominator is None:
        raise Refused(half_a_ratio(), field="numerator" if numerator is None else "denominator")
    wrong = impossible(kpi, numerator, denominator)
    if wrong:
        raise Refused(wrong.sentence, field=wrong.place)
    found = doubts(kpi, numerator, denominator, last=ledger.last(value), output_unit=value.enterprise.output_unit)
    if found and not note:
        raise Unlikely(found[0])
    return bool(found)


def _in_words(standing: Standing) -> str:
    numerator, denominator = standing.amounts
    if numerator is None or denominator is None:
        return _("not tracked, because %(reason)s") % {"reason": standing.note}
    return _("%(numerator)s over %(denominator)s") % {"numerator": plain(numerator), "denominator": plain(denominator)}
