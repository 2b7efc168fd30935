"""Is it already here? Enterprises whose names are nearly the same, before a second record is made."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, groupby

from django.db.models import Count, Max
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
MISSPELT = 80.0  # of a word, 0 to 100
FEW = 10  # a word that more enterprises bear says little about which one it is


@dataclass(frozen=True)
class Resemblance:
    enterprise: Enterprise
    score: float  # 0 to 100


def resembling(name: str, country: str = "", *, most: int = 5) -> list[Resemblance]:
    """The registered enterprises of the country whose names are most like this one, best first.

    Candidates share a word beginning; their score is rapidfuzz's token-set ratio on folded names without the words
    that every firm bears. At most LOOKED_AT candidates are compared, those that share most words first.
    """
    told = [w for w in telling(name_key(name)).split() if len(w) > 1]
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
        theirs = telling(enterprise.name_key)
        # All words of the one within the other is a full score: the plain ratio says which of these is nearest.
        found.append((Resemblance(enterprise, fuzz.token_set_ratio(wanted, theirs)), fuzz.ratio(wanted, theirs)))
    found.sort(key=lambda f: (-f[0].score, -f[1], f[0].enterprise.name_key))
    return [likeness for likeness, _ in found if likeness.score >= LIKE_ENOUGH][:most]


def telling(key: str) -> str:
    """A folded name without the words that every firm bears."""
    return " ".join(word for word in key.split() if word not in COMMON)


def alike_since(first: int) -> Iterator[tuple[int, int]]:
    """Pairs of enterprises of one country with nearly the same name, the later of them registered under key `first` on.

    For many at once, where nobody can look at each doubt: names are nearly the same when every word of the one stands in
    the other, misspelt at most. Compared are those that share a word which at most FEW enterprises bear: one walk along
    the index of words, however many there are. Names that are just the same are not told: somebody said they are two.
    """
    words = EnterpriseWord.objects.values("word").annotate(bearers=Count("id"), last=Max("enterprise_id"))
    rare = words.filter(bearers__gte=2, bearers__lte=FEW, last__gte=first).values("word")
    rows = EnterpriseWord.objects.filter(word__in=rare).order_by("word", "enterprise_id").values_list(
        "word", "enterprise_id", "enterprise__country_id", "enterprise__name_key")  # fmt: skip
    told: set[tuple[int, int]] = set()
    for _word, bearers in groupby(rows.iterator(), key=lambda row: row[0]):
        named = [(key, country, name, _words_that_tell(name)) for _, key, country, name in bearers]
        for (earlier, country, name, words_of_it), (later, land, other, words_of_other) in combinations(named, 2):
            if later < first or country != land or name == other or (earlier, later) in told:
                continue
            if _is_within(*sorted((words_of_it, words_of_other), key=len)):
                told.add((earlier, later))
                yield earlier, later


def _words_that_tell(key: str) -> list[str]:
    """Those by which a firm is known: figures count (unit 3 is not unit 4), words of two letters are legal forms."""
    return [word for word in telling(key).split() if len(word) > 2 or word.isdigit()]


def _is_within(few: list[str], many: list[str]) -> bool:
    return bool(few) and all(word in many or any(fuzz.ratio(word, other, score_cutoff=MISSPELT) for other in many)
                             for word in few)  # fmt: skip
