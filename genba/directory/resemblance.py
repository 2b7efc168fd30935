"""Is it already here? Enterprises and people whose names are nearly the same, before a second record is made."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, groupby

from django.db.models import Count, Max
from rapidfuzz import fuzz

from genba.directory.keys import enterprises_near, people_near
from genba.directory.models import Enterprise, EnterpriseWord, Person
from genba.science.likeness import Facility, same_phone
from genba.science.namesakes import SAME_FROM, Somebody, best_first
from genba.science.sounds import latin, sounds

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
HEARD, HALF_ALIKE = 90.0, 60.0
SAME_ENTERPRISE = 200
MISSPELT = 80.0  # of a word, 0 to 100
FEW = 10  # a word that more enterprises bear says little about which one it is


@dataclass(frozen=True)
class Resemblance:
    enterprise: Enterprise
    score: float  # 0 to 100
    has_same_phone: bool = False  # a hint: firms of one family share a telephone


def resembling(name: str, country: str = "", *, phone: str = "", most: int = 5) -> list[Resemblance]:
    """The registered enterprises of the country whose names are most like this one, best first.

    Candidates share the sound of words, or the telephone (`genba.directory.keys`). Their score is rapidfuzz's token-set
    ratio on names in Latin letters without the words that every firm bears; names that sound alike word by word, as
    when they are written in two scripts, score HEARD. A shared telephone lifts a name that is half alike.
    """
    wanted = telling(latin(name)) or latin(name)
    if not wanted or not country:
        return []
    heard, found = sorted(sounds(wanted)), []
    near = Enterprise.objects.filter(pk__in=enterprises_near(Facility(name, country=country, phone=phone)))
    for pk, known, tel in near.values_list("pk", "name", "phone"):  # a few columns of many rows; whole rows of the best
        plain = latin(known)
        theirs = telling(plain) or plain
        score = fuzz.token_set_ratio(wanted, theirs)
        if score < HEARD and len(heard) > 1 and heard == sorted(sounds(theirs)):
            score = HEARD
        shared = bool(phone) and same_phone(phone, tel)
        if score >= (HALF_ALIKE if shared else LIKE_ENOUGH):
            # All words of the one within the other is a full score: the plain ratio says which of these is nearest.
            found.append((-score, -fuzz.ratio(wanted, theirs), plain, pk, shared))
    best = sorted(found)[:most]
    rows = Enterprise.objects.in_bulk([pk for *_rank, pk, _shared in best])
    return [Resemblance(rows[pk], -score, shared) for score, _ratio, _name, pk, shared in best]


@dataclass(frozen=True)
class Namesake:
    """A person who may be the one whose name is typed, with why."""

    person: Person
    score: float
    reasons: tuple[str, ...]


def namesakes(name: str, enterprise: Enterprise, *, phone: str = "", sex: str = "", most: int = 5) -> list[Namesake]:
    """The registered people of the enterprise's country most like the one who is typed, best first.

    Whatever the script, the order of the words and the initials; whoever works in the same enterprise comes first. A
    shared telephone is a hint and lifts the score a little: families and lines of workers share one.
    """
    wanted = Somebody(name, phone, f"{enterprise.name} {enterprise.city}", sex if sex in ("female", "male") else "")
    if len(latin(name) or name.strip()) < 2:
        return []
    ids = people_near(name, phone, enterprise.country_id)
    here = Person.objects.filter(enterprise=enterprise).order_by("pk").values_list("pk", flat=True)[:SAME_ENTERPRISE]
    columns = ("pk", "name", "phone", "sex", "enterprise__name", "enterprise__city")
    rows = Person.objects.filter(pk__in={*ids, *here}).values_list(*columns)
    others = [(pk, Somebody(known, tel, f"{firm} {city}", kind if kind in ("female", "male") else ""))
              for pk, known, tel, kind, firm, city in rows]  # fmt: skip
    best = best_first(wanted, others, most=most)
    people = Person.objects.select_related("enterprise").in_bulk([pk for pk, _kin in best])
    return [Namesake(people[pk], min(1.0, kin.score), kin.reasons) for pk, kin in best]


def is_doubtful(found: Namesake, enterprise: Enterprise) -> bool:
    """Whether a new record should wait for somebody to say it is another: in one enterprise, or with one telephone. Elsewhere
    in a country people share names every day; there it is only a hint."""
    is_here = found.person.enterprise_id == enterprise.pk and found.score >= SAME_FROM
    return is_here or "same-phone" in found.reasons


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
