"""What the suppliers of a buyer did together: only those that agreed to share it with this buyer, each kind for itself.

How far suppliers are comes from those that share their progress, what changed from those that share changes, practices
from those that share practices. Small groups are hidden, and so is what would leave a small group once it is taken from
the programme's figures, which everybody may read.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.dateparse import parse_datetime

from genba.closeout.models import Completion
from genba.facts import questions, some, store
from genba.facts.apart import Theirs, few_besides
from genba.facts.questions import Asked
from genba.facts.store import Facts
from genba.partnerships.models import Consent, ConsentQuerySet
from genba.reports.dashboards.outcomes import PartOutcome, is_small, outcomes

Covers = Consent.Covers
Shared = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Reached:
    """Of the suppliers that share their progress; None: hidden, because they are few or the others are."""

    taking: int | None = None
    trained: int | None = None
    modules: int | None = None
    completed: int | None = None


@dataclass(frozen=True, slots=True)
class Practised:
    """Of the suppliers that share their practices: how many were checked twice, and practices adopted for each of them.
    None: hidden, because there are few."""

    n: int | None = None
    each: float | None = None


@dataclass(frozen=True, slots=True)
class BrandReport:
    """sharing: how many suppliers share each kind, which the buyer reads from the list of suppliers too. made_at: of the
    facts; None where there are none yet, or nobody shares anything."""

    sharing: Mapping[str, int]
    reached: Reached
    outcomes: tuple[PartOutcome, ...]
    practised: Practised
    made_at: datetime | None

    @property
    def is_empty(self) -> bool:
        return not any(self.sharing.values())

    @property
    def is_all_hidden(self) -> bool:
        """Whether there are outcomes and none of them can be shown."""
        return bool(self.outcomes) and all(one.n_trained is None for one in self.outcomes)


def shared_by(consents: ConsentQuerySet) -> Shared:
    """By kind the enterprises whose consents these are. One query."""
    found: dict[str, set[int]] = defaultdict(set)
    for key, covers in consents.order_by().values_list("enterprise_id", "covers"):
        found[covers].add(key)
    return {kind: frozenset(found.get(kind, ())) for kind in Covers.values}


def brand_report(shared: Shared, today: date, language: str) -> BrandReport:
    """What those who share did. One query at most beside the facts in columns."""
    facts = store.current()
    sharing = {kind: len(keys) for kind, keys in shared.items()}
    if facts is None or not any(sharing.values()):
        return BrandReport(sharing, Reached(), (), Practised(), None)
    return BrandReport(
        sharing, _reached(facts, shared[Covers.PROGRESS], today), _outcomes(facts, shared[Covers.CHANGE], today, language),
        _practised(facts, shared[Covers.PRACTICES], today), parse_datetime(facts.named.made_at),
    )  # fmt: skip


def _outcomes(facts: Facts, keys: Collection[int], today: date, language: str) -> tuple[PartOutcome, ...]:
    theirs = some.of_enterprises(facts, keys)
    own, whole = (questions.parts(these, Asked(), today).parts for these in (theirs, facts))
    few = few_besides(facts, Theirs("enterprise", keys), today, is_small)
    return outcomes(own, whole, some.engaged(theirs, Asked()), language, inside=False, few=few)


def _reached(facts: Facts, keys: Collection[int], today: date) -> Reached:
    counted = (some.own_of(code, facts, keys, today) for code in ("enterprises", "enterprises-trained", "engagements"))
    taking, trained, modules = (int(one.value or 0) if one else 0 for one in counted)
    if is_small(taking):
        return Reached()
    done = Completion.objects.in_force().filter(engagement__enterprise__in=keys, engagement__withdrawal=None)
    completed = done.values("engagement__enterprise").distinct().count() if keys else 0
    return Reached(taking, _hidden(trained, taking), modules, _hidden(completed, taking))


def _hidden(n: int, of: int) -> int | None:
    """Hidden where they, or the others, are few."""
    return None if is_small(n) or is_small(of - n) else n


def _practised(facts: Facts, keys: Collection[int], today: date) -> Practised:
    found = some.own_of("practices-adopted", facts, keys, today)
    n = int(found.detail["n"]) if found else 0
    return Practised() if is_small(n) else Practised(n, found.value if found else None)
