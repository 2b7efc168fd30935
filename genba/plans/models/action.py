from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, Count, DecimalField, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.delivery.models import Visit
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, PERSONAL, Privacy
from genba.programmes.models import Engagement, through_engagement


class State(models.TextChoices):
    """What an action is today. "proposed" is the state before any decision."""

    PROPOSED = "proposed", _("Not started")
    STARTED = "started", _("Started")
    DONE = "done", _("Done")
    VERIFIED = "verified", _("Seen by the trainer")
    DROPPED = "dropped", _("Dropped")


class Origin(models.TextChoices):
    BASELINE = "baseline", _("Baseline")
    TEAM = "team", _("Improvement team")
    WORKER = "worker", _("A worker's suggestion")
    WALK = "walk", _("A walk through the workplace")
    TOOL = "tool", _("A tool")


class Saving(models.TextChoices):
    ONCE = "once", _("Once")
    MONTHLY = "monthly", _("Every month")


@dataclass(frozen=True)
class YearlySavings:
    """What the actions of a plan save in one year, in one currency. Sums of what is known: each n says of how many."""

    currency: str
    expected: Decimal
    n_expected: int
    actual: Decimal
    n_actual: int
    cost: Decimal  # once
    n: int  # actions in this currency that were not dropped


class ActionQuerySet(models.QuerySet["Action"]):
    def with_state(self) -> "ActionQuerySet":
        """Each action with `last_decision`, the kind of its latest decision or None."""
        latest = Decision.objects.filter(action=OuterRef("pk")).order_by("-decided_on", "-pk")
        return self.annotate(last_decision=Subquery(latest.values("kind")[:1]),
                             decided_on=Subquery(latest.values("decided_on")[:1]))  # fmt: skip

    def standing(self) -> "ActionQuerySet":
        """Those that were not dropped (or were taken up again)."""
        return self.with_state().filter(Q(last_decision=None) | ~Q(last_decision=State.DROPPED))

    def unfinished(self) -> "ActionQuerySet":
        """Those on which work is still to be done: not started, or started."""
        # One look at the last decision, not one for each answer.
        return self.with_state().annotate(now=Coalesce("last_decision", Value(""))).filter(now__in=("", State.STARTED))

    def to_be_seen(self) -> "ActionQuerySet":
        """Those that are said to be done, and no trainer has seen it yet; the longest waiting first."""
        rows = self.with_state().filter(Q(last_decision=State.DONE))
        return rows.order_by(F("decided_on"), "pk")

    def overdue_on(self, day: date) -> "ActionQuerySet":
        """The unfinished ones whose day has passed."""
        return self.unfinished().filter(due_on__lt=day)

    def saving(self, field: str) -> "ActionQuerySet":
        """The standing ones whose saving ("expected_saving", "actual_saving") counts: it is stated, and it is not within
        the saving of the action it is counted in. Where that one was dropped or states none, this one counts itself."""
        rows = self.standing().filter(**{f"{field}__isnull": False})
        return rows.exclude(Exists(_counting_ones(field)))

    def with_check(self) -> Any:
        """Each action with `is_checked`: whether a trainer checked its actual saving, as it stands now, at a visit."""
        checks = SavingCheck.objects.filter(action=OuterRef("pk"), amount=OuterRef("actual_saving"))
        return self.annotate(is_checked=Exists(checks))

    def savings(self) -> list[YearlySavings]:
        """Expected and actual savings of one year, currency by currency; dropped actions are not counted, and what two
        actions save together counts once.

        Expected and actual are two answers to one question and are never added up.
        """
        rows = (
            Action.objects.filter(pk__in=self.standing().order_by().values("pk")).order_by("currency")
            .annotate(expected_once=_once("expected_saving"), actual_once=_once("actual_saving")).values("currency")
            .annotate(expected=_a_year("expected_once"), actual=_a_year("actual_once"), once=Sum("cost"),
                      n_expected=Count("expected_once"), n_actual=Count("actual_once"), n=Count("pk"))
        )  # fmt: skip
        return [YearlySavings(r["currency"], _cents(r["expected"]), r["n_expected"], _cents(r["actual"]), r["n_actual"],
                              _cents(r["once"]), r["n"]) for r in rows]  # fmt: skip


def _counting_ones(field: str) -> "ActionQuerySet":
    """The action that the outer one is counted in, if it stands and states this saving."""
    rows: ActionQuerySet = Action.objects.filter(pk=OuterRef("counted_in_id"), **{f"{field}__isnull": False}).standing()
    return rows


def _once(field: str) -> Case:
    """A saving, or nothing where it is within that of another action."""
    return Case(When(Exists(_counting_ones(field)), then=None), default=F(field))


def _a_year(field: str) -> Sum:
    monthly = When(saving_kind=Saving.MONTHLY, then=F(field) * 12)
    return Sum(Case(monthly, default=F(field), output_field=DecimalField(max_digits=18, decimal_places=2)))


