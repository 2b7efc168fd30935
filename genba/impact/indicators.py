"""The programme's own indicators, each defined once: what it counts, in which unit, by what it can be split.

How each is worked out stands in measures.py, under the same code; the KPIs of the modules join them, with the
definition they have in their package.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from genba.curriculum import Indicator
from genba.kit.refused import Refused
from genba.programmes.curricula import curriculum

BY_ENTERPRISE = ("size", "sector")
BY_PERSON = ("sex", "role")
BY_MONEY = ("currency",)


@dataclass(frozen=True)
class Definition:
    """What an indicator means. `by` names the dimensions by which it is stored; texts are translatable."""

    code: str
    label: Any
    definition: Any
    unit: Any  # "" for a share
    level: str  # reach, change, money, missing
    by: tuple[str, ...] = ()
    kpi: Indicator | None = None

    def label_in(self, language: str) -> str:
        return self.kpi.labels.in_(language) if self.kpi else str(self.label)

    def definition_in(self, language: str) -> str:
        return self.kpi.definitions.in_(language) if self.kpi else str(self.definition)


OWN = (
    Definition("enterprises", _("Enterprises"),
               _("Enterprises that take a module and did not leave it, each counted once."),
               _("enterprises"), "reach", BY_ENTERPRISE),
    Definition("countries", _("Countries"),
               _("Countries in which an enterprise takes a module and did not leave it."), _("countries"), "reach"),
    Definition("enterprises-trained", _("Enterprises in training"),
               _("Enterprises that were in a workshop with at least one class day, each counted once."),
               _("enterprises"), "reach", BY_ENTERPRISE),
    Definition("engagements", _("Modules taken"),
               _("Agreements of one enterprise to take one module, without those that ended early."),
               _("agreements"), "reach", BY_ENTERPRISE),
    Definition("people-trained", _("People trained"),
               _("People who were present for at least half the minutes of a workshop, each counted once. Sex and role as "
                 "on the roster of their last workshop."), _("people"), "reach", BY_PERSON),
    Definition("workforce-reached", _("People who work there"),
               _("People employed in the enterprises in training, by the last count of each enterprise, each counted once."),
               _("people"), "reach", BY_PERSON),
    Definition("complete-measures", _("Measured before and after"),
               _("Enterprises in training with a value before the first class and one after it for at least one KPI, out of "
                 "all enterprises in training."), "", "change", BY_ENTERPRISE),
    Definition("practices-adopted", _("Good practices adopted"),
               _("Practices that were not practised at the first check and are practised at the last, for each enterprise "
                 "that was checked on two days or more."), _("practices for each enterprise"), "change", BY_ENTERPRISE),
    Definition("satisfaction", _("Satisfied with the class"),
               _("People who gave 4 or 5 on a scale from 1 to 5 to the first question about their class, out of all who "
                 "answered it in classes whose questions are closed. Below five answers nothing is shown."), "", "reach"),
    Definition("savings", _("Savings a year"),
               _("Actual savings of the actions of a plan over one year, a monthly one twelve times and a single one once: "
                 "the enterprise in the middle of those that recorded one. Dropped actions do not count."),
               _("a year"), "money", BY_MONEY),
    Definition("savings-at-rate", _("Savings a year, in one currency"),
               _("The same savings in the currency of the programme, each at the exchange rate of the day on which it was stated or "
                 "of the last one before it that is not too old. An enterprise with a saving for which there is no rate is left out."),
               _("a year"), "money"),
    Definition("cost-covered", _("Paid by others than donors"),
               _("What enterprises, brands, public bodies and providers pay of the agreed price, in money or in kind, out "
                 "of all contributions. Amounts in different currencies are never added."), "", "money", BY_MONEY),
    Definition("missing-baseline", _("No baseline yet"),
               _("Agreements of more than 30 days ago without a baseline."), _("agreements"), "missing"),
    Definition("missing-attendance", _("Attendance not marked"),
               _("Workshops whose last day has passed and for which nobody marked who was there."),
               _("workshops"), "missing"),
    Definition("missing-values", _("No figure since the training"),
               _("Agreements whose first class was more than 120 days ago, with figures before it and none after."),
               _("agreements"), "missing"),
)  # fmt: skip


@lru_cache(maxsize=1)
def definitions() -> dict[str, Definition]:
    """Every indicator by its code: our own, then the KPIs of all modules."""
    known = {d.code: d for d in OWN}
    for kpi in curriculum().indicators:
        known[kpi.code] = Definition(
            kpi.code, kpi.labels.in_("en"), kpi.definitions.in_("en"), "", "change", BY_ENTERPRISE, kpi
        )
    return known


def kpi_definitions(module: str = "") -> Iterator[Definition]:
    """The KPIs of one module, or of all, in the order of their packages."""
    known = definitions()
    for package in curriculum().modules:
        if module in ("", package.slug):
            yield from (known[k.code] for k in package.kpis)


def definition_of(code: str) -> Definition:
    """The indicator with this code, or Refused with what there is."""
    try:
        return definitions()[code]
    except KeyError:
        raise Refused(_("There is no indicator “%(code)s”. There are: %(known)s.")
                      % {"code": code[:60], "known": ", ".join(definitions())}, field="code") from None  # fmt: skip
