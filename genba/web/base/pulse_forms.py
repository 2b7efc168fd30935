"""The ten questions of a pulse, as an enterprise answers them or somebody for it by telephone."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genba.pulses.actions.answering import MOST_LETTERS
from genba.pulses.questions import Question

YES, NO = "yes", "no"
CHOICES = [(YES, _("Yes")), (NO, _("No"))]


class PulseForm(forms.Form):
    """Yes or no to each; a question may be left out, all of them may not."""

    most_needed = forms.CharField(label=_("What would help most this week?"), max_length=MOST_LETTERS, required=False,
                                  widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = tuple(questions)
        for question in self.asked:
            self.fields[question.code] = forms.ChoiceField(label=question.text, choices=CHOICES, widget=forms.RadioSelect,
                                                           required=False)  # fmt: skip
        self.order_fields([*(question.code for question in self.asked), "most_needed"])

    def answers(self) -> dict[str, bool]:
        """What was chosen, by question."""
        return {one.code: said == YES for one in self.asked if (said := self.cleaned_data.get(one.code))}


def as_typed(answers: Mapping[str, bool], most_needed: str) -> dict[str, str]:
    """An answer that was given before, as the form shows it."""
    return {**{code: YES if said else NO for code, said in answers.items()}, "most_needed": most_needed}
