"""What a figure of the programme leaves out, in sentences of the language that is active: counted, with the reason."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.impact.meanings import OPEN, open_ones
from genba.kit import numbers

Say = Callable[[int], str]
# In the order in which they are said: first enterprises, then what is counted otherwise.
SAYS: Final[dict[str, Say]] = {
    "nothing-reported": lambda n: ngettext("One enterprise never reported it", "%(n)s enterprises never reported it", n),
    "no-baseline": lambda n: ngettext("One enterprise: no value from before its class", "%(n)s enterprises: no value from before their class", n),
    "no-later-value": lambda n: ngettext("One enterprise: no value since its class", "%(n)s enterprises: no value since their class", n),
    "other-definition": lambda n: ngettext("One enterprise: counted by another definition before its class",
                                           "%(n)s enterprises: counted by another definition before their class", n),
    "too-few": lambda n: ngettext("One enterprise: too little counted to compare", "%(n)s enterprises: too little counted to compare", n),
    "zero-denominator": lambda n: ngettext("One enterprise: nothing to divide by", "%(n)s enterprises: nothing to divide by", n),
    "no-rate": lambda n: ngettext("One enterprise: no exchange rate for the day of a saving", "%(n)s enterprises: no exchange rate for the day of a saving", n),
    "checked-once": lambda n: ngettext("One enterprise was checked only once", "%(n)s enterprises were checked only once", n),
    "not-counted": lambda n: ngettext("One enterprise: nobody counted its people", "%(n)s enterprises: nobody counted their people", n),
    "values-unusual": lambda n: ngettext("One value: unusual, and not reviewed yet", "%(n)s values: unusual, and not reviewed yet", n),
    "values-by-other-definition": lambda n: ngettext("One value: counted by the definition of before", "%(n)s values: counted by the definition of before", n),
    OPEN: lambda n: _("Its definition changed, and nobody has said since when, or that only the words changed"),
    "withdrawn": lambda n: ngettext("One left early", "%(n)s left early", n),
    "unknown-module": lambda n: ngettext("One agreement of a module that is not here any more", "%(n)s agreements of modules that are not here any more", n),
    "certificate-lapsed": lambda n: ngettext("One trainer: the certificate has lapsed", "%(n)s trainers: the certificate has lapsed", n),
    "long-ago": lambda n: ngettext("One trainer: no class and no visit for more than a year", "%(n)s trainers: no class and no visit for more than a year", n),
    "time-not-kept": lambda n: ngettext("One report: when it came was not kept yet", "%(n)s reports: when they came was not kept yet", n),
    "not-decided": lambda n: ngettext("One report: nobody has decided on it yet", "%(n)s reports: nobody has decided on them yet", n),
    "under-half": lambda n: ngettext("One person was there for less than half", "%(n)s people were there for less than half", n),
    "not-marked": lambda n: ngettext("One person: nobody marked whether they were there", "%(n)s people: nobody marked whether they were there", n),
    "dropped": lambda n: ngettext("One saving of an action that was dropped", "%(n)s savings of actions that were dropped", n),
    "within-another": lambda n: ngettext("One saving that is within another one", "%(n)s savings that are within another one", n),
    "nobody-knows": lambda n: ngettext("One practice that nobody knew about", "%(n)s practices that nobody knew about", n),
    "still-open": lambda n: ngettext("One answer about a class whose questions are still open", "%(n)s answers about classes whose questions are still open", n),
}  # fmt: skip


def left_out_of(detail: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """A sentence for each reason, with how many."""
    counts: Mapping[str, int] = detail.get("left_out", {})
    said = [(counts[reason], say) for reason, say in SAYS.items() if counts.get(reason)]
    return tuple(say(n) % {"n": numbers.number(n, language=language)} for n, say in said)


def as_text(detail: Mapping[str, Any]) -> str:
    """The same as data: reasons by their codes, in one cell."""
    return "; ".join(f"{reason}: {n}" for reason, n in detail.get("left_out", {}).items())


def unclear(kpi: str) -> str:
    """That the definition of a KPI changed and nobody said since when; "" where it did not."""
    return SAYS[OPEN](1) if kpi in open_ones() else ""
