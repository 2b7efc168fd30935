"""The ten questions of a pulse, as an enterprise answers them or somebody for it by telephone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from genba.access.models import User
from genba.pulses import actions
from genba.pulses.models import MOST_LETTERS, PulseAsk
from genba.pulses.questions import questions
from genba.web.base.words import language

YES, NO = "yes", "no"
CHOICES = [(YES, _("Yes")), (NO, _("No"))]


class PulseForm(forms.Form):
    """Yes or no to each; a question may be left out, all of them may not."""

    most_needed = forms.CharField(label=_("What would help most this week?"), max_length=MOST_LETTERS, required=False,
                                  widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip

    def __init__(self, data: Any, *, ask: PulseAsk) -> None:
        given = {code: YES if said else NO for code, said in ask.answers.items()}
        super().__init__(data, initial={**given, "most_needed": ask.most_needed})
        self.ask, self.asked = ask, questions(language())
        for question in self.asked:
            self.fields[question.code] = forms.ChoiceField(label=question.text, choices=CHOICES, widget=forms.RadioSelect,
                                                           required=False)  # fmt: skip
        self.order_fields([*(question.code for question in self.asked), "most_needed"])

    def keep(self, *, by: User | None, way: str) -> None:
        """What was chosen becomes the answer. Refused as the action refuses."""
        answers = {one.code: said == YES for one in self.asked if (said := self.cleaned_data.get(one.code))}
        actions.answer(by=by, ask=self.ask, answers=answers, most_needed=self.cleaned_data["most_needed"], way=way)
