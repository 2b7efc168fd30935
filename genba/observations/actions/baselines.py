"""The first measure of an engagement, and how its good practices stand on any later day."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record as write_down
from genba.delivery.models import Session, Visit
from genba.directory.actions import enterprises
from genba.kit.days import in_words
from genba.kit.refused import Refused, Stale
from genba.observations.actions import observations
from genba.observations.models import Baseline, PracticeCheck, PracticeState
from genba.programmes import locks
from genba.programmes.curricula import module_of
from genba.programmes.models import Engagement


@dataclass(frozen=True)
class Answer:
    """What an enterprise says about one KPI: an amount over an amount, or neither ("not tracked"), and why."""

    indicator: str
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""
    version: int | None = None  # of the value it corrects, where the period already has one


@dataclass(frozen=True)
class Seen:
    """How a practice stands, and the evidence for it."""

    state: str
    evidence: str = ""


@transaction.atomic
def take_baseline(
    *, by: User, engagement: Engagement, taken_on: date, starts_on: date, ends_on: date, values: Iterable[Answer],
    practices: Mapping[str, Seen], output_unit: str = "", note: str = "",
) -> Baseline:  # fmt: skip
    """Everything of the first measure at once, or nothing: KPI values of a period, practices on the day, the date itself.

    `output_unit` is kept as the enterprise's own where it has none yet. Refused when there already is a baseline,
    after the first class, in the future, after a later measure, for a period that was not over on the day, and for
    whatever `observations.record` and `check_practices` refuse (the field is then "<indicator>-<place>").
    """
    _check_day(engagement, taken_on, ends_on)
    locks.check_engagement(engagement, [taken_on], field="taken_on")
    enterprise = engagement.enterprise
    if output_unit.strip() and output_unit.strip() != enterprise.output_unit:
        if enterprise.output_unit:
            raise Refused(_("This enterprise keeps “%(unit)s” for good.") % {"unit": enterprise.output_unit},
                          field="output_unit")  # fmt: skip
        enterprise = enterprises.edit(enterprise=enterprise, by=by, version=enterprise.version,
                                      changes={"output_unit": output_unit.strip()})  # fmt: skip
    made = Baseline.objects.create(engagement=engagement, taken_on=taken_on, taken_by=by, note=note.strip())
    answers = list(values)
    for answer in answers:
        with about(answer.indicator):
            observations.record(
                by=by, enterprise=enterprise, indicator=answer.indicator, starts_on=starts_on, ends_on=ends_on,
                numerator=answer.numerator, denominator=answer.denominator, note=answer.note, version=answer.version,
                engagement=engagement, dated_on=taken_on,
            )  # fmt: skip
    if not answers:
        raise Refused(_("A baseline needs at least one KPI, counted or not tracked."))
    _keep_checks(by, engagement, taken_on, practices, None)
    write_down("take", made, by=by, changes={"engagement": engagement.code, "taken_on": taken_on.isoformat(),
                                             "kpis": len(answers), "practices": len(practices)})  # fmt: skip
    return made


@transaction.atomic
def check_practices(
    *, by: User, engagement: Engagement, checked_on: date, practices: Mapping[str, Seen], visit: Visit | None = None
) -> list[PracticeCheck]:
    """How practices stand on a day; a second look on the same day replaces the first.

    Refused before the baseline, in the future, and for a practice or a state that is not known.
    """
    after_baseline(engagement, checked_on, field="checked_on")
    locks.check_engagement(engagement, [checked_on], things=[visit] if visit else [], field="checked_on")
    made = _keep_checks(by, engagement, checked_on, practices, visit)
    write_down("check", engagement, by=by, changes={c: s.state for c, s in practices.items()})
    return made


def after_baseline(engagement: Engagement, on: date, *, field: str) -> Baseline | None:
    """The baseline of the engagement; Refused where a later measure would come before it, or could still have one.

    Once the first class is over no baseline can be taken any more: then there is none (None), and later measures are
    kept all the same, without anything to be compared with.
    """
    baseline = Baseline.objects.filter(engagement=engagement).first()
    if baseline is None:
        begins = first_class(engagement)
        if begins and begins < on:
            return None
        raise Refused(_("There is no baseline yet, so nothing can be compared with it. Take the baseline first."))
    if on < baseline.taken_on:
        raise Refused(_("This comes before the baseline of %(day)s. A later measure needs a later day.")
                      % {"day": in_words(baseline.taken_on)}, field=field)  # fmt: skip
    return baseline


def first_class(engagement: Engagement) -> date | None:
    """The day of the first class to which this enterprise sends people."""
    day: date | None = Session.objects.filter(workshop__participations__engagement=engagement).aggregate(d=Min("held_on"))[
        "d"
    ]
    return day


def _check_day(engagement: Engagement, taken_on: date, ends_on: date) -> None:
    done = Baseline.objects.filter(engagement=engagement).first()
    if done:
        raise Refused(_("The baseline was already taken, on %(day)s.") % {"day": in_words(done.taken_on)})
    if taken_on > timezone.localdate():
        raise Refused(_("A baseline cannot be taken on a day that has not come yet."), field="taken_on")
    if ends_on > taken_on:
        raise Refused(_("The period must be over on the day of the baseline."), field="period")
    begins = first_class(engagement)
    if begins and taken_on > begins:
        raise Refused(_("The first class was on %(day)s. A baseline comes before it.")
                      % {"day": in_words(begins)}, field="taken_on")  # fmt: skip
    earlier = PracticeCheck.objects.filter(engagement=engagement, checked_on__lt=taken_on).exists()
    if earlier or Visit.objects.filter(engagement=engagement, kind=Visit.Kind.FOLLOW_UP, visited_on__lt=taken_on).exists():
        raise Refused(_("There is already a later measure from before this day. A baseline comes first."), field="taken_on")


def _keep_checks(
    by: User, engagement: Engagement, checked_on: date, practices: Mapping[str, Seen], visit: Visit | None
) -> list[PracticeCheck]:
    if checked_on > timezone.localdate():
        raise Refused(_("Nothing can be seen on a day that has not come yet."), field="checked_on")
    known = {p.code for p in module_of(engagement.module).practices}
    made = []
    for code, seen in practices.items():
        if code not in known:
            raise Refused(_("This module has no practice “%(code)s”.") % {"code": code}, field=f"practice-{code}")
        if seen.state not in PracticeState.values:
            raise Refused(_("Say whether it is not there, on paper only, or practised."), field=f"practice-{code}")
        check, _new = PracticeCheck.objects.update_or_create(
            engagement=engagement, practice=code, checked_on=checked_on,
            defaults={"state": seen.state, "evidence": seen.evidence.strip(), "visit": visit, "recorded_by": by},
        )  # fmt: skip
        made.append(check)
    return made


@contextmanager
def about(indicator: str) -> Iterator[None]:
    """Names the KPI in the field of a refusal, so that the sentence stands beside the right number."""
    try:
        yield
    except Refused as no:
        if no.field in ("numerator", "denominator", "note"):
            no.field = f"{indicator}-{no.field}"
        if isinstance(no, Stale):
            no.field = f"{indicator}-numerator"
            no.now = {f"{indicator}-{field}": value for field, value in no.now.items()}
        raise
