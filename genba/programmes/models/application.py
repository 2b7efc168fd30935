from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Country, Enterprise, Provider
from genba.kit.codes import new_code
from genba.kit.names import name_key
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy
from genba.programmes.models.programme import Programme


def for_provider(keys: list[Any]) -> Q:
    """Those a provider takes care of, and those of its country that nobody takes care of yet."""
    near = Provider.objects.filter(pk__in=keys).values("country_id")
    return Q(provider_id__in=keys) | Q(provider=None, country_id__in=near)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def waiting(self) -> "ApplicationQuerySet":
        return self.filter(answer=None)

    def taken_on(self) -> "ApplicationQuerySet":
        return self.filter(answer__enterprise__isnull=False)

    def not_taken_on(self) -> "ApplicationQuerySet":
        return self.filter(answer__isnull=False, answer__enterprise=None)

    def matching(self, text: str) -> "ApplicationQuerySet":
        """Those whose name holds these words, or that have this code or come from this town."""
        return self.filter(Q(name_key__contains=name_key(text)) | Q(code=text.upper()) | Q(city__iexact=text))


class Application(models.Model):
    """An enterprise asks to join a programme, or somebody says that it might: a lead."""

    class Source(models.TextChoices):
        OPEN_CALL = "open-call", _("Open call")
        ASSOCIATION = "association", _("An association told of it")
        BRAND = "brand", _("A brand told of it")
        EVENT = "event", _("An event of the programme")
        WALK_IN = "walk-in", _("Came by itself")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="applications")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, null=True, related_name="applications")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    name_key = models.CharField(max_length=120, editable=False)
    region = models.CharField(max_length=100, blank=True)
    city = models.CharField(max_length=100, blank=True)
    isic = models.CharField(max_length=4, blank=True)
    women = models.PositiveIntegerField(null=True)
    men = models.PositiveIntegerField(null=True)
    contact = models.CharField(max_length=150)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    source = models.CharField(max_length=12, choices=Source.choices)
    heard = models.CharField(max_length=200, blank=True)
    message = models.TextField(blank=True)
    applied_on = models.DateField(default=timezone.localdate)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # nobody: the open form

    hangs: ClassVar[Hangs] = Hangs(read=Permission.APPLICATION_READ, country="country_id", provider=for_provider)
    privacy: ClassVar[dict[str, Privacy]] = {
        "name": CONFIDENTIAL, "name_key": CONFIDENTIAL, "region": OPEN, "city": OPEN, "isic": OPEN, "women": CONFIDENTIAL,
        "men": CONFIDENTIAL, "contact": PERSONAL, "phone": PERSONAL, "email": PERSONAL, "source": OPEN,
        "heard": CONFIDENTIAL, "message": PERSONAL, "applied_on": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = ApplicationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["applied_on", "id"], name="application_by_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(name_key=""), name="application_named"),
            models.CheckConstraint(condition=~Q(phone="") | ~Q(email=""), name="application_can_be_reached"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def headcount(self) -> int | None:
        """Women and men together; None unless both are known."""
        return None if self.women is None or self.men is None else self.women + self.men


class ApplicationAnswer(models.Model):
    """What the programme said to an application: taken on as this enterprise, or not taken on for this reason."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="answer")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, related_name="applications")
    reason = models.TextField(blank=True)  # why not; or why in spite of the rule
    misfits = models.TextField(blank=True)  # what did not fit the rule on that day, as it was read
    answered_on = models.DateField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {"reason": CONFIDENTIAL, "misfits": CONFIDENTIAL, "answered_on": CONFIDENTIAL}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(enterprise__isnull=False) | ~Q(reason=""), name="application_no_has_reason"),
            models.CheckConstraint(condition=Q(misfits="") | ~Q(reason=""), name="application_in_spite_has_reason"),
        ]
