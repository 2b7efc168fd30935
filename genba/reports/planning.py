"""A plan as it is read: how many enterprises it would take, in words and as data, the same for page, command and JSON."""

import math
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.impact.planning import Planned, Size
from genba.kit import numbers
from genba.reports.evaluation import difference
from genba.science.figures import Figure, Measured


def way_names() -> dict[str, tuple[str, str]]:
    """Each way to analyse: its name, and when it is right."""
    return {
        "change": (_("Change against before"), _("What evaluations here do: the mean after less the mean before.")),
        "adjusted": (_("After, adjusted for before"), _("Finds smaller differences, where who is trained is drawn by lot.")),
        "after": (_("After alone"), _("Where nobody can report from before the training.")),
    }


def smallest(plan: Planned, size: Size, language: str) -> str:
    """The smallest difference that would be found, towards the better side, or why it is not worked out."""
    if not isinstance(size.detectable, Measured):
        return why(size.detectable, language, size)
    sign = -1 if plan.wish.question.kpi.direction == "down" else 1
    return difference(plan.wish.question.kpi, plan.wish.question.is_relative, sign * size.detectable.value, language)


def needed(size: Size, language: str) -> str:
    """How many enterprises find the effect that was named, or why it is not worked out; nothing where none was named."""
    if size.needed is None:
        return ""
    return (
        numbers.number(int(size.needed.value), language=language)
        if isinstance(size.needed, Measured)
        else why(size.needed, language, size)
    )


def likeness(figure: Figure, language: str, size: Size | None = None) -> str:
    """A correlation with how many stand behind it, or why it is not worked out."""
    if not isinstance(figure, Measured):
        return why(figure, language, size)
    told = numbers.number(figure.value, 2, language=language)
    return f"{told} (n = {numbers.number(figure.n, language=language)})" if figure.n else told


def within(plan: Planned, size: Size, language: str) -> str:
    """How alike enterprises of one provider are; where each begins by itself, that is no question."""
    return (
        _("each enterprise by itself") if plan.wish.question.cluster == "enterprise" else likeness(size.icc, language, size)
    )


def middle(plan: Planned, language: str) -> str:
    """The mean of the values, in the unit of the KPI; of logarithms there is none to show."""
    if not isinstance(plan.mean, Measured):
        return why(plan.mean, language)
    kpi = plan.wish.question.kpi
    if plan.wish.question.is_relative:
        return _("each enterprise in its own unit")
    return numbers.quantity(plan.mean.value, kpi.unit_in(language, ""), max(1, kpi.decimals), language=language)


def spread_of(plan: Planned, size: Size, language: str) -> str:
    """How far enterprises lie apart in what is compared: one standard deviation."""
    if not isinstance(size.deviation, Measured):
        return why(size.deviation, language)
    told = difference(plan.wish.question.kpi, plan.wish.question.is_relative, size.deviation.value, language)
    return told.lstrip("+")


def why(figure: Figure, language: str, size: Size | None = None) -> str:
    """Why a figure is not worked out; with its `size`, also that it is for want of providers."""
    if isinstance(figure, Measured):
        return ""
    if figure.reason == "too-short":
        return _("Not worked out: too few report over so long a time.")
    n = numbers.number(figure.n, language=language)
    if size is not None and figure is size.icc:
        return ngettext("Not worked out: one provider has two enterprises or more that report, ten are needed.",
                        "Not worked out: %(n)s providers have two enterprises or more that report, ten are needed.", figure.n) % {"n": n}  # fmt: skip
    if figure.n > 10**6:
        return _("Not worked out: no number of enterprises finds so small a difference.")
    return ngettext(
        "Not worked out: one reports, ten are needed.", "Not worked out: %(n)s report, ten are needed.", figure.n
    ) % {"n": n}


def as_row(plan: Planned) -> dict[str, Any]:
    """The plan as data. Differences are natural logarithms where the unit is “log”."""

    def plain(figure: Figure | None) -> dict[str, Any] | None:
        if figure is None:
            return None
        if isinstance(figure, Measured):
            return {"value": figure.value, "n": figure.n, "source": figure.source}
        return {"value": None, "n": figure.n, "withheld": figure.reason}

    wish = plan.wish
    return {
        "indicator": wish.question.indicator, "module": wish.question.module, "country": wish.question.country,
        "period": wish.question.period, "cluster": wish.question.cluster, "read_on": plan.read_on.isoformat(),
        "unit": "log" if wish.question.is_relative else wish.question.kpi.unit, "first": plan.first, "last": plan.last,
        "values": plan.values, "reporting": plan.reporting, "enterprises": plan.enterprises, "effect": wish.effect,
        "months_before": wish.months_before, "months_after": wish.months_after, "share": wish.share, "power": wish.power,
        "alpha": wish.alpha, "mean": plain(plan.mean), "alike": plain(plan.alike), "cluster_size": plan.size,
        "ways": {size.way: {"deviation": plain(size.deviation), "icc": plain(size.icc), "detectable": plain(size.detectable),
                            "needed": plain(size.needed)} for size in plan.sizes},
        "left_out": plan.left_out,
    }  # fmt: skip


def sentence(plan: Planned, language: str) -> str:
    """The answer in one sentence, by the way in which evaluations here are worked out."""
    size = next(one for one in plan.sizes if one.way == "change")
    if not isinstance(size.detectable, Measured):
        return _("The own values do not tell it yet. %(why)s") % {"why": why(size.detectable, language, size)}
    return _("With %(n)s enterprises, a difference of %(amount)s or more would be found %(power)s times out of 100.") % {
        "n": numbers.number(plan.enterprises, language=language), "amount": smallest(plan, size, language),
        "power": numbers.number(math.floor(plan.wish.power * 100 + 0.5), language=language),
    }  # fmt: skip
