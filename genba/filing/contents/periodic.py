"""Reports of some months: to a donor, of one country, the figures of a year."""

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.directory.places import country_name
from genba.filing.contents.pieces import (
    CHANGE,
    MISSING,
    MONEY,
    REACH,
    Pieces,
    by_country_section,
    counted_section,
    is_only_one,
    outcomes_by_country,
    outcomes_section,
    standing_section,
)
from genba.filing.contents.promised import promised_section
from genba.filing.question import Question
from genba.impact.meanings import open_ones
from genba.kit import numbers
from genba.observations.models import Observation
from genba.programmes.curricula import curriculum
from genba.reports.in_period import in_period


def donor(q: Question, pieces: Pieces) -> tuple[str, ...]:
    """What was promised, what happened, whom it reached, what changed, and what is missing. Gives back what it leaves out."""
    _happened(q, pieces)
    return _standing(q, pieces)


def country(q: Question, pieces: Pieces) -> tuple[str, ...]:
    """The same of one country."""
    code = q.country.code if q.country else ""
    _happened(q, pieces, code)
    return _standing(q, pieces, code)


def annual(q: Question, pieces: Pieces) -> tuple[str, ...]:
    """A table of the countries, what each promised, and how many of its enterprises improved."""
    at = timezone.now().isoformat()
    by_country_section(pieces, "period", _("Countries"), (_("What happened within these days. Each enterprise and each person is counted once."),),
                       in_period(q.programme, *q.days), at)  # fmt: skip
    promised_section(pieces, q.programme, q.days)
    if not is_only_one():
        return (_several(),)
    outcomes_by_country(pieces, "outcomes", _("What changed in enterprises"), (_runs_on(),))
    return ()


def _happened(q: Question, pieces: Pieces, code: str = "") -> None:
    """What was promised; what happened in these days, and from the beginning until their end."""
    at = timezone.now().isoformat()
    promised_section(pieces, q.programme, q.days, country=code)
    found = in_period(q.programme, *q.days)
    counted_section(pieces, "period", _("What happened in these days"), (_("Each enterprise and each person is counted once."),),
                    found, country=code, data_at=at)  # fmt: skip
    if not code:
        by_country_section(pieces, "countries", _("Countries"), (), found, at)
    since = min(q.programme.began_on, q.days[0])
    counted_section(pieces, "until", _("From the beginning until the last of these days"),
                    (_("The same, since %(day)s.") % {"day": numbers.date(since, language=q.language)},),
                    in_period(q.programme, since, q.days[1]), country=code, data_at=at)  # fmt: skip


def _standing(q: Question, pieces: Pieces, code: str = "") -> tuple[str, ...]:
    """What is worked out from everything there is today, and what no figure here holds."""
    if not is_only_one():
        return (_several(), *_uncounted(q, code))
    says = (_runs_on(),)
    standing_section(pieces, "standing", _("Reach and quality"), says, (REACH, CHANGE, MONEY), country=code)
    outcomes_section(pieces, "outcomes", _("What changed in enterprises"), (*says, _how()), country=code)
    standing_section(pieces, "missing", _("What is missing in the records"), says, (MISSING,), country=code)
    return _uncounted(q, code)


def _runs_on() -> str:
    return _(
        "These figures hold everything that was reported until the date of their data, also after the last of these days."
    )


def _how() -> str:
    return _(
        "Now against before the first class, in each enterprise; then the one in the middle. It does not say why it changed."
    )


def _several() -> str:
    return _(
        "All figures of reach, quality and change: there are several programmes here, and these are worked out for all of them together."
    )


def _uncounted(q: Question, code: str) -> tuple[str, ...]:
    """Values of KPIs in these days that no figure holds."""
    rows = Observation.objects.filter(ends_on__range=q.days)
    rows = rows.filter(enterprise__country_id=code) if code else rows
    untracked = rows.filter(denominator=None).count()
    unusual = rows.filter(unusual=True, denominator__isnull=False, approved_version__lt=F("version")).count()
    said = []
    if untracked:
        said.append(
            ngettext("One value: not tracked", "%(n)s values: not tracked", untracked) % {"n": _n(untracked, q)} + "."
        )
    if unusual:
        said.append(ngettext("One value: unusual, and not reviewed yet", "%(n)s values: unusual, and not reviewed yet", unusual)
                    % {"n": _n(unusual, q)} + ".")  # fmt: skip
    since = Q(pk__in=[])
    for kpi in curriculum().indicators:
        since |= Q(indicator=kpi.code, starts_on__lt=kpi.since) if kpi.since else Q(pk__in=[])
    if older := rows.filter(since).count():
        said.append(ngettext("One value: counted by the definition of before", "%(n)s values: counted by the definition of before", older)
                    % {"n": _n(older, q)} + ".")  # fmt: skip
    if unclear := rows.filter(indicator__in=open_ones()).values("indicator").distinct().count():
        said.append(ngettext("One KPI: its definition changed, and nobody has said since when",
                             "%(n)s KPIs: their definitions changed, and nobody has said since when", unclear)
                    % {"n": _n(unclear, q)} + ".")  # fmt: skip
    return tuple(said)


def _n(n: int, q: Question) -> str:
    return numbers.number(n, language=q.language)


def subject_of(q: Question) -> str:
    """Whom a report of some months is about."""
    return country_name(q.country.code, q.language) if q.country else _("All countries")
