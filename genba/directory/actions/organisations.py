"""Add the organisations that work with enterprises: providers, brands, sponsors."""

from django.db import transaction

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.actions.enterprises import country_row
from genba.directory.models import Brand, Provider, Sponsor
from genba.kit.names import tidy_name


@transaction.atomic
def add_provider(*, by: User | System, name: str, country: str) -> Provider:
    """A provider whose trainers deliver modules in a country (ISO code). A name stands once in a country."""
    provider = Provider.objects.create(name=tidy_name(name), country=country_row(country))
    record("add", provider, by=by)
    return provider


@transaction.atomic
def add_brand(*, by: User | System, name: str) -> Brand:
    """A brand that sponsors suppliers. It sees nothing until an enterprise agrees to share."""
    brand = Brand.objects.create(name=tidy_name(name))
    record("add", brand, by=by)
    return brand


@transaction.atomic
def add_sponsor(*, by: User | System, name: str, country: str) -> Sponsor:
    """A body that governs or funds in a country (ISO code). A name stands once in a country."""
    sponsor = Sponsor.objects.create(name=tidy_name(name), country=country_row(country))
    record("add", sponsor, by=by)
    return sponsor
