"""What stands beside each record of a figure: its columns, and their cells for a page of rows at a time."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.closeout.indicators import MONTHS
from genba.closeout.models import Completion, StillPractised
from genba.delivery.models import Session, Visit
from genba.directory.models import Enterprise, Person, Sex, WorkRole
from genba.directory.places import country_name
from genba.impact.indicators import Definition
from genba.impact.indicators.trainers import FUNNEL
from genba.impact.models import KpiChange
from genba.impact.rates import rates
from genba.impact.tables.reports import IN_TIME
from genba.impact.tables.trainers import last_days
from genba.observations.models import PracticeCheck, PracticeState
from genba.plans.models import Action
from genba.programmes.curricula import curriculum
from genba.programmes.models import Contribution, Engagement, Payer, TrainerCertificate, TrainerProfile
from genba.review.indicators import DECIDED, RETURNED
from genba.review.models import Review

Cells = tuple[Any, ...]


@dataclass(frozen=True)
class Column:
    """kind: text, number, value (decimals of the KPI), share, change, day, country, sector, verdict, sex or role."""

    name: str
    label: Any
    kind: str = "text"


FIRM = (Column("code", _("Code")), Column("name", _("Enterprise")), Column("country", _("Country"), "country"))
PEOPLE = Column("people", _("People"), "number")
SINCE = Column("since", _("Since"), "day")
PROVIDER = Column("provider", _("Provider"))
ABOUT = (Column("town", _("Town")), Column("isic", _("Kind of business"), "sector"), PEOPLE)
LASTING = (Column("n", _("Still practised"), "number"), Column("of", _("Of"), "number"))
TRAINER = (
    Column("code", _("Code")),
    Column("name", _("Name")),
    Column("sex", _("Sex"), "sex"),
    Column("countries", _("Countries")),
)
REPORTS = Column("of", _("Reports"), "number")
COLUMNS: dict[str, tuple[Column, ...]] = {
    "kpi": (*FIRM, Column("before", _("Before"), "value"), Column("now", _("Now"), "value"), Column("unit", _("Unit")),
            Column("change", _("Changed by"), "change"), Column("verdict", _("Direction"), "verdict")),
    "enterprises": (*FIRM, *ABOUT), "countries": (*FIRM, *ABOUT),
    "engagements": (*FIRM, Column("n", _("Modules taken"), "number")),
    "enterprises-trained": (*FIRM, *ABOUT, Column("first", _("First class"), "day")),
    "workforce-reached": (*FIRM, PEOPLE),
    "complete-measures": (*FIRM, Column("n", _("KPIs measured before and after"), "number")),
    "practices-adopted": (*FIRM, Column("n", _("Practices adopted"), "number")),
    "modules-completed": (*FIRM, Column("first", _("First class"), "day"), Column("completed", _("Completed on"), "day")),
    **dict.fromkeys(MONTHS, (*FIRM, *LASTING)),
    "satisfaction": (*FIRM, *ABOUT),
    "reports-on-time": (*FIRM, Column("n", _("On time"), "number"), REPORTS, Column("unknown", _("Time not kept"), "number")),
    "reports-returned": (*FIRM, Column("n", _("Returned"), "number"), REPORTS),
    "savings": (*FIRM, Column("amount", _("A year"), "number"), Column("currency", _("Currency"))),
    "savings-verified": (*FIRM, Column("amount", _("A year"), "number"), Column("currency", _("Currency"))),
    "further-module": (*FIRM, Column("first", _("First class"), "day"), Column("n", _("Modules taken"), "number")),
    "savings-at-rate": (*FIRM, Column("amount", _("A year"), "number"), Column("currency", _("Currency")),
                        Column("at_rate", _("In the programme’s currency"), "number"), Column("rates", _("Exchange rates"))),
    "cost-covered": (*FIRM, Column("share", _("Paid by others than donors"), "share"), Column("amount", _("Of"), "number"),
                     Column("currency", _("Currency"))),
    "missing-baseline": (*FIRM, PROVIDER, SINCE), "missing-values": (*FIRM, PROVIDER, SINCE),
    "people-trained": (Column("code", _("Code")), Column("name", _("Name")), Column("sex", _("Sex"), "sex"),
                       Column("role", _("Role"), "role"), Column("enterprise", _("Enterprise"))),
    "trainers-trained": TRAINER, "trainers-certified": (*TRAINER, Column("modules", _("May give today"))),
    "trainers-active": (*TRAINER, Column("last", _("Last class or visit"), "day")),
    "missing-attendance": (Column("code", _("Code")), Column("place", _("Place")),
                           Column("country", _("Country"), "country"), PROVIDER, Column("trainer", _("Trainer")), SINCE),
}  # fmt: skip


def columns_of(told: Definition) -> tuple[Column, ...]:
    return COLUMNS["kpi" if told.kpi else told.code]


def cells_of(told: Definition, user: User, module: str) -> Callable[[Sequence[Any]], list[Cells]]:
    """A function from rows to their cells, which reads what is beside them in at most two queries."""
    if told.code == "people-trained":
        return lambda rows: people(rows, user)
    if told.code in FUNNEL:
        return lambda rows: _trainers(rows, told.code, module)
    if told.code == "missing-attendance":
        return lambda rows: [(w.code, w.place, w.country_id, w.provider.name, w.trainer.name, w.ends_on) for w in rows]
    beside = BESIDE.get(told.code)
    if told.kpi:
        return lambda rows: _firms(rows, kpi_changes(rows, told, module))
    return lambda rows: _firms(rows, beside(rows, module) if beside else {})


def _firms(rows: Sequence[Enterprise], beside: dict[int, Cells]) -> list[Cells]:
    width = len(next(iter(beside.values()), ()))
    return [(e.code, e.name, e.country_id, *beside.get(e.pk, (None,) * width)) for e in rows]


def people(rows: Sequence[Person], user: User) -> list[Cells]:
    """Names only of those whom the user may know by name."""
    named = set(
        visible(user, Permission.PERSON_READ, Person).filter(pk__in=[p.pk for p in rows]).values_list("pk", flat=True)
    )
    return [(p.code, p.name if p.pk in named else "", p.sex, p.role, p.enterprise.name) for p in rows]


def _trainers(rows: Sequence[User], figure: str, module: str) -> list[Cells]:
    """Sex and countries as their profiles say; beside them the modules that they may give, or when they were last at work."""
    language, today = get_language() or "en", timezone.localdate()
    beside: dict[int, Any] = {}
    if figure == "trainers-certified":
        titles = {m.slug: m.titles.in_(language) for m in curriculum().modules}
        good = TrainerCertificate.objects.good_on(today).filter(trainer__in=rows).order_by("module").distinct()
        for key, slug in good.values_list("trainer_id", "module"):
            beside[key] = f"{beside[key]}, {titles.get(slug, slug)}" if key in beside else titles.get(slug, slug)
    elif figure == "trainers-active":
        for (key, slug), day in last_days(today, [user.pk for user in rows]).items():
            if module in ("", slug):
                beside[key] = max(day, beside.get(key, day))
    found = []
    for user in rows:
        profile = getattr(user, "trainer_profile", None) or TrainerProfile()
        places = ", ".join(country_name(c, language) for c in profile.countries) or _("not stated")
        found.append((user.code, user.name, profile.sex, places, beside.get(user.pk))[: len(COLUMNS[figure])])
    return found


def kpi_changes(rows: Sequence[Enterprise], told: Definition, module: str) -> dict[int, Cells]:
    """Before, now, unit, change and verdict of the first training that can be compared; else why it cannot."""
    changes = KpiChange.objects.filter(engagement__enterprise__in=rows, indicator=told.code, trained_on__isnull=False)
    changes = changes.filter(engagement__module=module) if module else changes
    found: dict[int, Cells] = {e.pk: (None, None, "", None, "no-data") for e in rows}
    known: set[int] = set()
    for c in changes.order_by("trained_on", "engagement_id").select_related("engagement"):
        firm = c.engagement.enterprise_id
        if firm in known or (c.verdict == "unknown" and found[firm][4] != "no-data"):
            continue
        known |= {firm} if c.verdict != "unknown" else set()
        sides = (
            _ratio(c.before_numerator, c.before_denominator, told),
            _ratio(c.after_numerator, c.after_denominator, told),
        )
        found[firm] = (*sides, c.unit, c.relative, c.verdict if c.verdict != "unknown" else c.withheld)
    return found


def _ratio(top: float | None, bottom: float | None, told: Definition) -> float | None:
    scale = told.kpi.scale if told.kpi else 1
    return None if top is None or not bottom else scale * top / bottom


def _about(rows: Sequence[Enterprise], module: str) -> dict[int, Cells]:
    return {e.pk: (e.city, e.isic, e.headcount) for e in rows}


def _headcounts(rows: Sequence[Enterprise], module: str) -> dict[int, Cells]:
    return {e.pk: (e.headcount,) for e in rows}


def _of(rows: Sequence[Enterprise], module: str, path: str = "engagement__") -> dict[str, Any]:
    return {f"{path}enterprise__in": rows, f"{path}withdrawal": None} | ({f"{path}module": module} if module else {})


def _agreements(rows: Sequence[Enterprise], module: str) -> dict[int, Cells]:
    counted = Engagement.objects.filter(**_of(rows, module, "")).order_by().values("enterprise").annotate(n=Count("pk"))
    return {e: (n,) for e, n in counted.values_list("enterprise", "n")}


def _first_classes(rows: Sequence[Enterprise], module: str) -> dict[int, Cells]:
    path = "workshop__participations__engagement__"
    days = (
        Session.objects.filter(**_of(rows, module, path)).order_by().values(f"{path}enterprise").annotate(d=Min("held_on"))
    )
    first = dict(days.values_list(f"{path}enterprise", "d"))
    return {e: (*about, first.get(e)) for e, about in _about(rows, module).items()}


def _measured(rows: Sequence[Enterprise], module: str) -> dict[int, Cells]:
    both = KpiChange.objects.filter(before_n__gt=0, after_n__gt=0, **_of(rows, module)).order_by()
    counted = both.values("engagement__enterprise").annotate(n=Count("indicator", distinct=True))
    return {e.pk: (0,) for e in rows} | {e: (n,) for e, n in counted.values_list("engagement__enterprise", "n")}


def _practices(rows: Sequence[Enterprise], module: str) -> dict[int, Cells]:
    checks = PracticeCheck.objects.filter(**_of(rows, module)).order_by("engagement", "practice", "checked_on")
    seen: dict[tuple[int, int, str], list[str]] = defaultdict(list)
    for firm, engagement, practice, state in checks.values_list("engagement__enterprise", "engagement", "practice", "state"):
        seen[firm, engagement, practice].append(state)
    adopted: dict[int, int] = {e.pk: 0 for e in rows}
    for (firm, _engagement, _practice), states in seen.items():
        adopted[firm] += states[0] != PracticeState.PRACTISED and states[-1] == PracticeState.PRACTISED
    return {firm: (n,) for firm, n in adopted.items()}


def _savings(rows: Sequence[Enterprise], module: str, **which: bool) -> dict[int, Cells]:
    sums: dict[tuple[int, str], float] = defaultdict(float)
    stated = Action.objects.saving("actual_saving").with_check().filter(**_of(rows, module), **which)
    for action in stated.select_related("engagement"):
        sums[action.engagement.enterprise_id, action.currency] += float(action.yearly(action.actual_saving) or 0)
    return {firm: (amount, currency) for (firm, currency), amount in sorted(sums.items(), key=lambda s: s[1])}


def _further(rows: Sequence[Enterprise], module: str) -> dict[int, Cells]:
    first, taken = _first_classes(rows, module), _agreements(rows, "")
    return {e.pk: (first[e.pk][-1], *taken.get(e.pk, (0,))) for e in rows}


def _savings_at_rate(rows: Sequence[Enterprise], module: str) -> dict[int, Cells]:
    """What was stated, and in the programme's currency by which rates; nothing there while one of them is missing."""
    known, sums, used = rates(), dict.fromkeys((e.pk for e in rows), 0.0), defaultdict(set)
    for action in Action.objects.saving("actual_saving").filter(**_of(rows, module)).select_related("engagement"):
        firm, day = action.engagement.enterprise_id, action.saving_on
        amount = known.converted(float(action.yearly(action.actual_saving) or 0), action.currency, day)
        sums[firm] = float("nan") if amount is None else sums[firm] + amount
        if rate := known.of(action.currency, day):
            used[firm].add(f"{rate.currency} {rate.units.normalize():f}, {rate.dated_on}, {rate.source}")
    return {firm: (*stated, None if sums[firm] != sums[firm] else round(sums[firm], 2), "; ".join(sorted(used[firm])))
            for firm, stated in _savings(rows, module).items()}  # fmt: skip


