"""Begin a programme."""

from datetime import date

from django.db import transaction

from genba.access.models import User
from genba.audit.actions import System, record
from genba.kit.names import tidy_name
from genba.programmes.models import Programme


@transaction.atomic
def begin(*, by: User | System, name: str, began_on: date, contact: str = "") -> Programme:
    """A programme under its own name, from a day on."""
    programme = Programme.objects.create(name=tidy_name(name), began_on=began_on, contact=contact)
    record("begin", programme, by=by)
    return programme
