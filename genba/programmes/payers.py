"""Who stands behind the names that are written as payers: read one way for facts, for money and for the desk."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count

from genba.access.permissions import Permission
from genba.access.policy import Anyone, visible
from genba.directory.models import Brand, Sponsor
from genba.kit.names import name_key
from genba.programmes.models import Contribution, Engagement, Payer, PayerName

SPONSORS: Final = (Payer.MINISTRY, Payer.DONOR)  # the kinds of payers that a sponsor can be
NAMED: Final = (Payer.BRAND, *SPONSORS)
Place = tuple[str, str, str]  # country, kind of payer, folded name


@dataclass
class Written:
    """A name that stands as a payer in agreements of a country. spellings: as it was typed, the most frequent first; n:
    agreements that stand; body: who was said to be behind it."""

    country: str
    payer: str
    key: str
    spellings: list[str] = field(default_factory=list)
    n: int = 0
    body: Sponsor | Brand | None = None

    @property
    def name(self) -> str:
        return self.spellings[0]

    @property
    def payer_label(self) -> str:
        return str(Payer(self.payer).label)


def written(user: Anyone) -> list[Written]:
    """The names within reach of who says what they mean: first those behind which nobody is known, by frequency. Two queries."""
    mine = visible(user, Permission.PAYER_NAME, Engagement).filter(withdrawal=None)
    rows = Contribution.objects.filter(engagement__in=mine.values("pk"), payer__in=NAMED).exclude(name="").order_by()
    cells = ("engagement__enterprise__country_id", "payer", "name")
    counted = rows.values_list(*cells).annotate(n=Count("engagement_id", distinct=True))
    found: dict[Place, Written] = {}
    for country, payer, name, n in sorted(counted, key=lambda row: (-row[3], row[2])):
        place = (country, payer, name_key(name))
        if place[2]:
            one = found.setdefault(place, Written(*place))
            one.spellings.append(name)
            one.n += n
    for row in visible(user, Permission.PAYER_NAME, PayerName).select_related("sponsor", "brand"):
        if place_of(row) in found:
            found[place_of(row)].body = row.body
    return sorted(found.values(), key=lambda one: (one.body is not None, -one.n, one.country, one.name))


def place_of(row: PayerName) -> Place:
    return row.country_id, row.payer, row.key


def bodies() -> Mapping[Place, str]:
    """By country, kind of payer and folded name the code of the sponsor or brand behind it. One query."""
    rows = PayerName.objects.exclude(sponsor=None, brand=None).select_related("sponsor", "brand")
    return {place_of(row): row.body.code for row in rows}


def enterprises_paid_under(names: Iterable[PayerName]) -> set[int]:
    """The keys of the enterprises for which somebody pays under one of these names."""
    wanted = {place_of(row) for row in names}
    return {firm for _place, firm in paid_under(wanted, Contribution.objects.all(), "engagement__enterprise_id")}


def paid_under(places: Collection[Place], rows: Any, *cells: str) -> Iterator[tuple[Any, ...]]:
    """Of these contributions those that are paid under one of the places: the place, then the cells."""
    cut = ("engagement__enterprise__country_id", "payer", "name")
    some = rows.filter(
        payer__in={place[1] for place in places}, engagement__enterprise__country_id__in={p[0] for p in places}
    )
    for country, payer, name, *values in some.order_by("pk").values_list(*cut, *cells).iterator():
        place = (country, payer, name_key(name))
        if place in places:
            yield place, *values


@dataclass(frozen=True, slots=True)
class Given:
    """What a sponsor agreed to pay in one currency, of agreements that stand. in_kind: the part that is no money; price: of all
    these agreements, whoever pays."""

    currency: str
    n: int
    amount: float
    in_kind: float
    price: float


def given_by(sponsor: Sponsor) -> list[Given]:
    """What a sponsor pays, by currency: currencies are never added up. Two queries."""
    wanted = {place_of(row) for row in PayerName.objects.filter(sponsor=sponsor)}
    standing = Contribution.objects.filter(engagement__withdrawal=None)
    cells = ("engagement_id", "engagement__currency", "engagement__price", "amount", "in_kind")
    found: dict[str, dict[str, Any]] = {}
    for _place, key, currency, price, amount, in_kind in paid_under(wanted, standing, *cells):
        sums = found.setdefault(currency, {"prices": {}, "amount": 0, "in_kind": 0})
        sums["prices"][key] = price
        sums["amount"] += amount
        sums["in_kind"] += amount if in_kind else 0
    return [Given(currency, len(sums["prices"]), float(sums["amount"]), float(sums["in_kind"]), float(sum(sums["prices"].values())))
            for currency, sums in sorted(found.items())]  # fmt: skip
