"""What a reviewer and a trainer type about a report: remarks, a decision, an answer; and who signs it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from genba.directory.models import Person, WorkRole
from genba.web.base.fields import DayField, VersionedForm
from genba.web.field.review_items import Item


class ReviewForm(VersionedForm):
    """A remark on each item, a reason for the whole, and the deed of the button."""

    reason = forms.CharField(label=_("What is to be put right"), max_length=1000, required=False,
                             help_text=_("Needed when you return it. The trainer reads it."),
                             widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    note = forms.CharField(label=_("Your note"), max_length=1000, required=False)
    deed = forms.ChoiceField(choices=[("approve", ""), ("return", ""), ("read", "")])

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[item.field] = forms.CharField(
                label=gettext("Remark on: %(item)s") % {"item": item.label}, max_length=500, required=False
            )

    def remarks(self) -> dict[str, str]:
        return {item.key: self.cleaned_data[item.field] for item in self.items if self.cleaned_data[item.field]}


class AnswerForm(forms.Form):
    words = forms.CharField(label=_("What you did, or why it is right as it is"), max_length=1000,
                            widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip


class SignForm(VersionedForm):
    """Who signs: a person of the enterprise, or a name that is typed."""

    role = forms.ChoiceField(label=_("Signs as"), choices=WorkRole.choices, widget=forms.RadioSelect)
    person = forms.ChoiceField(label=_("Person"), required=False)
    name = forms.CharField(label=_("Or the full name, if it is not in the list"), max_length=150, required=False)
    signed_on = DayField(label=_("Day"))
    agrees = forms.BooleanField(label=_("I have read the report. It tells what happened."))

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].initial = timezone.localdate()
        self.people = {p.code: p for p in people}
        field: Any = self.fields["person"]
        field.choices = [("", gettext("Not in the list")), *((p.code, f"{p.name}, {p.get_role_display()}") for p in people)]

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"role": data["role"], "person": self.people.get(data["person"]), "name": data["name"],
                "signed_on": data["signed_on"], "version": data["version"]}  # fmt: skip
