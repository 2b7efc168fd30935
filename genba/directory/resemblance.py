"""Is it already here? Enterprises whose names are nearly the same, before a second record is made."""

from dataclasses import dataclass

from django.db.models import Count
from rapidfuzz import fuzz

from genba.directory.models import Enterprise, EnterpriseWord
from genba.kit.names import name_key

# Words that many firms bear say nothing about which one it is.
COMMON = frozenset(
    [
        "co",
        "company",
        "ltd",
        "limited",
        "inc",
        "llc",
        "pvt",
        "private",
        "sa",
        "sarl",
        "srl",
        "gmbh",
        "pt",
        "cv",
        "plc",
        "corp",
        "the",
        "and",
        "of",
        "factory",
    ]
)
LIKE_ENOUGH = 82.0
LOOKED_AT = 200


@dataclass(frozen=True)
class Resemblance:
    enterprise: Enterprise
    score: float  # 0 to 100


def resembling(name: str, country: str = "", *, most: int = 5) -> list[Resemblance]:
    """The registered enterprises of the country whose names are most like this one, best first.

    Candidates share a word beginning; their score is rapidfuzz's token-set ratio on folded names without the words
    that every firm bears. At most LOOKED_AT candidates are compared, those that share most words first.
    """
    told = [w for w in name_key(name).split() if w not in COMMON and len(w) > 1]
    if not told:
        return []
    hits = EnterpriseWord.objects.none()
    for word in told[:6]:
        hits = hits | EnterpriseWord.objects.beginning_with(word[:5] if len(word) > 5 else word)
    if country:
        hits = hits.filter(enterprise__country_id=country)
    ids = [row["enterprise_id"] for row in
           hits.values("enterprise_id").annotate(shared=Count("id")).order_by("-shared", "enterprise_id")[:LOOKED_AT]]  # fmt: skip
    wanted = " ".join(told)
    found = []
    for enterprise in Enterprise.objects.filter(pk__in=ids):
        theirs = " ".join(w for w in enterprise.name_key.split() if w not in COMMON)
        # All words of the one within the other is a full score: the plain ratio says which of these is nearest.
        found.append((Resemblance(enterprise, fuzz.token_set_ratio(wanted, theirs)), fuzz.ratio(wanted, theirs)))
    found.sort(key=lambda f: (-f[0].score, -f[1], f[0].enterprise.name_key))
    return [likeness for likeness, _ in found if likeness.score >= LIKE_ENOUGH][:most]
