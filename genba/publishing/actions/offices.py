"""Whom to ask in a country."""

from django.db import transaction
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.actions.enterprises import country_row
from genba.kit.mails import check_email
from genba.kit.names import tidy_name
from genba.kit.refused import Refused
from genba.publishing.models import Office


@transaction.atomic
def set_office(*, by: User | System, country: str, name: str, email: str = "", phone: str = "", address: str = "") -> Office:
    """The office of a country (ISO code or name) and how to reach it. Refused where nobody could be reached."""
    email, phone = email.strip(), " ".join(phone.split())
    if not email and not phone:
        raise Refused(_("Write a telephone number or an e-mail address."), field="email")
    if email:
        check_email(email)
    facts = {"name": tidy_name(name), "email": email, "phone": phone[:40], "address": " ".join(address.split())[:250],
             "set_by": by if isinstance(by, User) else None}  # fmt: skip
    office, _is_new = Office.objects.update_or_create(country=country_row(country), defaults=facts)
    record("set", office, by=by, changes={"country": office.country_id, "name": office.name})
    return office


@transaction.atomic
def take_away(*, by: User | System, office: Office) -> None:
    """Nobody is named as the one to ask in this country any more."""
    record("take-away", office, by=by, changes={"country": office.country_id, "name": office.name})
    office.delete()
