"""The part of a form that asks what became of the actions of the plan: only decisions that can follow are offered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from genba.impact.actions.visits import Decided
from genba.plans.actions import NEXT
from genba.plans.models import Action, State


@dataclass(frozen=True)
class Followed:
    """One action of the plan as the template shows it."""

    action: Action
    is_overdue: bool
    kind: BoundField
    reason: BoundField


class PlanPart:
    """Adds a choice and a reason for each open action to a form, and reads the decisions."""

    def __init__(self, form: forms.Form, actions: Sequence[Action]) -> None:
        self.form, self.actions = form, actions
        for action in actions:
            name = f"action-{action.code}"
            choices = [("", _("As it was")), *((s.value, s.label) for s in NEXT[action.state])]
            form.fields[f"{name}-kind"] = forms.ChoiceField(
                label=_("%(action)s: what now?") % {"action": action.action}, choices=choices, required=False
            )
            form.fields[f"{name}-reason"] = forms.CharField(label=_("Why, or what you saw"), max_length=300, required=False)

    def decided(self, data: dict[str, Any]) -> list[Decided]:
        """The decisions that were made; a dropped action without a reason is met beside its field."""
        made = []
        for action in self.actions:
            kind, reason = (data.get(f"action-{action.code}-{part}") or "" for part in ("kind", "reason"))
            if kind == State.DROPPED and not reason:
                self.form.add_error(f"action-{action.code}-reason", _("Say why the action is dropped."))
            elif kind:
                made.append(Decided(action, kind, reason))
        return made

    def followed(self, today: date) -> list[Followed]:
        """The open actions with their fields, in the order of their days."""
        return [Followed(a, a.is_overdue(today), self.form[f"action-{a.code}-kind"], self.form[f"action-{a.code}-reason"])
                for a in self.actions]  # fmt: skip
