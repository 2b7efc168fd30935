"""The rows of the list of suppliers."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from genba.directory.models import Enterprise
from genba.partnerships.models import ConsentQuerySet


@dataclass(frozen=True, slots=True)
class Supplier:
    """An enterprise by what every consent shows of it, and the kinds of things it shares."""

    code: str
    name: str
    city: str
    country: str
    kinds: list[str]


def suppliers(consents: ConsentQuerySet) -> QuerySet[Any]:
    """The enterprises behind some consents, each once."""
    rows: QuerySet[Any] = Enterprise.objects.filter(pk__in=consents.order_by().values("enterprise_id"))
    return rows
