"""What is typed about one planned visit."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.access.models import User
from genba.delivery.diary import usual_hour
from genba.web.base.fields import DayField, VersionedForm, because_field
from genba.web.desk.cohort_forms import HourField


class PlanVisitForm(forms.Form):
    """A visit that is to take place."""

    planned_on = DayField(label=gettext_lazy("Day"))
    starts_at = HourField(label=gettext_lazy("Begins at"))
    trainer = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Trainer"), empty_label=gettext_lazy("choose"))
    because = because_field()

    def __init__(self, *args: Any, trainers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["trainer"].queryset = trainers
        fields["starts_at"].initial = usual_hour(True)


class MoveForm(PlanVisitForm, VersionedForm):
    """A planned visit goes to another day, hour or trainer."""

    reason = forms.CharField(label=gettext_lazy("Why it is moved"), max_length=300)
    field_order = ["planned_on", "starts_at", "trainer", "reason", "because"]


class MissedForm(VersionedForm):
    """A planned visit did not happen."""

    reason = forms.CharField(label=gettext_lazy("Because"), max_length=300)


class MoveClassForm(VersionedForm):
    """A class goes to other days."""

    starts_on = DayField(label=gettext_lazy("First day"))
    second_on = DayField(label=gettext_lazy("Second day"), required=False)
    third_on = DayField(label=gettext_lazy("Third day"), required=False)
    reason = forms.CharField(label=gettext_lazy("Why it is moved"), max_length=300)
    because = because_field()

    def __init__(self, *args: Any, days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.many = days
        self.fields["second_on"].help_text = _("Leave the other days empty if they follow one another.")

    def days(self) -> list[date]:
        """The days typed, or as many in a row as the class has."""
        typed = [self.cleaned_data[d] for d in ("starts_on", "second_on", "third_on") if self.cleaned_data.get(d)]
        return typed if len(typed) > 1 else [typed[0] + timedelta(days=n) for n in range(self.many)]