def _cents(amount: Decimal | None) -> Decimal:
    # SQLite adds decimals as floating numbers; the last cent is put right here.
    return (amount or Decimal(0)).quantize(Decimal("0.01"))


class Action(models.Model):
    """One line of the improvement plan: a problem and what will be done about it."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="actions")
    problem = models.CharField(max_length=300)
    root_cause = models.CharField(max_length=300, blank=True)
    area = models.CharField(max_length=100, blank=True)  # of the practices of the module, by its English name
    action = models.CharField(max_length=300)
    practice = models.CharField(max_length=60, blank=True)  # the good practice it puts in place, by code
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.TEAM)
    owner = models.CharField(max_length=150)  # by name: whoever sees to it needs no account
    due_on = models.DateField()
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    saving_kind = models.CharField(max_length=8, choices=Saving.choices, default=Saving.MONTHLY)
    expected_saving = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    actual_saving = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    expected_method = models.CharField(max_length=300, blank=True)  # how the expected saving was worked out
    saving_method = models.CharField(max_length=300, blank=True)  # how the actual one was
    saving_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # who stated the actual one
    saving_on = models.DateField(null=True)  # when
    because = models.CharField(max_length=300, blank=True)  # "yes, because …": why an unlikely amount is right
    counted_in = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="counts")
    currency = models.CharField(max_length=3)
    meeting = models.ForeignKey("plans.Meeting", on_delete=models.PROTECT, null=True, related_name="actions")
    proposed_on = models.DateField(default=timezone.localdate)
    version = models.PositiveIntegerField(default=1)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PLAN_READ, **through_engagement())
    privacy: ClassVar[dict[str, Privacy]] = {
        "problem": CONFIDENTIAL, "root_cause": CONFIDENTIAL, "area": CONFIDENTIAL, "action": CONFIDENTIAL,
        "practice": CONFIDENTIAL, "origin": CONFIDENTIAL, "owner": PERSONAL, "expected_method": CONFIDENTIAL,
        "because": CONFIDENTIAL,
        "due_on": CONFIDENTIAL, "cost": CONFIDENTIAL, "saving_kind": CONFIDENTIAL, "expected_saving": CONFIDENTIAL,
        "actual_saving": CONFIDENTIAL, "saving_method": CONFIDENTIAL, "saving_on": CONFIDENTIAL, "currency": CONFIDENTIAL,
        "proposed_on": CONFIDENTIAL, "version": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(cost=None) | Q(cost__gte=0)) & (Q(expected_saving=None) | Q(expected_saving__gte=0))
                & (Q(actual_saving=None) | Q(actual_saving__gte=0)),
                name="action_money_not_negative",
            ),
            models.CheckConstraint(condition=Q(counted_in=None) | ~Q(counted_in=F("pk")), name="action_not_counted_in_itself"),
        ]  # fmt: skip

    @property
    def state(self) -> State:
        """What the action is today, from its last decision (already there on rows from `with_state`)."""
        if "last_decision" in self.__dict__:
            return State(self.__dict__["last_decision"] or State.PROPOSED)
        last = self.decisions.order_by("-decided_on", "-pk").first()
        return State(last.kind if last else State.PROPOSED)

    def is_overdue(self, on: date) -> bool:
        return self.due_on < on and self.state in (State.PROPOSED, State.STARTED)

    def yearly(self, saving: Decimal | None) -> Decimal | None:
        """A saving over one year: twelve months of a monthly one, a single one once."""
        if saving is None:
            return None
        return saving * 12 if self.saving_kind == Saving.MONTHLY else saving


class Decision(models.Model):
    """A dated fact about an action: started, done, verified, dropped, or taken up again."""

    class Kind(models.TextChoices):
        STARTED = "started", _("Started")
        DONE = "done", _("Done")
        VERIFIED = "verified", _("Seen by the trainer")
        DROPPED = "dropped", _("Dropped")

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    decided_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, related_name="decisions")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    privacy: ClassVar[dict[str, Privacy]] = {
        "kind": CONFIDENTIAL,
        "decided_on": CONFIDENTIAL,
        "reason": CONFIDENTIAL,
    }

    class Meta:
        ordering = ["decided_on", "pk"]
        indexes = [models.Index(fields=["action", "-decided_on", "-id"], name="decision_latest")]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="dropped", reason=""), name="dropped_has_reason"),
            models.CheckConstraint(condition=~Q(kind="verified", visit=None), name="verified_at_visit"),
        ]


class SavingCheck(models.Model):
    """A trainer checked at a visit that an action saves this much. Holds for as long as the amount stays the same."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="saving_checks")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="saving_checks")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(auto_now_add=True)

    privacy: ClassVar[dict[str, Privacy]] = {"amount": CONFIDENTIAL, "checked_at": CONFIDENTIAL}

    class Meta:
        ordering = ["checked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["action", "visit", "amount"], name="saving_checked_once")]
