"""What of an action's money is unlikely and must be insisted on: "yes, because …". What was said is kept."""

from decimal import Decimal
from statistics import median

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.directory.models import Payroll
from genba.kit import numbers
from genba.kit.refused import Refused
from genba.plans.models import Action
from genba.programmes.models import IntakeFigures

# A slip of three noughts is a thousand times; savings of one enterprise differ from their middle by less than that.
TIMES = 300


def check_currency(action: Action) -> None:
    """Refused where the currency is none, or (without a reason) neither the enterprise's, the agreement's nor the plan's."""
    engagement, currency = action.engagement, action.currency
    usual = {engagement.enterprise.currency, engagement.currency} - {""}
    if currency in usual:
        return
    if len(currency) != 3 or not currency.isascii() or not numbers.is_currency(currency):
        raise Refused(_("“%(code)s” is no currency. Write its three letters, such as USD.") % {"code": currency},
                      field="currency")  # fmt: skip
    if (
        not action.because
        and not Action.objects.filter(engagement=engagement, currency=currency).exclude(pk=action.pk).exists()
    ):
        raise Refused(
            _("Money here is in %(usual)s. Is it really %(code)s? Then write: yes, because …")
            % {"usual": ", ".join(sorted(usual)), "code": currency},
            field="because",
        )


def check_amount(action: Action, field: str) -> None:
    """Refused without a reason where a saving of one year is some hundred times what is usual here.

    Nobody saves more in a year than the whole wage bill or, where that is not told, the value of the whole output. And
    usual is the middle of what the enterprise's other actions save in a year, or, where there are none, what the
    agreement costs: both in the same currency, or nothing is said.
    """
    saving = action.yearly(getattr(action, field))
    if not saving or action.because:
        return
    language = get_language() or "en"
    most = _whole_year(action)
    if most and saving > most:
        # Whoever writes the plan may not know the wage bill: the sentence names neither it nor its amount.
        raise Refused(
            _("%(saving)s a year is very much for an enterprise of this size. Are there noughts too many, or is it another "
              "currency? If it is right, write: yes, because …")
            % {"saving": numbers.money(saving, action.currency, language=language)}, field="because",
        )  # fmt: skip
    usual, sentence = _usual(action)
    if usual and saving > usual * TIMES:
        raise Refused(
            sentence
            % {"saving": numbers.money(saving, action.currency, language=language),
               "usual": numbers.money(usual, action.currency, language=language)},
            field="because",
        )  # fmt: skip


def _whole_year(action: Action) -> Decimal:
    """The wages of a year as last told in the action's currency, else the value of a year's output; 0 where neither is."""
    enterprise = action.engagement.enterprise_id
    wages = Payroll.objects.filter(enterprise=enterprise, currency=action.currency).order_by("-paid_on").first()
    if wages:
        return wages.amount * 12
    told = IntakeFigures.objects.filter(enterprise=enterprise, currency=action.currency, output_value__gt=0)
    latest = told.order_by("-told_on", "-pk").first()
    return latest.output_value if latest and latest.output_value else Decimal(0)


def _usual(action: Action) -> tuple[Decimal, str]:
    others = Action.objects.filter(engagement__enterprise_id=action.engagement.enterprise_id, currency=action.currency)
    known = [kept.yearly(kept.expected_saving if kept.actual_saving is None else kept.actual_saving)
             for kept in others.exclude(pk=action.pk)]  # fmt: skip
    history = [saving for saving in known if saving]
    if history:
        return Decimal(median(history)), _(
            "%(saving)s a year is much more than other actions here save: %(usual)s in the middle. Are there noughts too many? "
            "If it is right, write: yes, because …"
        )
    price = action.engagement.price if action.engagement.currency == action.currency else Decimal(0)
    return price, _(
        "%(saving)s a year is much more than the whole module costs: %(usual)s. Are there noughts too many? "
        "If it is right, write: yes, because …"
    )
