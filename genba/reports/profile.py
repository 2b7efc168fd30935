"""The public profile of an enterprise that wants to be seen: what it says of itself, what it took, and, if it wants, what
changed. The owner's preview and the public page show this one object, so that they cannot differ.

Nothing in it is about a person, and no absolute number of the enterprise is in it: no headcount, no money, no output.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery

from genba.closeout.models import Completion
from genba.directory.models import Enterprise
from genba.impact.models import KpiChange
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement
from genba.publishing.reading import Told, about
from genba.reports.shared import SharedChange
from genba.science.figures import REASONS, SHARE, Figure, Measured, Withheld


@dataclass(frozen=True, slots=True)
class Taken:
    """A module that the enterprise takes, or completed on a day; `certificate` is the code that checks it, "" before."""

    module: str
    agreed_on: date
    completed_on: date | None
    certificate: str


@dataclass(frozen=True, slots=True)
class Profile:
    """changes: None where the enterprise does not show them; by KPI, as a brand would see them."""

    code: str
    name: str
    city: str
    region: str
    country: str
    isic: str
    words: str
    taken: tuple[Taken, ...]
    changes: tuple[SharedChange, ...] | None
    stories: tuple[Told, ...]

    @property
    def since_on(self) -> date | None:
        """When the first module was agreed on."""
        return min((t.agreed_on for t in self.taken), default=None)


def profile_of(enterprise: Enterprise, *, shows_results: bool, words: str, language: str) -> Profile:
    """What everybody sees, or would see, of an enterprise with its region loaded."""
    return Profile(
        enterprise.code, enterprise.name, enterprise.city, enterprise.region.name if enterprise.region else "",
        enterprise.country_id, enterprise.isic, words, tuple(taken_by([enterprise.pk]).get(enterprise.pk, ())),
        changes_of(enterprise, language) if shows_results else None, tuple(about(enterprise, language)),
    )  # fmt: skip


def taken_by(enterprises: Iterable[int]) -> Mapping[int, Sequence[Taken]]:
    """The modules of some enterprises, by key, the oldest agreement first; one query. What they left is not among them."""
    done = Completion.objects.in_force().filter(engagement=OuterRef("pk"))
    rows = (
        Engagement.objects.open().filter(enterprise__in=list(enterprises)).order_by("agreed_on", "pk")
        .annotate(done_on=Subquery(done.values("completed_on")[:1]), certificate=Subquery(done.values("code")[:1]))
        .values_list("enterprise_id", "module", "agreed_on", "done_on", "certificate")
    )  # fmt: skip
    found: dict[int, list[Taken]] = {}
    for key, module, agreed_on, done_on, certificate in rows:
        found.setdefault(key, []).append(Taken(module, agreed_on, done_on, certificate or ""))
    return found


def changes_of(enterprise: Enterprise, language: str) -> tuple[SharedChange, ...]:
    """Each KPI since the first training against which it can be compared, as the programme's own figures take it.

    Values that no reviewer has approved are not in it. Where nothing can be compared yet, the reason stands instead.
    """
    rows = KpiChange.objects.filter(engagement__enterprise=enterprise, engagement__withdrawal=None)
    best: dict[str, KpiChange] = {}
    for row in rows.order_by("trained_on", "pk"):
        now = best.get(row.indicator)
        if now is None or (now.relative is None and row.relative is not None):
            best[row.indicator] = row
    order = {kpi.code: place for place, kpi in enumerate(curriculum().indicators)}
    kept = sorted((row for row in best.values() if row.indicator in order), key=lambda row: order[row.indicator])
    return tuple(_change(row, language) for row in kept)


def _change(row: KpiChange, language: str) -> SharedChange:
    kpi = curriculum().indicator(row.indicator)
    return SharedChange(
        row.indicator, kpi.labels.in_(language), _figure(row), row.verdict,
        _side(row.before_from, row.before_to, row.before_n), _side(row.after_from, row.after_to, row.after_n),
        kpi.definitions.in_(language),
    )  # fmt: skip


def _figure(row: KpiChange) -> Figure:
    if row.relative is not None:
        return Measured(row.relative, SHARE, min(row.before_n, row.after_n))
    return Withheld(row.withheld if row.withheld in REASONS else "no-later-value")


def _side(first: date | None, last: date | None, n: int) -> tuple[date, date, int] | None:
    return (first, last, n) if first and last and n else None
