"""What is typed about one planned visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from genba.access.models import User
from genba.delivery.diary import usual_hour
from genba.web.base.fields import DayField, VersionedForm
from genba.web.desk.cohort_forms import HourField, because_field


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
