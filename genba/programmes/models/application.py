from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Brand, Country, Enterprise, Owned, Provider, Sponsor
from genba.kit.codes import new_code
from genba.kit.names import name_key
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy
from genba.programmes.models.programme import Programme


def for_provider(keys: list[Any]) -> Q:
    """Those a provider takes care of, and those of its country that nobody takes care of yet."""
    near = Provider.objects.filter(pk__in=keys).values("country_id")
    return Q(provider_id__in=keys) | Q(provider=None, country_id__in=near)


AS = ("enterprise", "provider", "brand", "sponsor", "trainer")  # what an application can become


def _taken_on(path: str = "") -> Q:
    """Whether an answer says yes: it became something of the directory, or somebody who signs in."""
    taken = Q()
    for name in AS:
        taken |= Q(**{f"{path}{name}__isnull": False})
    return taken


def _one_at_most() -> Q:
    """An answer makes one thing of an application, or nothing."""
    allowed = Q()
    for name in AS:
        allowed |= Q(**{f"{other}__isnull": True for other in AS if other != name})
    return allowed


class ApplicationQuerySet(models.QuerySet["Application"]):
    def waiting(self) -> "ApplicationQuerySet":
        return self.filter(answer=None)

    def taken_on(self) -> "ApplicationQuerySet":
        return self.filter(_taken_on("answer__"))

    def not_taken_on(self) -> "ApplicationQuerySet":
        return self.filter(~_taken_on("answer__"), answer__isnull=False)

    def matching(self, text: str) -> "ApplicationQuerySet":
        """Those whose name holds these words, or that have this code or come from this town."""
        return self.filter(Q(name_key__contains=name_key(text)) | Q(code=text.upper()) | Q(city__iexact=text))


class Application(models.Model):
    """An enterprise, or a trainer, a provider, a brand, a sponsor, asks to join a programme; or somebody says that they might."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", _("Enterprise")
        TRAINER = "trainer", _("Trainer")
        PROVIDER = "provider", _("Service provider")
        BRAND = "brand", _("Brand")
        SPONSOR = "sponsor", _("Public sponsor")

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
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ENTERPRISE)
    name = models.CharField(max_length=150)
    name_key = models.CharField(max_length=120, editable=False)
    region = models.CharField(max_length=100, blank=True)
    city = models.CharField(max_length=100, blank=True)
    isic = models.CharField(max_length=4, blank=True)
    women = models.PositiveIntegerField(null=True)
    men = models.PositiveIntegerField(null=True)
    owned = models.CharField(max_length=10, choices=Owned.choices, default=Owned.NOT_STATED)
    contact = models.CharField(max_length=150)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    source = models.CharField(max_length=12, choices=Source.choices)
    heard = models.CharField(max_length=200, blank=True)
    message = models.TextField(blank=True)
    answers = models.JSONField(default=dict)  # what its kind is asked beside; see actions/applying.py
    applied_on = models.DateField(default=timezone.localdate)
    language = models.CharField(max_length=5, default="en")  # in which it was written, and is answered
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # nobody: the open form

    hangs: ClassVar[Hangs] = Hangs(read=Permission.APPLICATION_READ, country="country_id", provider=for_provider)
    privacy: ClassVar[dict[str, Privacy]] = {
        "kind": OPEN, "language": OPEN, "answers": PERSONAL, "name": CONFIDENTIAL, "name_key": CONFIDENTIAL, "region": OPEN, "city": OPEN, "isic": OPEN, "women": CONFIDENTIAL,
        "men": CONFIDENTIAL, "owned": CONFIDENTIAL, "contact": PERSONAL, "phone": PERSONAL, "email": PERSONAL, "source": OPEN,
        "heard": CONFIDENTIAL, "message": PERSONAL, "applied_on": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = ApplicationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["applied_on", "id"], name="application_by_day")]
        constraints = [
            models.CheckConstraint(condition=~Q(name_key=""), name="application_named"),
            models.CheckConstraint(condition=Q(owned__in=Owned.values), name="application_owned_known_word"),
            models.CheckConstraint(condition=~Q(phone="") | ~Q(email=""), name="application_can_be_reached"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def headcount(self) -> int | None:
        """Women and men together; None unless both are known."""
        return None if self.women is None or self.men is None else self.women + self.men


class ApplicationAnswer(models.Model):
    """What the programme said to an application: taken on as one of these, or not taken on for this reason."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="answer")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, related_name="applications")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, null=True, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, related_name="+")
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, null=True, related_name="+")
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)  # why not; or why in spite of the rule
    misfits = models.TextField(blank=True)  # what did not fit the rule on that day, as it was read
    answered_on = models.DateField()
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {"reason": CONFIDENTIAL, "misfits": CONFIDENTIAL, "answered_on": CONFIDENTIAL}

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_taken_on() | ~Q(reason=""), name="application_no_has_reason"),
            models.CheckConstraint(condition=_one_at_most(), name="application_becomes_one_thing"),
            models.CheckConstraint(condition=Q(misfits="") | ~Q(reason=""), name="application_in_spite_has_reason"),
        ]

    @property
    def is_yes(self) -> bool:
        return any(getattr(self, f"{name}_id") for name in AS)


class ApplicationNote(models.Model):
    """Something happened to an application on its way: somebody looks at it, asks, hears an answer, remarks."""

    class Kind(models.TextChoices):
        SEEN = "seen", _("Somebody is looking at it")
        QUESTION = "question", _("Question to the applicant")
        ANSWER = "answer", _("Answer of the applicant")
        REMARK = "remark", _("Remark, for the office only")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # nobody: the applicant

    privacy: ClassVar[dict[str, Privacy]] = {"kind": CONFIDENTIAL, "text": PERSONAL, "written_at": CONFIDENTIAL}

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind="seen") | ~Q(text=""), name="application_note_says_something")
        ]
