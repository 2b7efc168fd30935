"""The sheet of a brand: of each supplier what it agreed to share with this brand, as the supplier's own preview shows it."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from genba.filing.contents.pieces import Pieces
from genba.filing.definitions import defined, version_of
from genba.filing.parts import SHARE, Figure, Section
from genba.filing.question import Question
from genba.filing.reasons import NOT_SHARED
from genba.impact.indicators import definition_of
from genba.observations.models import PracticeState
from genba.partnerships.models import Consent
from genba.reports.shared import SharedSheet, shared_sheet
from genba.reports.sheet import enterprise_sheet
from genba.science.figures import Measured

COLUMNS = ("part", "value", "n", "definition", "data")


def consents_of(q: Question) -> list[Consent]:
    """What was agreed with the brand and is in force today, by name of the enterprise; none for other kinds of reports."""
    if q.brand is None:
        return []
    given = Consent.objects.in_force().filter(brand=q.brand).select_related("enterprise")
    return list(given.order_by("enterprise__name_key", "enterprise_id", "pk"))


def brand(q: Question, pieces: Pieces) -> tuple[str, ...]:
    """A section for each supplier that shares something. What it does not share says so."""
    covers: dict[int, set[str]] = defaultdict(set)
    firms = {}
    for consent in consents_of(q):
        firms[consent.enterprise_id] = consent.enterprise
        covers[consent.enterprise_id].add(consent.covers)
    for key, firm in firms.items():
        shared = shared_sheet(enterprise_sheet(firm, language=q.language), frozenset(covers[key]))
        known = [defined(definition_of(c.indicator), q.language) for c in shared.changes or ()]
        pieces.add(Section(f"supplier-{firm.code}", firm.name, (), COLUMNS, tuple(_figures(shared))), known)
    return () if firms else (_("Every supplier: none shares anything with this brand today."),)


def _figures(shared: SharedSheet) -> Iterator[Figure]:
    source = {"view": "enterprise", "code": shared.code}
    yield from _progress(shared, source)
    if shared.changes is None:
        yield _kept_back(shared, "changes", _("How the numbers changed"))
    for c in shared.changes or ():
        key, known = f"supplier|{shared.code}|{c.indicator}", isinstance(c.relative, Measured)
        yield Figure(
            key, c.indicator, c.label, _("Change"), version_of(definition_of(c.indicator)), SHARE, 1,
            c.relative.value if isinstance(c.relative, Measured) else None, n=c.relative.n or None, is_change=True,
            withheld="" if known else getattr(c.relative, "reason", ""), data_at=c.now[1].isoformat() if c.now else "", source=source,
        )  # fmt: skip
    if shared.practices is None:
        yield _kept_back(shared, "practices", _("Good practices"))
    seen = [p.state for p in shared.practices or () if p.state]
    if seen:
        yield Figure(f"supplier|{shared.code}|practised", "practised", _("Good practices"), str(PracticeState.PRACTISED.label),
                     value=sum(s == PracticeState.PRACTISED for s in seen), n=len(seen), data_at=shared.as_of.isoformat(), source=source)  # fmt: skip


def _progress(shared: SharedSheet, source: dict[str, str]) -> Iterator[Figure]:
    if shared.steps is None:
        yield _kept_back(shared, "progress", _("Module and progress"))
    elif shared.module:
        yield Figure(f"supplier|{shared.code}|progress", "progress", _("Steps done"), shared.module,
                     value=sum(s.is_done for s in shared.steps), n=len(shared.steps), data_at=shared.as_of.isoformat(), source=source)  # fmt: skip


def _kept_back(shared: SharedSheet, name: str, label: str) -> Figure:
    return Figure(f"supplier|{shared.code}|{name}", name, label, withheld=NOT_SHARED)
