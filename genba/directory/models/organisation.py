from typing import ClassVar

from django.db import models
from django.db.models import Q

from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.kit.codes import new_code
from genba.kit.privacy import OPEN, Privacy


class Country(models.Model):
    """A country by its ISO 3166-1 code. Its name comes from the reader's language, not from here."""

    code = models.CharField(max_length=2, primary_key=True)
    currency = models.CharField(max_length=3)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.ENTERPRISE_READ, country="code")
    privacy: ClassVar[dict[str, Privacy]] = {"currency": OPEN}

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(code__regex=r"^[A-Z]{2}$"), name="country_iso")]

    def __str__(self) -> str:
        return self.code


class Region(models.Model):
    """A part of a country, by the name the programme uses."""

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="regions")
    name = models.CharField(max_length=100)

    privacy: ClassVar[dict[str, Privacy]] = {"name": OPEN}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "name"], name="region_once")]

    def __str__(self) -> str:
        return self.name


class Provider(models.Model):
    """An organisation whose trainers deliver modules."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    name = models.CharField(max_length=150)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="providers")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.ENTERPRISE_READ, country="country_id", provider="pk")
    privacy: ClassVar[dict[str, Privacy]] = {"name": OPEN}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "name"], name="provider_once")]

    def __str__(self) -> str:
        return self.name


class Brand(models.Model):
    """A lead buyer that sponsors suppliers."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    name = models.CharField(max_length=150, unique=True)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.SHARED_READ, brand="pk")
    privacy: ClassVar[dict[str, Privacy]] = {"name": OPEN}

    def __str__(self) -> str:
        return self.name


class Sponsor(models.Model):
    """A ministry, a chamber, a donor: whoever governs or funds, and is no brand."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    name = models.CharField(max_length=150)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="sponsors")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.SPONSORED_READ, country="country_id", sponsor="pk")
    privacy: ClassVar[dict[str, Privacy]] = {"name": OPEN}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "name"], name="sponsor_once")]

    def __str__(self) -> str:
        return self.name
