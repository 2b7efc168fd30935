from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Country, Enterprise
from genba.kit.codes import new_code
from genba.kit.kept import place_of
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy

FOLDER = "stories"


class StoryQuerySet(models.QuerySet["Story"]):
    def public(self, at: datetime | None = None) -> "StoryQuerySet":
        """Stories (not pages) that can be read in at least one language at an instant (default: now)."""
        live = Publication.objects.live(at).filter(story=models.OuterRef("pk"))
        return self.filter(models.Exists(live), kind=Story.Kind.STORY)

    def with_states(self) -> "StoryQuerySet":
        """Each with its `state`: public, planned, ended (it was public) or draft, in whichever language says most."""
        now = timezone.now()
        mine = Publication.objects.filter(story=models.OuterRef("pk"))
        live = Publication.objects.live(now).filter(story=models.OuterRef("pk"))
        state = models.Case(
            models.When(models.Exists(live), then=models.Value("public")),
            models.When(models.Exists(mine.filter(Q(until_at=None) | Q(until_at__gt=now))), then=models.Value("planned")),
            models.When(models.Exists(mine), then=models.Value("ended")),
            default=models.Value("draft"),
        )  # fmt: skip
        return self.annotate(state=state)


class Story(models.Model):
    """Something told to everybody. What it says stands in its wordings, one after the other; what is public, in its
    publications. A page of the house, such as the statement on privacy, is one of kind `page` and goes by its slug."""

    class Kind(models.TextChoices):
        STORY = "story", _("Story")
        PAGE = "page", _("Page")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    kind = models.CharField(max_length=5, choices=Kind.choices, default=Kind.STORY)
    slug = models.SlugField(max_length=80, unique=True)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="stories")  # none: the programme
    module = models.CharField(max_length=60, blank=True)
    video = models.URLField(blank=True)  # somewhere else; nothing is asked of it before somebody follows the link
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.STORY_READ, country="country_id")
    privacy: ClassVar[dict[str, Privacy]] = {
        "kind": OPEN, "slug": OPEN, "module": OPEN, "video": OPEN, "written_at": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = StoryQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(slug=""), name="story_has_slug")]

    def __str__(self) -> str:
        return self.slug


class Wording(models.Model):
    """A story in one language as somebody wrote it at some instant. A change is a new one: this is its history.

    Body: Markdown. A person or an enterprise shown is named by the handle of their consent in braces, `{ana}`, and never
    by name, so that the name goes when consent does.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=120)
    lead = models.CharField(max_length=300)
    body = models.TextField()
    version = models.PositiveIntegerField()  # of this story in this language, from 1
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "language": OPEN, "title": OPEN, "lead": OPEN, "body": OPEN, "version": OPEN, "written_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["language", "version"]
        constraints = [
            models.UniqueConstraint(fields=["story", "language", "version"], name="wording_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(body=""), name="wording_says_something"),
        ]


class PublicationQuerySet(models.QuerySet["Publication"]):
    def live(self, at: datetime | None = None) -> "PublicationQuerySet":
        """Those that count at an instant (default: now)."""
        at = at or timezone.now()
        return self.filter(Q(until_at=None) | Q(until_at__gt=at), from_at__lte=at)


class Publication(models.Model):
    """A wording is public from an instant, perhaps one to come, until another. In one language the latest counts."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="publications")
    language = models.CharField(max_length=5)  # that of the wording
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="publications")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)  # why it was taken down

    privacy: ClassVar[dict[str, Privacy]] = {
        "language": OPEN, "from_at": OPEN, "until_at": OPEN, "reason": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-from_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until_at=None) | Q(until_at__gte=F("from_at")), name="publication_in_order"),
        ]


class StoryPhoto(models.Model):
    """A photo of a story, written anew without what the camera knew, in the order of `place`. `shows` says in words, by
    language, what is to be seen. The first is the one in lists and on cards."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="photos")
    content = models.CharField(max_length=64)  # SHA-256 of the file as it is kept
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    shows = models.JSONField(default=dict)
    place = models.PositiveSmallIntegerField(default=1)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {
        "content": OPEN, "width": OPEN, "height": OPEN, "shows": OPEN, "place": OPEN,
    }  # fmt: skip

    class Meta:
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["story", "content"], name="story_photo_once")]

    @property
    def file(self) -> str:
        return place_of(FOLDER, self.content, "jpg")


class ShownQuerySet(models.QuerySet["Shown"]):
    def agreeing(self, on: date | None = None) -> "ShownQuerySet":
        """Whose consent is in force on a day (default: today)."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=on or timezone.localdate()), withdrawn_at=None)


class Shown(models.Model):
    """Somebody, or an enterprise, shown in a story, and the consent that they may be: when, how, until when.

    In texts they go by `handle`. Without consent the text says `instead` ("a worker") and their photos are not shown.
    """

    class As(models.TextChoices):
        WORKER = "worker", _("a worker")
        MANAGER = "manager", _("a manager")
        OWNER = "owner", _("the owner")
        TRAINER = "trainer", _("a trainer")
        ENTERPRISE = "enterprise", _("an enterprise")

    class Way(models.TextChoices):
        PAPER = "paper", _("Signed on paper")
        SPOKEN = "spoken", _("Said before a witness")
        SCREEN = "screen", _("Said on the screen")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="shown")
    handle = models.SlugField(max_length=30)
    name = models.CharField(max_length=150)
    instead = models.CharField(max_length=10, choices=As.choices)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=6, choices=Way.choices)
    given_on = models.DateField()
    until_on = models.DateField(null=True)
    photos = models.ManyToManyField(StoryPhoto, related_name="shown")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    merging = "leave"
    hangs: ClassVar[Hangs] = Hangs(read=Permission.STORY_READ, country="story__country_id")
    privacy: ClassVar[dict[str, Privacy]] = {
        "handle": OPEN, "name": PERSONAL, "instead": OPEN, "way": CONFIDENTIAL, "given_on": CONFIDENTIAL,
        "until_on": CONFIDENTIAL, "withdrawn_at": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = ShownQuerySet.as_manager()

    class Meta:
        ordering = ["handle"]
        constraints = [
            models.UniqueConstraint(fields=["story", "handle"], name="shown_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(handle=""), name="shown_named"),
        ]

    @property
    def agrees(self) -> bool:
        """Whether the consent is in force today, as `agreeing` asks of many."""
        return self.withdrawn_at is None and (self.until_on is None or self.until_on > timezone.localdate())
