"""Pseudonyms, and what is hidden so that no enterprise stands out by what outsiders may know of it."""

import base64
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from genba.directory.models import Enterprise, Workforce
from genba.directory.places import section_of
from genba.impact.models import PanelExport
from genba.impact.tables.takings import size_of
from genba.kit.refused import Refused
from genba.observations.models import Observation
from genba.programmes.models import Engagement
from genba.science.anonymity import HIDDEN, coarsen

KNOWN_TO_OUTSIDERS: Final = ("country", "region", "section", "size", "women")
HIDDEN_FIRST: Final = ("region", "women", "section", "size", "country")  # the country last: prices and money hang on it
UNKNOWN: Final = "unknown"


@dataclass(frozen=True)
class Masked:
    """An enterprise of the export: its key, its pseudonym, what is shown of it, and whether the country is hidden."""

    key: int
    pseudonym: str
    shown: tuple[str, ...]  # as KNOWN_TO_OUTSIDERS
    is_closed: bool

    @property
    def hides_country(self) -> bool:
        return self.shown[0] == HIDDEN


@dataclass
class Masks:
    """All enterprises of an export by their keys, in the order of their pseudonyms; what was hidden, counted by column."""

    export: PanelExport
    by_key: dict[int, Masked]
    hidden: dict[str, int]
    counts: Counter[str] = field(default_factory=Counter)

    def pseudonym(self, noun: str, key: int) -> str:
        return pseudonym(self.export, noun, key)


def pseudonym(export: PanelExport, noun: str, key: int) -> str:
    """The same thing has the same one wherever the salt is the same; without the secret of the installation nobody can
    work one out, even from a list of all keys. 80 bits of a keyed hash: two alike are not to be expected."""
    digest = salted_hmac(f"genba.panel.{export.salt}", f"{noun}:{key}", algorithm="sha256").digest()
    return f"{noun[0].upper()}{base64.b32encode(digest[:10]).decode()}"


def masks_of(export: PanelExport) -> Masks:
    """The enterprises that go into an export. Refused where fewer than the threshold do: they could not hide."""
    rows = sorted(_enterprises(export), key=lambda row: pseudonym(export, "enterprise", row[0]))
    first, women = _first_counts([row[0] for row in rows])
    facts = [_facts(row, first, women) for row in rows]
    names = [name for name in HIDDEN_FIRST if name != "country" or not export.country_id]  # of one country all know it
    order = [KNOWN_TO_OUTSIDERS.index(name) for name in names]
    threshold = max(3, settings.SMALL_GROUP)
    coarse = coarsen(facts, order, threshold)
    if not coarse.rows:
        raise Refused(
            _("Fewer than %(n)s enterprises: nobody could hide among so few, so nothing is handed out.") % {"n": threshold}
        )
    made = [Masked(row[0], pseudonym(export, "enterprise", row[0]), shown, row[5] is not None)
            for row, shown in zip(rows, coarse.rows, strict=True)]  # fmt: skip
    return Masks(export, {one.key: one for one in made}, dict(zip(names, coarse.hidden, strict=True)))


def _enterprises(export: PanelExport) -> Iterator[tuple[Any, ...]]:
    """Those that took a module or counted something; what was merged stands with what it was merged into."""
    rows = Enterprise.objects.filter(Q(Exists(Engagement.objects.filter(enterprise=OuterRef("pk"))))
                                     | Q(Exists(Observation.objects.filter(enterprise=OuterRef("pk")))))  # fmt: skip
    if export.country_id:
        rows = rows.filter(country=export.country_id)
    columns = ("pk", "country_id", "region__name", "isic", "headcount", "closed_on")
    return iter(rows.order_by("pk").values_list(*columns).iterator(chunk_size=5_000))


def _first_counts(keys: Sequence[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Of each enterprise the people of its first count, and the women among them."""
    first: dict[int, tuple[Any, int, int]] = {}
    counts = (
        Workforce.objects.order_by("enterprise_id", "counted_on").values("enterprise_id", "counted_on")
        .annotate(people_there=Sum("people"), women=Sum("people", filter=Q(sex="female")))
        .values_list("enterprise_id", "counted_on", "people_there", "women")
    )  # fmt: skip
    for key, on, people, women in counts.iterator(chunk_size=5_000):
        first.setdefault(key, (on, people or 0, women or 0))
    return {k: v[1] for k, v in first.items()}, {k: v[2] for k, v in first.items()}


def _facts(row: tuple[Any, ...], first: dict[int, int], women: dict[int, int]) -> tuple[str, ...]:
    key, country, region, isic, headcount, _closed = row
    people = first.get(key, 0)
    share = UNKNOWN if not people else "yes" if 2 * women[key] >= people else "no"
    return country, region or "", section_of(isic) or UNKNOWN, size_of(people or headcount), share
