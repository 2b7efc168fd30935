"""What changes in enterprises, beside the KPIs of their modules: whether it was measured, and practices taken up."""

from django.utils.translation import gettext_lazy as _

from genba.impact.expressions import Expression, ForEach, Share
from genba.impact.indicators.definition import BY_ENTERPRISE, indicator
from genba.impact.rows import Tables, beside


@indicator("complete-measures", _("Measured before and after"), level="change", by=BY_ENTERPRISE)
def complete_measures(facts: Tables) -> Expression:
    """Enterprises in training with a value before the first class and one after it for at least one KPI, out of all
    enterprises in training.

    Numerator: different enterprises in training with a KPI that has months on both sides of the first class
    Denominator: different enterprises in training
    Source: recorded values of KPIs
    SDG: 8.2
    """
    return Share(beside(facts.trained, facts.rows("measured"), "both"), "both")


@indicator("practices-adopted", _("Good practices adopted"), level="change", unit=_("practices for each enterprise"),
           by=BY_ENTERPRISE)  # fmt: skip
def practices_adopted(facts: Tables) -> Expression:
    """Practices that were not practised at the first check and are practised at the last, for each enterprise that was
    checked on two days or more.

    Numerator: practices taken up, over all of these enterprises
    Denominator: different enterprises that were checked on two days or more
    Source: checks of practices at baselines and visits
    SDG: 8.8
    """
    return ForEach(facts.rows("practices"), "adopted")
