"""Trainers: how many were taken on, how many of them may give a module today, and how many are still at work."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from genba.impact.expressions import Different, Expression, Still
from genba.impact.indicators.definition import indicator
from genba.impact.rows import Tables

BY_SEX: Final = ("sex",)
LAPSED, LONG_AGO = "certificate-lapsed", "long-ago"


@indicator("trainers-trained", _("Trainers trained"), level="reach", unit=_("trainers"), by=BY_SEX)
def trainers_trained(facts: Tables) -> Expression:
    """People who entered training as a trainer: everybody who has or once had the role of a trainer or expert trainer, a
    trainer’s profile or a certificate; also who has left since. Each counted once, and in every country where they work.

    Numerator: different people who were ever taken on as a trainer; days of a training of trainers are not kept, so whoever
        is still in it counts as well
    Denominator: none
    Source: roles, profiles and certificates of trainers
    SDG: 17.9
    """
    return Different(facts.rows("trainers"), "trainer")


@indicator("trainers-certified", _("Trainers certified"), level="reach", unit=_("trainers"), by=BY_SEX)
def trainers_certified(facts: Tables) -> Expression:
    """Trainers with a certificate for at least one module that holds today. Who has one for two modules counts once, and in
    each module.

    Numerator: different trainers with a certificate between its first and its last day
    Denominator: none
    Source: certificates of trainers
    SDG: 17.9
    """
    return Still(facts.rows("certificates"), "trainer", "is_good", LAPSED)


@indicator("trainers-active", _("Trainers active"), level="reach", unit=_("trainers"), by=BY_SEX)
def trainers_active(facts: Tables) -> Expression:
    """Trainers who gave a class or visited an enterprise within the last 365 days, with a certificate or without one. Who did
    so in two modules counts once, and in each module.

    Numerator: different trainers with a class day, as first or second trainer, or a reported visit in that time
    Denominator: none
    Source: days of classes, reports of visits
    SDG: 17.9
    """
    return Still(facts.rows("trainers-at-work"), "trainer", "is_active", LONG_AGO)


FUNNEL: Final = (trainers_trained.code, trainers_certified.code, trainers_active.code)  # from all to those at work
