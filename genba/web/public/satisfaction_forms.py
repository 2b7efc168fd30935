"""The questions about a class, each from 1 to 5."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from genba.curriculum import SatisfactionQuestion
from genba.kit import numbers


class AnswerForm(forms.Form):
    """A question may be left out; the form without any answer may not."""

    def __init__(self, *args: Any, questions: Iterable[SatisfactionQuestion], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = {1: _("not at all"), 5: _("fully")}
        choices = [
            (str(n), " ".join(filter(None, (numbers.number(n, language=language), ends.get(n, ""))))) for n in range(1, 6)
        ]
        for question in questions:
            self.fields[question.code] = forms.ChoiceField(label=question.texts.in_(language), choices=choices,
                                                           widget=forms.RadioSelect, required=False)  # fmt: skip

    def scores(self) -> dict[str, int]:
        """What was chosen, by code of the question."""
        return {code: int(score) for code, score in self.cleaned_data.items() if score}
