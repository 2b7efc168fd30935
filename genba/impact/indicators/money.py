"""Money: what enterprises save, as they say and as trainers checked, and who pays for the programme."""

from django.utils.translation import gettext_lazy as _

from genba.impact.at_rate import at_rate
from genba.impact.expressions import Expression, MiddleAmount, PaidByOthers
from genba.impact.indicators.definition import BY_MONEY, indicator
from genba.impact.rows import Tables


@indicator("savings", _("Savings a year"), level="money", unit=_("a year"), by=BY_MONEY)
def savings(facts: Tables) -> Expression:
    """Actual savings of the actions of a plan over one year, a monthly one twelve times and a single one once: the
    enterprise in the middle of those that recorded one. Dropped actions do not count.

    Numerator: what the enterprise in the middle saves, of those that stated an actual saving
    Denominator: none
    Source: improvement plans, as enterprises state it
    SDG: 8.2
    """
    return MiddleAmount(facts.rows("savings"))


@indicator("savings-verified", _("Savings a year that a trainer checked"), level="money", unit=_("a year"), by=BY_MONEY)
def savings_verified(facts: Tables) -> Expression:
    """The part of the actual savings that a trainer checked at a visit, as it stands now: the enterprise in the middle of
    those that have one. It is within the savings that enterprises state and is never added to them.

    Numerator: what the enterprise in the middle saves by checked actions, of those that have one
    Denominator: none
    Source: improvement plans, checks at visits
    SDG: 8.2
    """
    rows = facts.rows("savings")
    return MiddleAmount(rows.where(rows["is_verified"]))


@indicator("savings-at-rate", _("Savings a year, in one currency"), level="money", unit=_("a year"))
def savings_at_rate(facts: Tables) -> Expression:
    """The same savings in the currency of the programme, each at the exchange rate of the day on which it was stated or of
    the last one before it that is not too old. An enterprise with a saving for which there is no rate is left out.

    Numerator: what the enterprise in the middle saves, of those of which every saving has a rate
    Denominator: none
    Source: improvement plans, exchange rates with their source
    SDG: 8.2
    """
    return at_rate(facts.rows("savings"))


@indicator("cost-covered", _("Paid by others than donors"), level="money", by=BY_MONEY)
def cost_covered(facts: Tables) -> Expression:
    """What enterprises, brands, public bodies and providers pay of the agreed price, in money or in kind, out of all
    contributions. Amounts in different currencies are never added.

    Numerator: contributions of all payers but donors
    Denominator: all contributions
    Source: agreements
    SDG: 17.3
    """
    return PaidByOthers(facts.rows("contributions"))
