from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Brand, Country, Enterprise
from genba.filing.parts import Contents, contents_from, seal_of
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy
from genba.programmes.models import Cohort, Programme


class Kind(models.TextChoices):
    DONOR = "donor", _("Donor report")
    COUNTRY = "country", _("Country report")
    ANNUAL = "annual", _("Annual figures")
    COHORT = "cohort", _("Cohort sheet")
    ENTERPRISE = "enterprise", _("Enterprise sheet")
    BRAND = "brand", _("Brand sheet")


PERIODIC = (Kind.DONOR, Kind.COUNTRY, Kind.ANNUAL)  # of some months; the sheets hold everything until the day they were made


class Filed(models.Model):
    """A report as it was made: nothing of it changes, not even by hand in the database. A new version is a new row.

    series: kind, subject, period and language, by which the versions of one report belong together.
    contents: everything that it says, see parts.Contents; seal: by which one sees that it is whole.
    differences: against the version before, see differences.Difference.
    """

    code = models.CharField(max_length=8, unique=True, default=new_code)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")  # null: of all
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, null=True, related_name="+")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, null=True, related_name="+")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField(null=True)  # null: from the beginning
    ends_on = models.DateField(null=True)  # null: until it was made
    language = models.CharField(max_length=10)
    series = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    reason = models.CharField(max_length=300, blank=True)  # why there is a new version
    contents = models.JSONField()
    differences = models.JSONField(default=list)
    seal = models.CharField(max_length=64)
    data_at = models.DateTimeField(null=True)  # of the oldest of its figures; null: it has none
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # null: the command line

    merging = "leave"  # a sheet stays with the record that it was made of
    hangs: ClassVar[Hangs] = Hangs(read=Permission.REPORT_READ, country="country_id")
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(("kind", "starts_on", "ends_on", "language", "series", "version", "seal", "data_at", "made_at"), OPEN),
        **dict.fromkeys(("reason", "contents", "differences"), CONFIDENTIAL),
    }  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["-made_at"], name="filed_latest")]
        constraints = [
            models.UniqueConstraint(fields=["series", "version"], name="filed_version_once"),
            models.CheckConstraint(
                condition=Q(version=1, supersedes=None, reason="") | (Q(version__gt=1, supersedes__isnull=False) & ~Q(reason="")),
                name="filed_version_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("donor", "annual"), country=None, cohort=None, enterprise=None, brand=None)
                | Q(kind="country", country__isnull=False, cohort=None, enterprise=None, brand=None)
                | Q(kind="cohort", country__isnull=False, cohort__isnull=False, enterprise=None, brand=None)
                | Q(kind="enterprise", country__isnull=False, cohort=None, enterprise__isnull=False, brand=None)
                | Q(kind="brand", country=None, cohort=None, enterprise=None, brand__isnull=False),
                name="filed_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("donor", "country", "annual"), starts_on__lte=F("ends_on"))
                | Q(kind__in=("cohort", "enterprise", "brand"), starts_on=None, ends_on=None),
                name="filed_period_in_order",
            ),
        ]  # fmt: skip

    @property
    def told(self) -> Contents:
        """What it says."""
        return contents_from(self.contents)

    @property
    def is_whole(self) -> bool:
        """Whether it still says what was filed."""
        return seal_of(self.contents) == self.seal


class Sending(models.Model):
    """A version of a report was sent to somebody on a day."""

    filed = models.ForeignKey(Filed, on_delete=models.PROTECT, related_name="sendings")
    sent_on = models.DateField()
    sent_to = models.CharField(max_length=150)  # an organisation
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, Privacy]] = {"sent_on": OPEN, "sent_to": CONFIDENTIAL, "said_at": OPEN}

    class Meta:
        ordering = ["sent_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["filed", "sent_on", "sent_to"], name="sending_once")]