def _costs(rows: Sequence[Enterprise], module: str) -> dict[int, Cells]:
    sums: dict[tuple[int, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    paid = Contribution.objects.filter(**_of(rows, module)).order_by()
    for firm, currency, payer, amount in paid.values_list(
        "engagement__enterprise", "engagement__currency", "payer"
    ).annotate(a=Sum("amount")):
        sums[firm, currency][payer == Payer.DONOR] += float(amount)
    return {
        firm: (others / (others + donor), others + donor, currency) for (firm, currency), (others, donor) in sums.items()
    }


def _completed(rows: Sequence[Enterprise], module: str) -> dict[int, Cells]:
    done = Completion.objects.in_force().filter(**_of(rows, module)).order_by().values("engagement__enterprise")
    last = dict(done.annotate(d=Max("completed_on")).values_list("engagement__enterprise", "d"))
    return {e: (about[-1], last.get(e)) for e, about in _first_classes(rows, module).items()}


def _lasting(rows: Sequence[Enterprise], module: str, months: int) -> dict[int, Cells]:
    path = "follow_up__completion__engagement__"
    known = StillPractised.objects.exclude(answer=StillPractised.Answer.UNKNOWN).filter(
        follow_up__months=months, follow_up__completion__taken_back_on=None, **_of(rows, module, path)
    )
    counted = known.order_by().values(f"{path}enterprise").annotate(
        n=Count("pk", filter=Q(answer=StillPractised.Answer.YES)), of=Count("pk")
    )  # fmt: skip
    return {e.pk: (0, 0) for e in rows} | {e: (n, of) for e, n, of in counted.values_list(f"{path}enterprise", "n", "of")}


def _on_time(rows: Sequence[Enterprise], module: str) -> dict[int, Cells]:
    """Reports in time, those of which the time was kept, and the others."""
    found = {e.pk: [0, 0, 0] for e in rows}
    mine = Visit.objects.filter(engagement__enterprise__in=rows).annotate(came=TruncDate("reported_at")).order_by()
    mine = mine.filter(engagement__module=module) if module else mine
    for firm, visited_on, came in mine.values_list("engagement__enterprise", "visited_on", "came"):
        found[firm][2 if came is None else 1] += 1
        found[firm][0] += came is not None and came <= visited_on + IN_TIME
    return {firm: tuple(counts) for firm, counts in found.items()}


def _returned(rows: Sequence[Enterprise], module: str) -> dict[int, Cells]:
    decided = Review.objects.filter(visit__engagement__enterprise__in=rows, kind__in=DECIDED).order_by()
    decided = decided.filter(visit__engagement__module=module) if module else decided
    counted = decided.values("visit__engagement__enterprise").annotate(
        n=Count("visit", filter=Q(kind=RETURNED), distinct=True), of=Count("visit", distinct=True)
    )  # fmt: skip
    return {firm: (n, of) for firm, n, of in counted.values_list("visit__engagement__enterprise", "n", "of")}


def _late(rows: Sequence[Enterprise], module: str, field: str) -> dict[int, Cells]:
    mine = Engagement.objects.filter(**_of(rows, module, "")).annotate(trained_on=Max("kpi_changes__trained_on"))
    mine = mine.filter(baseline=None) if field == "agreed_on" else mine
    return {e: (p, d) for e, p, d in mine.order_by("-agreed_on").values_list("enterprise", "provider__name", field)}


BESIDE: dict[str, Callable[[Sequence[Enterprise], str], dict[int, Cells]]] = {
    "enterprises": _about, "countries": _about, "enterprises-trained": _first_classes, "engagements": _agreements,
    "workforce-reached": _headcounts, "complete-measures": _measured, "practices-adopted": _practices, "satisfaction": _about,
    "modules-completed": _completed, "reports-on-time": _on_time, "reports-returned": _returned,
    **{figure: partial(_lasting, months=months) for figure, months in MONTHS.items()},
    "savings": _savings, "savings-verified": lambda rows, module: _savings(rows, module, is_checked=True),
    "savings-at-rate": _savings_at_rate,
    "further-module": _further, "cost-covered": _costs, "missing-baseline": lambda rows, module: _late(rows, module, "agreed_on"),
    "missing-values": lambda rows, module: _late(rows, module, "trained_on"),
}  # fmt: skip
SEXES, ROLES = dict(Sex.choices), dict(WorkRole.choices)
