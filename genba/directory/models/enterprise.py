from datetime import date
from typing import Any, ClassVar

from django.core.cache import caches
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models.organisation import Country, Provider, Region
from genba.directory.models.owned import Owned
from genba.directory.models.sex import Sex, WorkRole
from genba.directory.places import SECTIONS
from genba.kit.codes import new_code
from genba.kit.names import words_of
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy

SEARCHED_AT_MOST = 1000


def _is_common(word: str) -> bool:
    """Whether many enterprises have a word that begins so. Only the way of searching hangs on it, not what is found:
    what was true five minutes ago is good enough."""
    kept, key = caches["process"], f"common:{word}"
    found: bool | None = kept.get(key)
    if found is None:
        many = EnterpriseWord.objects.beginning_with(word).values("pk")[SEARCHED_AT_MOST : SEARCHED_AT_MOST + 1]
        kept.set(key, found := bool(many), 300)
    return found


def successor(model: Any, code: str) -> Any:
    """Where an old code leads, however often what it led to was merged again."""
    row, found = model.everyone.filter(code=code).exclude(merged_into=None).first(), None
    while row is not None and row.merged_into_id is not None:
        found = row = model.everyone.get(pk=row.merged_into_id)
    return found


def served_by(keys: list[Any]) -> Q:
    return Q(pk__in=Serving.objects.today().filter(provider_id__in=keys).values("enterprise_id"))


def served_by_person(keys: list[Any]) -> Q:
    return Q(pk__in=Serving.objects.today().filter(trainer_id__in=keys).values("enterprise_id"))


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    def matching(self, text: str) -> "EnterpriseQuerySet":
        """Those with a word that begins with each word of the text, among name, city and code.

        A word that few enterprises share is looked up first; a common one is asked row by row along the order of the
        list, where the first page fills quickly. Both read an index; neither counts everything.
        """
        found = self
        for word in words_of(text):
            hits = EnterpriseWord.objects.beginning_with(word)
            if _is_common(word):
                found = found.filter(models.Exists(hits.filter(enterprise_id=models.OuterRef("pk"))))
            else:
                found = found.filter(pk__in=hits.values("enterprise_id"))
        return found

    def of_section(self, letter: str) -> "EnterpriseQuerySet":
        """Those of one section of ISIC Rev. 4, such as "C" for manufacturing."""
        low, high = SECTIONS[letter]
        return self.filter(isic__gte=f"{low:02d}", isic__lt=f"{high + 1:02d}" if high < 99 else "a")

    def of_size(self, size: str) -> "EnterpriseQuerySet":
        low, high = SIZES[size]
        kept = self.filter(headcount__gte=low)
        return kept.filter(headcount__lte=high) if high is not None else kept

    def open(self) -> "EnterpriseQuerySet":
        """Those that are not closed today."""
        return self.filter(closed_on=None)

    def closed(self) -> "EnterpriseQuerySet":
        """Those whose last word is that they closed."""
        return self.filter(closed_on__isnull=False)


class PresentEnterprises(models.Manager.from_queryset(EnterpriseQuerySet)):  # type: ignore[misc]
    """All but those that were found to be another one and merged into it."""

    def get_queryset(self) -> EnterpriseQuerySet:
        return EnterpriseQuerySet(self.model, using=self._db).filter(merged_into=None)


# Usual classes by headcount (EU recommendation 2003/361/EC, headcount criterion only).
SIZES: dict[str, tuple[int, int | None]] = {
    "micro": (1, 9), "small": (10, 49), "medium": (50, 249), "large": (250, None),
}  # fmt: skip
SIZE_NAMES = {"micro": _("Micro: under 10 people"), "small": _("Small: 10 to 49"), "medium": _("Medium: 50 to 249"),
              "large": _("Large: 250 and more")}  # fmt: skip


