"""When figures are worked out anew: impact asks, nobody below tells it.

Each action below leaves one audit event, so the trail is the list of what changed: `impact.catch-up` reads what was
added since its last run and works out the enterprises named there. Observations also come in bulk with one event for a
whole file; new ones are found by their ids, which only grow. Both cost an index range, whatever the size of the table.
What a bulk correction changes in place is found by `impact.refresh` without enterprises, once a day (or at once, when a
surface asks for it with `ask`).
"""

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.audit.models import Event
from genba.delivery.models import Participant, Participation, Visit, Workshop
from genba.directory.models import Enterprise
from genba.impact import changes, meanings, standings
from genba.impact.actions import evaluations
from genba.impact.brought import brought
from genba.impact.models import Evaluation
from genba.kit.models import Task
from genba.kit.outbox import Running, handles, later, waits
from genba.observations.models import Observation
from genba.plans.models import Action
from genba.programmes.models import Engagement, Offer, PayerName
from genba.programmes.payers import enterprises_paid_under

REFRESH, CATCH_UP, STANDINGS = "impact.refresh", "impact.catch-up", "impact.standings"
EVERY = timedelta(minutes=1)
REST = 20  # standings are not worked out more often than a twentieth of the time
A_DAY = timedelta(days=1)
# How the thing of an audit event leads to engagements, by its noun. Other nouns change no figure of an enterprise.
NOUNS: dict[str, Any] = {
    "enterprise": lambda codes: Enterprise.everyone.filter(code__in=codes).values_list("pk", flat=True),
    "offer": lambda codes: Offer.objects.filter(code__in=codes).values_list("enterprise_id", flat=True),
    "engagement": lambda codes: Engagement.objects.filter(code__in=codes).values_list("enterprise_id", flat=True),
    "visit": lambda codes: Visit.objects.filter(code__in=codes).values_list("engagement__enterprise_id", flat=True),
    "workshop": lambda codes: Participation.objects.filter(workshop__in=Workshop.objects.filter(code__in=codes))
    .values_list("engagement__enterprise_id", flat=True),
    "baseline": lambda codes: Engagement.objects.filter(baseline__in=_keys(codes)).values_list("enterprise_id", flat=True),
    "payername": lambda codes: enterprises_paid_under(PayerName.objects.filter(code__in=codes)),
    "observation": lambda codes: Observation.objects.filter(pk__in=_keys(codes)).values_list("enterprise_id", flat=True),
}  # fmt: skip

LOOKS = frozenset({"view-shared"})  # verbs of who only looked: a thousand suppliers seen together have not changed

# Other facts in columns follow these besides: savings of actions, and people who turned out to be one.
FACTS_ONLY: dict[str, Any] = {
    "action": lambda codes: Action.objects.filter(code__in=codes).values_list("engagement__enterprise_id", flat=True),
    "person": lambda codes: Participant.objects.filter(person__code__in=codes).values_list("engagement__enterprise_id", flat=True),
}  # fmt: skip


def nouns_of_facts() -> dict[str, Any]:
    """How events lead to what stands in columns, those of rooms above included."""
    return NOUNS | FACTS_ONLY | {noun: lead for one in brought() for noun, lead in one.leads.items()}


def _keys(codes: list[str]) -> list[int]:
    return [int(c) for c in codes if c.isdigit()]


def ask(enterprise_ids: list[int]) -> None:
    """Have these enterprises worked out soon; in the transaction of the caller."""
    later(REFRESH, enterprise_ids=sorted(set(enterprise_ids)))


def always_waiting() -> None:
    """What must always be in the outbox; `genba work` asks for it when it starts."""
    if not Task.objects.filter(kind=CATCH_UP, finished_at=None).exists():
        waits(CATCH_UP, timezone.now())
    waits(STANDINGS, timezone.now() + A_DAY)


@handles(REFRESH)
def refresh(running: Running) -> dict[str, Any]:
    """Changes of the enterprises named, or of all; all of them again in a day."""
    named = running.payload.get("enterprise_ids")
    rows = changes.refresh(enterprise_ids=named, progress=lambda done, total: running.progress(done, total, _("Changes")))
    standings_soon()
    if named is None:
        waits(REFRESH, timezone.now() + A_DAY)
    return {"changes": rows}


