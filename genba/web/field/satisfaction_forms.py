"""How many paper forms gave which score to which question."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from genba.curriculum import SatisfactionQuestion
from genba.kit import numbers

MOST = 500


class TallyForm(forms.Form):
    """A number for each question and score; empty is nought."""

    def __init__(self, *args: Any, questions: Iterable[SatisfactionQuestion], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.language = list(questions), language
        for question in self.questions:
            text = question.texts.in_(language)
            for score in range(1, 6):
                said = _("%(question)s: how many gave %(score)s") % {
                    "question": text, "score": numbers.number(score, language=language)
                }  # fmt: skip
                self.fields[f"{question.code}_{score}"] = forms.IntegerField(
                    label=said,
                    min_value=0,
                    max_value=MOST,
                    required=False,
                    widget=forms.NumberInput(attrs={"aria-label": said}),
                )

    def rows(self) -> list[tuple[str, list[BoundField]]]:
        """For the template: the question, and its five fields."""
        return [(q.texts.in_(self.language), [self[f"{q.code}_{score}"] for score in range(1, 6)]) for q in self.questions]

    def counts(self) -> dict[tuple[str, int], int]:
        return {(q.code, score): self.cleaned_data[f"{q.code}_{score}"] or 0
                for q in self.questions for score in range(1, 6)}  # fmt: skip
