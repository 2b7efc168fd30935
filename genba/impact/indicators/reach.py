"""Whom the programme reaches: enterprises, and the people in them, each counted once."""

import numpy as np
from django.utils.translation import gettext_lazy as _

from genba.impact.expressions import Different, Expression, Many, Once, Satisfied, Share
from genba.impact.indicators.definition import BY_ENTERPRISE, BY_PERSON, indicator
from genba.impact.rows import Mask, Rows, Tables


@indicator("enterprises", _("Enterprises"), level="reach", unit=_("enterprises"), by=BY_ENTERPRISE)
def enterprises(facts: Tables) -> Expression:
    """Enterprises that take a module and did not leave it, each counted once.

    Numerator: different enterprises with an agreement that stands
    Denominator: none
    Source: agreements
    SDG: 8.3
    """
    return Different(facts.rows("takings"), "enterprise")


@indicator("countries", _("Countries"), level="reach", unit=_("countries"))
def countries(facts: Tables) -> Expression:
    """Countries in which an enterprise takes a module and did not leave it.

    Numerator: different countries of the enterprises with an agreement that stands
    Denominator: none
    Source: agreements, directory
    SDG: 17.9
    """
    return Different(facts.rows("takings"), "country", "enterprise")


@indicator("enterprises-trained", _("Enterprises in training"), level="reach", unit=_("enterprises"), by=BY_ENTERPRISE)
def enterprises_trained(facts: Tables) -> Expression:
    """Enterprises that were in a workshop with at least one class day, each counted once.

    Numerator: different enterprises with an agreement that stands and a first class day that has come
    Denominator: none
    Source: agreements, days of classes
    SDG: 8.3
    """
    return Different(facts.trained, "enterprise")


@indicator("engagements", _("Modules taken"), level="reach", unit=_("agreements"), by=BY_ENTERPRISE)
def engagements(facts: Tables) -> Expression:
    """Agreements of one enterprise to take one module, without those that ended early.

    Numerator: agreements that stand
    Denominator: none
    Source: agreements
    SDG: 8.3
    """
    return Many(facts.rows("takings"))


@indicator("people-trained", _("People trained"), level="reach", unit=_("people"), by=BY_PERSON)
def people_trained(facts: Tables) -> Expression:
    """People who were present for at least half the minutes of a workshop, each counted once. Sex and role as on the roster
    of their last workshop.

    Numerator: different people; also of agreements that ended early later on, for they were there
    Denominator: none
    Source: attendance lists
    SDG: 4.4
    """
    return Different(facts.rows("people"), "person")


@indicator("workforce-reached", _("People who work there"), level="reach", unit=_("people"), by=BY_PERSON)
def workforce_reached(facts: Tables) -> Expression:
    """People employed in the enterprises in training, by the last count of each enterprise, each counted once.

    Numerator: headcount of each different enterprise in training, once; by sex and role from its last count by these
    Denominator: none
    Source: counts of those who work there
    SDG: 8.8
    """
    lines = facts.rows("headcounts")
    counted = lines.where((lines["trained"] >= 0) & (lines["trained"] <= facts.long_ago(0)))
    parts = Once(counted, "people", "line")
    return Once(facts.trained, "headcount", counted=True, instead=dict.fromkeys(BY_PERSON, parts))


@indicator("satisfaction", _("Satisfied with the class"), level="reach")
def satisfaction(facts: Tables) -> Expression:
    """People who gave 4 or 5 on a scale from 1 to 5 to the first question about their class, out of all who answered it in
    classes whose questions are closed. Below five answers nothing is shown.

    Numerator: answers of 4 and 5
    Denominator: all answers to the same question
    Source: answers of participants, which are kept as counts and without names
    SDG: 4.4
    """
    return Satisfied(facts.rows("answers"))


@indicator("further-module", _("Went on to a further module"), level="reach", by=BY_ENTERPRISE)
def further_module(facts: Tables) -> Expression:
    """Enterprises in training that agreed to take another module after their first class day, out of all enterprises in
    training.

    Numerator: different enterprises in training with an agreement for another module, made after their first class day
    Denominator: different enterprises in training
    Source: agreements, days of classes
    SDG: 8.2
    """
    taken, trained = facts.rows("takings"), facts.trained
    return Share(Rows({**trained.table, "has_gone_on": _gone_on(taken, trained)}, trained.cuts), "has_gone_on")


def _gone_on(taken: Rows, trained: Rows) -> Mask:
    """Whether the enterprise of each trained taking has one of another module that was agreed after its first class day."""
    size = int(taken["enterprise"].max(initial=0)) + 1
    first_day = np.full(size, np.iinfo(np.int32).max, dtype=np.int64)
    np.minimum.at(first_day, trained["enterprise"], trained["trained"])
    first_module = np.full(size, -1, dtype=np.int64)
    is_first = trained["trained"] == first_day[trained["enterprise"]]
    first_module[trained["enterprise"][is_first]] = trained["module"][is_first]
    later = (taken["agreed"] > first_day[taken["enterprise"]]) & (taken["module"] != first_module[taken["enterprise"]])
    went = np.zeros(size, dtype=bool)
    went[taken["enterprise"][later]] = True
    chosen: Mask = went[trained["enterprise"]]
    return chosen
