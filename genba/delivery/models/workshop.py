from typing import Any, ClassVar

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Country, Person, Provider, Sex, WorkRole
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, PERSONAL, Privacy
from genba.programmes.models import Engagement, Programme


def of_enterprises(keys: list[Any]) -> Q:
    return Q(pk__in=Participation.objects.filter(engagement__enterprise_id__in=keys).values("workshop_id"))


def given_by(keys: list[Any]) -> Q:
    return Q(trainer_id__in=keys) | Q(timetable__co_trainer_id__in=keys)


class Workshop(models.Model):
    """A class of a module: managers and workers of several enterprises together, on one or more days."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="workshops")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="workshops")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="+")
    trainer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="workshops")
    module = models.CharField(max_length=60)
    place = models.CharField(max_length=150)
    starts_on = models.DateField()
    ends_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    hangs: ClassVar[Hangs] = Hangs(
        read=Permission.WORKSHOP_READ, country="country_id", provider="provider_id", enterprise=of_enterprises,
        self=given_by,
    )  # fmt: skip
    privacy: ClassVar[dict[str, Privacy]] = {
        "module": OPEN, "place": OPEN, "starts_on": OPEN, "ends_on": OPEN, "version": OPEN,
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["starts_on"], name="workshop_by_day")]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="workshop_days_in_order")]


class Session(models.Model):
    """One part of a workshop day."""

    class Part(models.TextChoices):
        MORNING = "morning", _("Morning")
        AFTERNOON = "afternoon", _("Afternoon")

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="sessions")
    held_on = models.DateField()
    part = models.CharField(max_length=10, choices=Part.choices)
    minutes = models.PositiveSmallIntegerField(default=180)

    privacy: ClassVar[dict[str, Privacy]] = {"held_on": OPEN, "part": OPEN, "minutes": OPEN}

    class Meta:
        ordering = ["held_on", "-part"]  # morning before afternoon
        constraints = [
            models.UniqueConstraint(fields=["workshop", "held_on", "part"], name="session_once"),
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=720), name="session_minutes"),
        ]

    @property
    def key(self) -> str:
        """How an address or a file names it within its workshop: 2026-04-14-morning."""
        return f"{self.held_on.isoformat()}-{self.part}"

    @property
    def is_to_come(self) -> bool:
        return self.held_on > timezone.localdate()


class Participation(models.Model):
    """An engagement whose enterprise sends people to a workshop."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="participations")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="participations", db_index=False)

    privacy: ClassVar[dict[str, Privacy]] = {}

    class Meta:
        indexes = [models.Index(fields=["engagement", "workshop"], name="participation_of_engagement")]
        constraints = [models.UniqueConstraint(fields=["workshop", "engagement"], name="participation_once")]


def held_by_provider(keys: list[Any]) -> Q:
    return Q(workshop__provider_id__in=keys) | Q(engagement__provider_id__in=keys)


def held_by_trainer(keys: list[Any]) -> Q:
    return (Q(workshop__trainer_id__in=keys) | Q(workshop__timetable__co_trainer_id__in=keys)
            | Q(engagement__trainer_id__in=keys))  # fmt: skip


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def with_minutes(self) -> "ParticipantQuerySet":
        """Each with `given`, the minutes of all sessions of the workshop, and `attended`, those the person was there.

        Both are None where there is no row to add up.
        """
        given = Session.objects.filter(workshop=OuterRef("workshop_id")).order_by().values("workshop")
        attended = Attendance.objects.filter(participant=OuterRef("pk")).order_by().values("participant")
        return self.annotate(
            given=Subquery(given.annotate(sum=Sum("minutes")).values("sum")),
            attended=Subquery(attended.annotate(sum=Sum("minutes")).values("sum")),
        )

    def trained(self) -> "ParticipantQuerySet":
        """Those who were there for at least half of the minutes of all sessions: who counts as a person trained."""
        rows: Any = self.with_minutes()
        kept: ParticipantQuerySet = rows.filter(attended__gt=0, given__lte=F("attended") * 2)
        return kept


class Participant(models.Model):
    """A person on the roster of a workshop, with sex and role as they were then."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="participants")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="participations")
    sex = models.CharField(max_length=10, choices=Sex.choices)
    role = models.CharField(max_length=10, choices=WorkRole.choices)
    walked_in = models.BooleanField(default=False)

    # Who may see names: an enterprise sees its own people only, whoever gives the class sees all of them.
    hangs: ClassVar[Hangs] = Hangs(
        read=Permission.PERSON_READ, country="engagement__enterprise__country_id", provider=held_by_provider,
        enterprise="engagement__enterprise_id", self=held_by_trainer,
    )  # fmt: skip
    privacy: ClassVar[dict[str, Privacy]] = {"sex": PERSONAL, "role": CONFIDENTIAL, "walked_in": CONFIDENTIAL}
    objects: ClassVar[Any] = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "person"], name="participant_once")]

    @classmethod
    def fold(cls, kept: "Participant", gone: "Participant", memory: Any) -> None:
        """Two places of one person on one roster become one. Of each session the larger minutes stay; never their sum."""
        marked = {row.session_id: row for row in Attendance.objects.filter(participant=kept)}
        for row in Attendance.objects.filter(participant=gone).order_by("pk"):
            mine = marked.get(row.session_id)
            if mine is None:
                memory.change(row, "participant_id", kept.pk)
                continue
            if row.minutes > mine.minutes:
                memory.change(mine, "minutes", row.minutes)
            memory.set_aside(row)
        there = set(kept.arrivals.values_list("check_in_id", flat=True))
        for arrival in gone.arrivals.order_by("pk"):  # two phones for one person: the arrival of the kept place stands
            if arrival.check_in_id in there:
                memory.set_aside(arrival)
            else:
                memory.change(arrival, "participant_id", kept.pk)
        for newcomer in gone.newcomers.order_by("pk"):
            memory.change(newcomer, "participant_id", kept.pk)
        if (theirs := getattr(gone, "certificate", None)) is not None:
            if getattr(kept, "certificate", None) is None:
                memory.change(theirs, "participant_id", kept.pk)
            else:  # one class, one certificate: the paper of the other is no longer found by its code
                memory.set_aside(theirs)
        memory.set_aside(gone)

    @property
    def share(self) -> float | None:
        """The share of the minutes given that the person was there, after with_minutes(); None while nobody marked."""
        given, attended = getattr(self, "given", None), getattr(self, "attended", None)
        return attended / given if given and attended is not None else None


class Attendance(models.Model):
    """A participant was at a session for so many minutes; nought minutes: not there. No row: nobody marked it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="attendances")
    minutes = models.PositiveSmallIntegerField()
    late = models.PositiveSmallIntegerField(default=0, db_default=0)  # minutes missed at the beginning, as far as known
    left_early = models.PositiveSmallIntegerField(default=0, db_default=0)  # minutes missed at the end, as far as known
    marked_at = models.DateTimeField(auto_now=True)
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {
        "minutes": CONFIDENTIAL, "late": CONFIDENTIAL, "left_early": CONFIDENTIAL, "marked_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "participant"], name="attendance_once")]
