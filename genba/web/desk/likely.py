"""Those who may be here already, as the reader may see them: what is beyond reach is told without what it says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.directory.matching import in_words
from genba.directory.models import Enterprise, Person, Serving
from genba.directory.resemblance import Namesake, Resemblance


@dataclass(frozen=True)
class Suspect:
    """One who may be the same. Beyond reach: no name, no address, only whom to ask."""

    name: str
    about: str
    score: float  # 0 to 100
    reasons: tuple[str, ...] = ()
    address: str = ""  # the page, where the reader may open it
    ask: str = ""  # whom to ask, where not
    code: str = ""


def people_seen(user: Any, found: Sequence[Namesake]) -> list[Suspect]:
    """Each with whether the reader may open it. Two queries at most, however many."""
    mine = _keys(visible(user, Permission.PERSON_READ, Person), [n.person.pk for n in found])
    asks = whom_to_ask(n.person.enterprise_id for n in found if n.person.pk not in mine)
    seen = []
    for n in found:
        reasons, score = tuple(in_words(n.reasons)), 100 * n.score
        if n.person.pk in mine:
            about = ", ".join(filter(None, (n.person.enterprise.name, n.person.get_role_display(), n.person.job)))
            address = reverse("desk:person-edit", kwargs={"code": n.person.code})
            seen.append(Suspect(n.person.name, about, score, reasons, address, code=n.person.code))
        else:
            seen.append(Suspect(_("Somebody of nearly this name"), "", score, ask=asks[n.person.enterprise_id]))
    return seen


def enterprises_seen(user: Any, found: Sequence[Resemblance]) -> list[Suspect]:
    """Names and towns of enterprises are shown to whoever may register; more only within reach."""
    mine = _keys(visible(user, Permission.ENTERPRISE_READ, Enterprise), [r.enterprise.pk for r in found])
    asks = whom_to_ask(r.enterprise.pk for r in found if r.enterprise.pk not in mine)
    seen = []
    for r in found:
        is_mine = r.enterprise.pk in mine
        reasons = tuple(in_words(["same-phone"])) if r.has_same_phone and is_mine else ()
        address = reverse("desk:enterprise", kwargs={"code": r.enterprise.code}) if is_mine else ""
        seen.append(Suspect(r.enterprise.name, r.enterprise.city, r.score, reasons, address,
                            "" if is_mine else asks[r.enterprise.pk], r.enterprise.code if is_mine else ""))  # fmt: skip
    return seen


def whom_to_ask(enterprises: Iterable[int]) -> dict[int, str]:
    """By enterprise: the provider that serves it today, or the office."""
    asked = {pk: _("the office") for pk in enterprises}
    if asked:
        rows = Serving.objects.today().filter(enterprise_id__in=asked).order_by("pk")
        asked.update(rows.values_list("enterprise_id", "provider__name"))
    return asked


def _keys(rows: Any, keys: Sequence[int]) -> set[int]:
    return set(rows.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
