"""The filters above the people in class, and what is missing to each of them in words."""

from functools import lru_cache
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.closeout.people import STATES, Together
from genba.directory.models import WorkRole
from genba.kit import numbers
from genba.kit.days import in_words
from genba.programmes.models import Cohort
from genba.programmes.trainers import providers_for
from genba.web.base.fields import Offer
from genba.web.base.filters import Filter, Filters
from genba.web.desk.completion_forms import modules

OFFERED = 100  # cohorts, the latest first, and the one that the address asks for
SHOWN = 4  # days of which it is said that somebody was missing


@lru_cache(maxsize=16)
def titles_of(language: str) -> dict[str, str]:
    return dict(modules(language))


@lru_cache(maxsize=16)
def standing_filters(language: str) -> dict[str, Filter]:
    """Those that are the same for everybody."""
    with override(language):
        return {
            "q": Filter(_("Person or enterprise")),
            "state": Filter(_("There long enough"), Offer([("", _("all")), *STATES.items()])),
            "module": Filter(_("Module"), Offer([("", _("all")), *titles_of(language).items()])),
            "role": Filter(_("Role"), Offer([("", _("all")), *WorkRole.choices])),
        }


def attended_filters(user: Any, address: QueryDict, language: str) -> Filters:
    """Search and filters of the people in class; cohorts and providers within reach."""
    cohorts = visible(user, Permission.COHORT_READ, Cohort).order_by("-pk").values_list("code", "name")
    offered = list(cohorts[:OFFERED])
    wanted = address.get("cohort", "").replace("\0", "")
    if wanted and len(offered) == OFFERED and wanted not in dict(offered):
        offered += list(cohorts.filter(code=wanted))
    providers = list(providers_for(user, Permission.PERSON_READ).values_list("code", "name"))
    lists = {**standing_filters(language), "cohort": Filter(_("Cohort"), Offer([("", _("all")), *offered]))}
    if len(providers) > 1:
        lists["provider"] = Filter(_("Provider"), Offer([("", _("all")), *providers]))
    return Filters(lists)


def what_is_missing(sums: Together) -> str:
    """What stands between somebody and enough of the class, in a sentence or three; "" where nothing does."""
    if sums.lacks == 0 and sums.given:
        return ""
    said = []
    if not sums.sessions:
        said.append(_("No class has sessions yet."))
    if sums.lacks and sums.to_come < sums.sessions:  # before the first session nobody has missed anything
        said.append(
            ngettext("One minute is missing.", "%(n)s minutes are missing.", sums.lacks) % {"n": _number(sums.lacks)}
        )
    if sums.missed:
        days = ", ".join(in_words(day) for day in sums.missed[:SHOWN])
        more = len(sums.missed) - SHOWN
        if more > 0:
            said.append(ngettext("Not there on %(days)s and on %(n)s day more.", "Not there on %(days)s and on %(n)s days more.",
                                 more) % {"days": days, "n": _number(more)})  # fmt: skip
        else:
            said.append(_("Not there on %(days)s.") % {"days": days})
    if sums.unmarked:
        said.append(ngettext("Nobody marked one session.", "Nobody marked %(n)s sessions.", sums.unmarked)
                    % {"n": _number(sums.unmarked)})  # fmt: skip
    if sums.to_come:
        said.append(ngettext("One session is to come.", "%(n)s sessions are to come.", sums.to_come)
                    % {"n": _number(sums.to_come)})  # fmt: skip
    return " ".join(said)


def _number(n: int) -> str:
    return numbers.number(n, language=get_language() or "en")
