"""A class whose month is locked: its list, its days and who was there stay as they are, until somebody opens it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from genba.delivery.models import Workshop
from genba.programmes.locks import check_open


def over_class(workshop: Workshop) -> Q:
    """The locks that can lie on a class: those of its country and of its provider."""
    return Q(country_id=workshop.country_id) | Q(provider_id=workshop.provider_id)


def days_of(workshop: Workshop) -> list[date]:
    return sorted(set(workshop.sessions.values_list("held_on", flat=True)))


def check_class(workshop: Workshop, days: Iterable[date] | None = None, *, field: str | None = None) -> None:
    """Refused where one of these days (default: any day of the class) is locked and the class was not opened."""
    check_open(days_of(workshop) if days is None else days, over_class(workshop), things=[workshop], field=field)
