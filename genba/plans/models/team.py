from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Person, Sex, WorkRole
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, PERSONAL, Privacy
from genba.programmes.models import Engagement, through_engagement


class Team(models.Model):
    """The improvement team of an engagement, under the name it has there."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    engagement = models.OneToOneField(Engagement, on_delete=models.PROTECT, related_name="team")
    name = models.CharField(max_length=100)
    formed_on = models.DateField(default=timezone.localdate)
    version = models.PositiveIntegerField(default=1)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.TEAM_READ, **through_engagement())
    privacy: ClassVar[dict[str, Privacy]] = {"name": CONFIDENTIAL, "formed_on": CONFIDENTIAL, "version": CONFIDENTIAL}

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="team_named")]


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def on(self, day: date) -> "TeamMemberQuerySet":
        """Those who belong to the team on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=day), since_on__lte=day)


class TeamMember(models.Model):
    """A person belongs to a team from a day until (not including) another, with sex and role as they were then."""

    class Part(models.TextChoices):
        CHAIR = "chair", _("Leads the team")
        SECRETARY = "secretary", _("Writes the minutes")
        MEMBER = "member", _("Member")

    class Chosen(models.TextChoices):
        ELECTED = "elected", _("Elected")
        APPOINTED = "appointed", _("Appointed")
        VOLUNTEER = "volunteer", _("Volunteered")

    code = models.CharField(max_length=8, unique=True, default=new_code)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    sex = models.CharField(max_length=10, choices=Sex.choices)
    role = models.CharField(max_length=10, choices=WorkRole.choices)
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.MEMBER)
    chosen = models.CharField(max_length=10, choices=Chosen.choices)
    since_on = models.DateField()
    until_on = models.DateField(null=True)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.TEAM_READ, **through_engagement("team__engagement"))
    privacy: ClassVar[dict[str, Privacy]] = {
        "sex": PERSONAL, "role": CONFIDENTIAL, "part": CONFIDENTIAL, "chosen": CONFIDENTIAL, "since_on": CONFIDENTIAL,
        "until_on": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = TeamMemberQuerySet.as_manager()

    class Meta:
        ordering = ["since_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["team", "person"], condition=Q(until_on=None), name="member_once"),
            models.UniqueConstraint(fields=["team"], condition=Q(until_on=None, part="chair"), name="one_leads_the_team"),
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=F("since_on")), name="member_days_in_order"),
        ]


class Meeting(models.Model):
    """The team met on a day: who was there, for how long, and what was said. What it decides goes into the plan."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    said = models.TextField()
    present = models.ManyToManyField(TeamMember, related_name="meetings")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.TEAM_READ, **through_engagement("team__engagement"))
    privacy: ClassVar[dict[str, Privacy]] = {
        "held_on": CONFIDENTIAL, "minutes": CONFIDENTIAL, "said": CONFIDENTIAL, "version": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0, minutes__lte=720), name="meeting_minutes"),
            models.CheckConstraint(condition=~Q(said=""), name="meeting_says_something"),
        ]
