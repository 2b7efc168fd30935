from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Enterprise, Serving
from genba.directory.models.enterprise import below
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, Privacy
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement


class Kind(models.TextChoices):
    """What is doubtful, the gravest first."""

    RANGE = "range", _("Outside what can be")
    UNIT = "unit", _("Two units")
    OVERLAP = "overlap", _("Counted twice")
    COPIED = "copied", _("Copied months")
    HISTORY = "history", _("Unlike the months around it")
    SEASON = "season", _("Unlike the year before")
    PEERS = "peers", _("Unlike its peers")
    DIGITS = "digits", _("Rounded numbers")
    MISSING = "missing", _("Missing months")


class Settlement(models.TextChoices):
    """How a finding left the queue."""

    CONFIRMED = "confirmed", _("Confirmed as it is")
    PUT_RIGHT = "put-right", _("Put right")
    GONE = "gone", _("No longer stands out")


class FindingQuerySet(models.QuerySet["Finding"]):
    def open(self) -> "FindingQuerySet":
        """Those that nobody settled."""
        return self.filter(settled_at=None)

    def asked(
        self, *, is_settled: bool = False, kind: str = "", country: str = "", provider: str = "", indicator: str = ""
    ) -> "FindingQuerySet":
        """Those to be settled, or those that are; of one check, country (ISO code), provider (code) or KPI (code) where one is
        asked for. Each with its enterprise and who must act."""
        same = {"kind": kind, "enterprise__country_id": country, "indicator": indicator}
        rows = self.filter(settled_at__isnull=not is_settled, **{name: value for name, value in same.items() if value})
        if provider:
            served = Serving.objects.today().filter(enterprise=OuterRef("enterprise"), provider__code=provider)
            rows = rows.filter(Exists(served))
        return rows.select_related("enterprise", "settled_by").with_owner()

    def with_owner(self) -> "FindingQuerySet":
        """Each with who must act: `owner_id` and `owner_name` of the trainer of the latest engagement whose module has the KPI, and
        `owner_provider`, whose coordinator acts where there is no trainer. None where nobody works with the enterprise any more."""
        asked = ExpressionWrapper(OuterRef("indicator"), output_field=models.CharField())
        has_it = Q(pk=None)
        for module in curriculum().modules:
            has_it |= Q(module=module.slug, asked__in=[kpi.code for kpi in module.kpis])
        of_it = Engagement.objects.filter(enterprise=OuterRef("enterprise"), withdrawal=None).annotate(asked=asked)
        latest = of_it.filter(has_it).order_by("-agreed_on", "-pk")
        return self.annotate(
            owner_id=Subquery(latest.values("trainer_id")[:1]), owner_name=Subquery(latest.values("trainer__name")[:1]),
            owner_provider=Subquery(latest.values("provider__name")[:1]),
        )  # fmt: skip


class Finding(models.Model):
    """One doubt about what an enterprise recorded of one KPI over some days, with the numbers behind it.

    `data` are the numbers of the sentence that says why; `mark` is what was doubted (amounts, months): a confirmation holds
    for that and no other. Open until it is settled: confirmed by somebody with a reason, or closed by the look itself
    (settled_by null) because the value was changed or stands out no longer; then `data_after` says what stands now.
    """

    code = models.CharField(max_length=8, unique=True, default=new_code)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="findings", db_index=False)
    indicator = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    data = models.JSONField(default=dict)
    mark = models.CharField(max_length=300, blank=True)
    found_at = models.DateTimeField(auto_now_add=True)
    settlement = models.CharField(max_length=10, choices=Settlement.choices, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    data_after = models.JSONField(default=dict)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.FINDING_READ, **below("enterprise_id"))
    privacy: ClassVar[dict[str, Privacy]] = dict.fromkeys((
        "indicator", "kind", "starts_on", "ends_on", "data", "mark", "found_at", "settlement", "settled_at", "reason", "data_after",
    ), CONFIDENTIAL)  # fmt: skip
    objects: ClassVar[Any] = FindingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["enterprise", "indicator"], name="finding_of_enterprise"),
            models.Index(fields=["-ends_on", "-id"], name="finding_open", condition=Q(settled_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "indicator", "kind", "starts_on"], name="finding_open_once",
                                    condition=Q(settled_at=None)),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="finding_kind_known"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="finding_days_in_order"),
            models.CheckConstraint(condition=Q(settled_at=None, settlement="") | Q(settled_at__isnull=False, settlement__in=Settlement.values),
                                   name="finding_settled_somehow"),
            models.CheckConstraint(condition=~Q(settlement="confirmed") | (Q(settled_by__isnull=False) & ~Q(reason="")),
                                   name="finding_confirmed_by_somebody"),
        ]  # fmt: skip

    @property
    def is_open(self) -> bool:
        return self.settled_at is None
