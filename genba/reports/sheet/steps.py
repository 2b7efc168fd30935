"""The way through a module, and the one next thing to do on it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext as _

from genba.curriculum import Module
from genba.reports.sheet.kpis import KpiLine
from genba.reports.sheet.plan import OPEN, PlanLine
from genba.reports.sheet.rows import Dated, Taking

Kind = Literal["ended", "agree", "baseline", "class", "go-to-class", "plan", "late-action", "write-down", "action", "visit",
               "measure", "module", "offer"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One station of the module. `on` (until `until`) is its day; expected where it has not come yet, None if unknown."""

    kind: Literal["baseline", "class", "visit", "measure"]
    number: int
    on: date | None
    until: date | None
    is_done: bool


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next: kind says what it is about; the words are in the language of the sheet."""

    kind: Kind
    title: str
    why: str
    due_on: date | None = None
    action: str = ""  # the code of the action it is about
    indicator: str = ""  # the code of the KPI it is about
    offer: str = ""  # the code of the offer it is about


def steps_of(taking: Taking, module: Module, found: Dated, kpis: tuple[KpiLine, ...], today: date) -> tuple[Step, ...]:
    """First measure, class, visits and last measure, each with its day or the day it is expected on."""
    days = sorted(set(found.class_days))
    first, last = (days[0], days[-1]) if days else (None, None)
    steps = [
        Step("baseline", 0, taking.baseline_on, None, taking.baseline_on is not None),
        Step("class", 0, first, last, last is not None and last <= today),
    ]
    visits = sorted((on, number) for number, kind, on in found.visits if kind == "follow-up")
    steps += [Step("visit", number, on, None, on <= today) for on, number in visits]
    for number in range(len(visits) + 1, module.formats.visits + 1):
        rhythm = module.visit_rhythm[number - 1] if number <= len(module.visit_rhythm) else None
        expected = last + timedelta(days=rhythm) if last and rhythm else None
        steps.append(Step("visit", number, expected if expected and expected >= today else None, None, False))
    steps.append(_last_measure(module, kpis, visits[-1][0] if len(visits) >= module.formats.visits and visits else None))
    return tuple(steps)


def _last_measure(module: Module, kpis: tuple[KpiLine, ...], last_visit_on: date | None) -> Step:
    """Done when as many KPIs as the module asks for have a month that ends after the last visit."""
    if last_visit_on is None:
        return Step("measure", 0, None, None, False)
    ends = sorted(k.now.ends_on for k in kpis if k.now and k.now.ends_on >= last_visit_on)
    wanted = max(1, module.completion.kpis_reported)
    if len(ends) >= wanted:
        return Step("measure", 0, ends[wanted - 1], None, True)
    return Step("measure", 0, None, None, False)


def next_step(
    taking: Taking | None, module: Module | None, steps: tuple[Step, ...], kpis: tuple[KpiLine, ...],
    plan: tuple[PlanLine, ...], today: date,
) -> NextStep:  # fmt: skip
    """The one next thing: first what blocks the way, then what is late, then what comes by the calendar."""
    if taking is None or module is None:
        return NextStep(
            "agree", _("Agree on a module"), _("Nothing was agreed yet. Your trainer or the office can begin it.")
        )
    if taking.withdrawn_on:
        return NextStep("ended", _("This module ended early"), _("What was measured until then stays here."),
                        taking.withdrawn_on)  # fmt: skip
    ahead = next((s for s in steps if not s.is_done), None)
    return _blocking(steps, today) or _of_the_plan(steps, kpis, plan, today) or _by_the_calendar(ahead, plan)


def answer_offer(code: str, valid_until: date, is_accepted: bool) -> NextStep:
    """Where no module is under way, an open offer comes first."""
    if is_accepted:
        return NextStep("offer", _("The provider signs the agreement"), _("Your enterprise accepted the offer."), valid_until,
                        offer=code)  # fmt: skip
    return NextStep("offer", _("Read the offer and answer it"), _("It says what it costs, who pays and what both promise."),
                    valid_until, offer=code)  # fmt: skip


def _blocking(steps: tuple[Step, ...], today: date) -> NextStep | None:
    if not steps[0].is_done and not steps[1].is_done:
        return NextStep("baseline", _("Take the first measure"),
                        _("What is not measured before the class can never be compared afterwards."),
                        steps[1].on)  # fmt: skip
    if not steps[1].is_done:
        if steps[1].on:
            return NextStep("go-to-class", _("Send managers and workers to the class"),
                            _("They learn together and come back as your improvement team."), steps[1].on)  # fmt: skip
        return NextStep("class", _("Fix a day for the class"), _("The first measure is there, so the class can begin."))
    return None


def _of_the_plan(
    steps: tuple[Step, ...], kpis: tuple[KpiLine, ...], plan: tuple[PlanLine, ...], today: date
) -> NextStep | None:
    if not plan:
        return NextStep("plan", _("Write your improvement plan"),
                        _("Begin with one problem that everyone sees, who looks after it and by when."))  # fmt: skip
    late = [line for line in plan if line.is_late]
    if late:
        return NextStep("late-action", late[0].action,
                        _("This was due, and %(who)s looks after it.") % {"who": late[0].owner},
                        late[0].due_on, action=late[0].code)  # fmt: skip
    silent = next((k for k in kpis if not k.is_tracked), None)
    visit = next((s for s in steps if s.kind == "visit" and not s.is_done), None)
    if silent and visit:
        return NextStep("write-down", _("Write down: %(kpi)s") % {"kpi": silent.label},
                        _("This number has no start yet. Without one, nobody can show what changed."), visit.on,
                        indicator=silent.indicator)  # fmt: skip
    return None


def _by_the_calendar(ahead: Step | None, plan: tuple[PlanLine, ...]) -> NextStep:
    todo = next((line for line in plan if line.state in OPEN), None)
    if todo and (ahead is None or ahead.on is None or todo.due_on <= ahead.on):
        return NextStep("action", todo.action, _("%(who)s looks after it.") % {"who": todo.owner}, todo.due_on,
                        action=todo.code)  # fmt: skip
    if ahead and ahead.kind == "visit":
        return NextStep("visit", _("Visit %(n)s of your trainer") % {"n": ahead.number},
                        _("Have the numbers of the last months ready, and the actions to look at."), ahead.on)  # fmt: skip
    if ahead:
        return NextStep("measure", _("Take the last measure"), _("Three more months of numbers show what lasts."), ahead.on)
    return NextStep("module", _("Choose the next module"), _("This one is complete. Your numbers say where to go on."))
