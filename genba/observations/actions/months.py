"""What an enterprise wrote down of a month by itself: several values of one period, all or nothing."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.directory.models import Enterprise
from genba.kit.refused import Refused
from genba.observations.actions import observations
from genba.observations.actions.baselines import Answer, about


@transaction.atomic
def write_down(*, by: User, enterprise: Enterprise, starts_on: date, ends_on: date, values: Iterable[Answer]) -> int:
    """Keep the values of one period; how many there were. Each leaves its own event in the trail, as it would alone.

    Refused without any value and for whatever `observations.record` refuses; the field is then "<indicator>-<place>".
    """
    answers = list(values)
    if not answers:
        raise Refused(_("Write at least one number, or say why it is not tracked."))
    for answer in answers:
        with about(answer.indicator):
            observations.record(
                by=by, enterprise=enterprise, indicator=answer.indicator, starts_on=starts_on, ends_on=ends_on,
                numerator=answer.numerator, denominator=answer.denominator, note=answer.note, version=answer.version,
            )  # fmt: skip
    return len(answers)