@handles(CATCH_UP)
def catch_up(running: Running) -> dict[str, Any]:
    """Work out what changed since the last run, and come again in a minute. Notices definitions that changed, too."""
    notice_meanings()

    def work(touched: set[int], has_events: bool) -> None:
        if touched:
            changes.refresh(enterprise_ids=touched, progress=lambda done, total: running.progress(done, total, _("Changes")))
        if touched or has_events:
            standings_soon()

    return since_last_run(CATCH_UP, first=REFRESH, work=work)


def notice_meanings() -> int:
    """Keep what KPIs mean by the packages there are now; where that changed, figures say so soon. How many changed."""
    changed = meanings.look()
    if changed:
        standings_soon()
    return changed


def since_last_run(kind: str, *, first: str, work: Callable[[set[int], bool], None]) -> dict[str, Any]:
    """One run of a task that asks what was changed: `work` gets the enterprises, and whether there were events at all.

    The first run, and one that finds that packages compare otherwise than before, asks for a task of the kind `first`,
    which works on all. Every run comes again in a minute. What is
    returned is the mark of the next one: it is kept as the result of this task.
    """
    finished = Task.objects.filter(kind=kind, failed=False).exclude(finished_at=None)
    last = finished.order_by("-pk").first()
    result: dict[str, Any] = {"event": Event.objects.aggregate(m=Max("pk"))["m"] or 0,
                              "observation": Observation.objects.aggregate(m=Max("pk"))["m"] or 0}  # fmt: skip
    result["defined"] = changes.defined()
    if last is None or last.result.get("defined") != result["defined"]:  # also when packages compare otherwise
        waits(first, timezone.now())
    if last is not None:
        work(changed_since(last.result["event"], last.result["observation"]), result["event"] > last.result["event"])
        finished.filter(pk__lt=last.pk).delete()
    waits(kind, timezone.now() + EVERY)
    return result


def changed_since(event: int, observation: int) -> set[int]:
    """The enterprises named by audit events after this one, and those of observations after this one."""
    found = set(Observation.objects.filter(pk__gt=observation).values_list("enterprise_id", flat=True).distinct())
    rows = Event.objects.filter(pk__gt=event, noun__in=NOUNS).values_list("verb", "noun", "code", "changes")
    return found | enterprises_of_events(rows)


def enterprises_of_events(
    rows: Iterable[tuple[str, str, str, dict[str, Any]]], nouns: Mapping[str, Any] = NOUNS
) -> set[int]:
    """The enterprises to which events lead, each given by verb, noun, code and changes; also the one that was merged away."""
    by_noun: dict[str, list[str]] = {}
    for verb, noun, code, changes_in_it in rows:
        if noun in nouns and verb not in LOOKS:
            by_noun.setdefault(noun, []).append(code)
            if "gone" in changes_in_it:  # merged: it may have moved back since
                by_noun[noun].append(str(changes_in_it["gone"]))
    found: set[int] = set()
    for noun, codes in by_noun.items():
        for start in range(0, len(codes), 1000):
            found.update(nouns[noun](codes[start : start + 1000]))
    return found


@handles(STANDINGS)
def work_out_standings(running: Running) -> dict[str, Any]:
    """The programme's figures; again in a day, since some grow old by themselves: "more than 30 days ago"."""
    began = time.monotonic()
    rows = standings.refresh(progress=lambda done, total: running.progress(done, total, _("Figures of the programme")))
    waits(STANDINGS, timezone.now() + A_DAY)
    return {"standings": rows, "seconds": round(time.monotonic() - began, 3)}


@handles(evaluations.EVALUATE)
def evaluate(running: Running) -> dict[str, Any]:
    """What somebody asked to have evaluated."""
    asked = Evaluation.objects.filter(pk=running.payload["evaluation"]).first()
    if asked:
        running.progress(0, 1, _("Evaluation"))
        evaluations.work_out(asked)
    return {}


def standings_soon() -> None:
    """Have the standings worked out, leaving twenty times as long as the last run took between two."""
    last = Task.objects.filter(kind=STANDINGS, failed=False).exclude(finished_at=None).order_by("-finished_at").first()
    due = timezone.now()
    if last and last.finished_at:
        due = max(due, last.finished_at + timedelta(seconds=REST * last.result["seconds"]))
    waits(STANDINGS, due)
