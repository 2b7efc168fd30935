"""A pulse among seven enterprises of Kenya: enough to tell what breaks first."""

from datetime import date, timedelta

from django.utils import timezone

from genba.directory.actions import enterprises
from genba.directory.models import Enterprise
from genba.pulses import actions
from genba.pulses.models import Pulse, PulseAsk
from genba.pulses.questions import questions
from tests.cast import Cast

NAMES = ("Example Looms", "Beispiel Tannery", "Muster Bakery", "Contoh Printing", "Ejemplo Metals", "Ornek Joinery")


def others(cast: Cast) -> list[Enterprise]:
    """Six more enterprises that the provider serves; three are hotels."""
    return [enterprises.register(by=cast.coordinator, name=name, country="KE", city="Thika", isic="5510" if n % 2 else "1410",
                                 provider=cast.provider) for n, name in enumerate(NAMES)]  # fmt: skip


def asked(cast: Cast, *, closes_on: date | None = None) -> Pulse:
    """The coordinator asks all seven."""
    others(cast)
    return actions.ask_everyone(by=cast.coordinator, reason="The river is over the road.",
                                closes_on=closes_on or timezone.localdate() + timedelta(days=2))  # fmt: skip


def say(pulse: Pulse, *no: str, count: int = 1, most_needed: str = "") -> list[PulseAsk]:
    """So many of those not heard yet answer by their links: no to these questions, yes to the others."""
    codes = [question.code for question in questions("en")]
    waiting = list(PulseAsk.objects.filter(pulse=pulse).unanswered().order_by("pk")[:count])
    return [actions.answer(by=None, ask=ask, answers={code: code not in no for code in codes}, most_needed=most_needed)
            for ask in waiting]  # fmt: skip
