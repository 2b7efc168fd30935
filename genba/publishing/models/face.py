from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Country
from genba.kit.privacy import OPEN, Privacy
from genba.programmes.models import Programme

FOLDER = "marks"
COLOUR = r"^#[0-9a-f]{6}$"
BRAND, BRAND_MARK = "#24487a", "#f0b400"  # as in tokens.css
FIGURES = ("enterprises", "workforce-reached", "people-trained", "countries", "satisfaction", "labour-productivity")


class FaceQuerySet(models.QuerySet["Face"]):
    def of_the_house(self) -> "Face | None":
        """The one that the public pages carry: that of the oldest programme which has one."""
        return self.select_related("programme").order_by("programme__began_on", "pk").first()


class Face(models.Model):
    """How a programme shows itself: its name and mark, two colours, how to reach it, which figures stand on the first page.

    A house has one as a rule; of several, that of the oldest programme is on the public pages.
    """

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="face")
    name = models.CharField(max_length=60)
    lines = models.JSONField(default=dict)  # what it is in a few words, by language
    mark = models.CharField(max_length=64, blank=True)  # SHA-256 of the logo, a PNG that we wrote anew
    brand = models.CharField(max_length=7, default=BRAND)
    brand_mark = models.CharField(max_length=7, default=BRAND_MARK)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=250, blank=True)
    countries = models.JSONField(default=list)  # ISO codes that are shown; empty: wherever enterprises take part
    figures = models.JSONField(default=list)  # codes of indicators on the first page, in order; empty: FIGURES
    version = models.PositiveIntegerField(default=1)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PROGRAMME_READ)
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys((
        "name", "lines", "mark", "brand", "brand_mark", "email", "phone", "address", "countries", "figures", "version", "set_at",
    ), OPEN)  # fmt: skip
    objects: ClassVar[Any] = FaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="face_named"),
            models.CheckConstraint(condition=Q(brand__regex=COLOUR) & Q(brand_mark__regex=COLOUR), name="face_colours"),
        ]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """Whom to ask in a country."""

    country = models.OneToOneField(Country, on_delete=models.CASCADE, related_name="office")
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=250, blank=True)
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.STORY_READ, country="country_id")
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys(("name", "email", "phone", "address"), OPEN)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(email="") | ~Q(phone=""), name="office_can_be_reached")]

    def __str__(self) -> str:
        return self.name