class Enterprise(models.Model):
    """A small factory or service firm at one site. Its code never changes."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    name = models.CharField(max_length=150)
    name_key = models.CharField(max_length=120, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    city = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=250, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    isic = models.CharField(max_length=4, blank=True)  # ISIC Rev. 4: division (2), group (3) or class (4)
    headcount = models.PositiveIntegerField(null=True, blank=True)  # of the latest count; see Workforce
    output_unit = models.CharField(max_length=30, blank=True)  # what it counts as output, kept for good: "pieces"
    currency = models.CharField(max_length=3, blank=True)
    owned = models.CharField(max_length=10, choices=Owned.choices, default=Owned.NOT_STATED)
    registered_on = models.DateField(default=timezone.localdate)
    closed_on = models.DateField(null=True, editable=False)  # while it is closed, by the last of its events; see there
    version = models.PositiveIntegerField(default=1)
    # The one it turned out to be; its own code leads there. See Merge.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    hangs: ClassVar[Hangs] = Hangs(
        read=Permission.ENTERPRISE_READ,
        country="country_id",
        provider=served_by,
        enterprise="pk",
        self=served_by_person,
    )
    privacy: ClassVar[dict[str, Privacy]] = {
        "name": CONFIDENTIAL, "name_key": CONFIDENTIAL, "city": OPEN, "address": CONFIDENTIAL, "phone": CONFIDENTIAL,
        "latitude": CONFIDENTIAL, "longitude": CONFIDENTIAL, "isic": OPEN, "headcount": CONFIDENTIAL,
        "output_unit": CONFIDENTIAL, "currency": OPEN, "owned": CONFIDENTIAL, "registered_on": OPEN,
        "closed_on": CONFIDENTIAL, "version": OPEN,
    }  # fmt: skip
    objects: ClassVar[Any] = PresentEnterprises()
    everyone: ClassVar[Any] = EnterpriseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="enterprise_merged"),
            models.Index(fields=["name_key", "id"], name="enterprise_by_name"),
            # With the kind of business, what was merged and what closed, a filter passes over the others without reading them.
            models.Index(
                fields=["country", "name_key", "id", "isic", "merged_into", "closed_on"], name="enterprise_by_country"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="enterprise_not_into_itself"),
            models.CheckConstraint(condition=~Q(name_key=""), name="enterprise_named"),
            models.CheckConstraint(condition=Q(owned__in=Owned.values), name="enterprise_owned_known_word"),
            models.CheckConstraint(condition=Q(latitude=None) | Q(latitude__range=(-90, 90)), name="enterprise_latitude"),
            models.CheckConstraint(condition=Q(longitude=None) | Q(longitude__range=(-180, 180)), name="enterprise_longitude"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @classmethod
    def successor_of(cls, code: str) -> "Enterprise | None":
        """The enterprise that the one with this code was merged into; None where it was not."""
        found: Enterprise | None = successor(cls, code)
        return found

    @property
    def size(self) -> str | None:
        """micro, small, medium or large by the latest headcount, or None while nobody counted."""
        if not self.headcount:
            return None
        return next(
            s for s, (low, high) in SIZES.items() if self.headcount >= low and (high is None or self.headcount <= high)
        )


class EnterpriseWordQuerySet(models.QuerySet["EnterpriseWord"]):
    def beginning_with(self, word: str) -> "EnterpriseWordQuerySet":
        """A range on the index, which both databases read alike (LIKE would depend on collation)."""
        return self.filter(word__gte=word, word__lt=word + "\U0010ffff")


class EnterpriseWord(models.Model):
    """One search word of one enterprise: a small index of our own, the same on every database."""

    word = models.CharField(max_length=40)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="words", db_index=False)

    merging = "leave"
    privacy: ClassVar[dict[str, Privacy]] = {"word": CONFIDENTIAL}
    objects: ClassVar[Any] = EnterpriseWordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["word", "enterprise"], name="word_to_enterprise"),
                   models.Index(fields=["enterprise", "word"], name="enterprise_to_word")]  # fmt: skip


class ServingQuerySet(models.QuerySet["Serving"]):
    def today(self, on: date | None = None) -> "ServingQuerySet":
        on = on or timezone.localdate()
        return self.filter(Q(until_on=None) | Q(until_on__gt=on))


class Serving(models.Model):
    """A provider, and perhaps one trainer of it, serves an enterprise from a day until another: who may see it."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="servings")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="servings")
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="servings")
    since_on = models.DateField(default=timezone.localdate)
    until_on = models.DateField(null=True)

    privacy: ClassVar[dict[str, Privacy]] = {"since_on": CONFIDENTIAL, "until_on": CONFIDENTIAL}
    objects: ClassVar[Any] = ServingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "provider", "trainer"], name="serving_once",
                                    condition=Q(until_on=None, trainer__isnull=False)),
            models.UniqueConstraint(fields=["enterprise", "provider"], name="serving_without_trainer_once",
                                    condition=Q(until_on=None, trainer__isnull=True)),
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=F("since_on")), name="serving_days_in_order"),
        ]  # fmt: skip


class Workforce(models.Model):
    """How many people of one role and sex an enterprise had at a date."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="workforce")
    counted_on = models.DateField()
    role = models.CharField(max_length=10, choices=WorkRole.choices)
    sex = models.CharField(max_length=10, choices=Sex.choices)
    people = models.PositiveIntegerField()

    hangs: ClassVar[Hangs] = Hangs(
        read=Permission.ENTERPRISE_READ, country="enterprise__country_id", enterprise="enterprise_id"
    )
    privacy: ClassVar[dict[str, Privacy]] = {
        "counted_on": CONFIDENTIAL, "role": CONFIDENTIAL, "sex": CONFIDENTIAL, "people": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "counted_on", "role", "sex"], name="workforce_counted_once")
        ]


def below(lookup: str) -> dict[str, Any]:
    """How a model that belongs to an enterprise hangs, when everyone who serves the enterprise may see it."""

    def provider(keys: list[Any]) -> Q:
        return Q(**{f"{lookup}__in": Serving.objects.today().filter(provider_id__in=keys).values("enterprise_id")})

    def trainer(keys: list[Any]) -> Q:
        return Q(**{f"{lookup}__in": Serving.objects.today().filter(trainer_id__in=keys).values("enterprise_id")})

    return {"country": f"{lookup}__country_id", "provider": provider, "enterprise": lookup, "self": trainer}
