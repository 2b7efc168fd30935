"""The part of a form that asks how good practices stand: built from the module, one choice of three for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from genba.curriculum.modules import Practice
from genba.observations.actions.baselines import Seen
from genba.observations.models import PracticeCheck, PracticeState


@dataclass(frozen=True)
class Asked:
    """One practice as the template shows it."""

    title: str
    hint: str
    last: PracticeCheck | None
    state: BoundField
    evidence: BoundField


class PracticePart:
    """Adds a choice and a line of evidence for each practice to a form, and reads them."""

    def __init__(
        self, form: forms.Form, practices: tuple[Practice, ...], language: str, *, must_answer: bool,
        last: Mapping[str, PracticeCheck] | None = None, kept: Mapping[str, PracticeCheck] | None = None,
    ) -> None:  # fmt: skip
        self.form, self.practices, self.language, self.last = form, practices, language, last or {}
        for practice in practices:
            seen = (kept or {}).get(practice.code)
            form.fields[f"practice-{practice.code}"] = forms.ChoiceField(
                label=practice.labels.in_(language), choices=PracticeState.choices, required=must_answer,
                widget=forms.RadioSelect, initial=seen.state if seen else None,
                error_messages={"required": _("Choose one of the three.")},
            )  # fmt: skip
            form.fields[f"practice-{practice.code}-evidence"] = forms.CharField(
                label=_("What shows it"), max_length=300, required=False, initial=seen.evidence if seen else ""
            )

    def seen(self, data: dict[str, Any]) -> dict[str, Seen]:
        """The practices that were answered."""
        return {
            p.code: Seen(data[f"practice-{p.code}"], data.get(f"practice-{p.code}-evidence", ""))
            for p in self.practices if data.get(f"practice-{p.code}")
        }  # fmt: skip

    def areas(self) -> list[tuple[str, list[Asked]]]:
        """The practices by area, in the order of the module."""
        grouped = groupby(self.practices, key=lambda p: p.areas.in_(self.language))
        return [(area, [self._asked(p) for p in practices]) for area, practices in grouped]

    def _asked(self, practice: Practice) -> Asked:
        name = f"practice-{practice.code}"
        return Asked(practice.labels.in_(self.language), practice.hints.in_(self.language), self.last.get(practice.code),
                     self.form[name], self.form[f"{name}-evidence"])  # fmt: skip
