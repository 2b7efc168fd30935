"""What a coordinator types about a cohort: its enterprises, its trainers, its class, its visits."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.access.models import User
from genba.access.permissions import Permission
from genba.delivery.actions.planned_visits import Wish
from genba.delivery.actions.workshops import class_days
from genba.delivery.diary import usual_hour
from genba.directory.models import Provider
from genba.kit.hours import zones_of
from genba.programmes.curricula import module_of
from genba.programmes.models import Cohort, Engagement, Programme
from genba.programmes.trainers import providers_for
from genba.web.base.fields import DayField, VersionedForm, because_field
from genba.web.desk.workshop_forms import EngagementChoice


class HourField(forms.TimeField):
    """An hour of the day by the browser's own picker."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        super().__init__(**options)


class CohortForm(forms.Form):
    """A new cohort of a module that is chosen already."""

    programme = forms.ModelChoiceField(Programme.objects.none(), label=gettext_lazy("Programme"), empty_label=None)
    provider = forms.ModelChoiceField(
        Provider.objects.none(), label=gettext_lazy("Provider"), empty_label=gettext_lazy("choose")
    )
    name = forms.CharField(label=gettext_lazy("Name of the cohort"), max_length=100,
                           help_text=gettext_lazy("Such as: Nairobi, spring."))  # fmt: skip
    begins_on = DayField(label=gettext_lazy("The class should begin on"), required=False,
                         help_text=gettext_lazy("Then we can say which trainer is free."))  # fmt: skip
    engagements = EngagementChoice(Engagement.objects.none(), label=gettext_lazy("Enterprises"), required=False,
                                   widget=forms.CheckboxSelectMultiple)  # fmt: skip
    insist = forms.BooleanField(label=gettext_lazy("Yes, we want it so"), required=False)

    def __init__(self, *args: Any, user: User, engagements: Iterable[Engagement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["programme"].queryset = Programme.objects.order_by("name")
        fields["provider"].queryset = providers = providers_for(user, Permission.COHORT_PLAN)
        if len(providers) == 1:
            fields["provider"].empty_label = None
        fields["engagements"].queryset = engagements
        zones = [z for country in sorted({p.country_id for p in providers}) if len(zones_of(country)) > 1
                 for z in zones_of(country)]  # fmt: skip
        if zones:
            usual = ("", _("the usual one of the country"))
            fields["time_zone"] = forms.ChoiceField(label=_("Time zone"), required=False,
                                                    choices=[usual, *((z, z) for z in zones)])  # fmt: skip


class MembersForm(forms.Form):
    """Enterprises that join a cohort."""

    engagements = EngagementChoice(Engagement.objects.none(), label=gettext_lazy("Enterprises"),
                                   widget=forms.CheckboxSelectMultiple,
                                   error_messages={"required": gettext_lazy("Tick at least one enterprise.")})  # fmt: skip
    insist = forms.BooleanField(label=gettext_lazy("Yes, we want it so"), required=False)

    def __init__(self, *args: Any, engagements: Iterable[Engagement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["engagements"].queryset = engagements


class TakeOutForm(forms.Form):
    """An enterprise is taken out of a cohort."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300)


class TrainersForm(VersionedForm):
    """Who trains a cohort."""

    trainer = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Trainer"), empty_label=gettext_lazy("choose"))
    co_trainer = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Second trainer"), required=False,
                                        empty_label=gettext_lazy("nobody"))  # fmt: skip
    because = because_field()

    def __init__(self, *args: Any, trainers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for name in ("trainer", "co_trainer"):
            fields[name].queryset = trainers


class ClassForm(forms.Form):
    """Where and when the class of a cohort is."""

    place = forms.CharField(label=gettext_lazy("Place"), max_length=150, help_text=gettext_lazy("The house and the town."))
    starts_on = DayField(label=gettext_lazy("First day"))
    second_on = DayField(label=gettext_lazy("Second day"), required=False)
    third_on = DayField(label=gettext_lazy("Third day"), required=False)
    morning_at = HourField(label=gettext_lazy("The morning begins at"))
    afternoon_at = HourField(label=gettext_lazy("The afternoon begins at"))
    because = because_field()
    insist = forms.BooleanField(label=gettext_lazy("Yes, we want it so"), required=False)

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.module = module_of(cohort.module)
        self.fields["second_on"].help_text = _("Leave the other days empty if they follow one another.")
        self.fields["starts_on"].initial = cohort.begins_on
        self.fields["morning_at"].initial, self.fields["afternoon_at"].initial = usual_hour(True), usual_hour(False)
        self.fields["morning_at"].help_text = _("In the time of %(zone)s.") % {"zone": cohort.time_zone}

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        typed = [data[d] for d in ("starts_on", "second_on", "third_on") if data.get(d)]
        days = typed if len(typed) > 1 else class_days(self.module, typed[0])
        return {k: data[k] for k in ("place", "morning_at", "afternoon_at", "because", "insist")} | {"days": days}


class VisitsForm(forms.Form):
    """Day and hour of each visit of a cohort that is still to be planned; an empty day plans nothing."""

    because = because_field()

    def __init__(self, *args: Any, wishes: Sequence[Wish], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wishes = wishes
        for w in wishes:
            on, at = self.names(w)
            label = _("Visit %(number)s to %(enterprise)s") % {
                "number": w.number,
                "enterprise": w.engagement.enterprise.name,
            }
            self.fields[on] = DayField(label=_("%(visit)s: day") % {"visit": label}, required=False, initial=w.planned_on)
            self.fields[at] = HourField(label=_("%(visit)s: hour") % {"visit": label}, required=False, initial=w.at)

    @staticmethod
    def names(wish: Wish) -> tuple[str, str]:
        key = f"{wish.engagement.code}-{wish.number}"
        return f"on-{key}", f"at-{key}"

    def groups(self) -> list[tuple[str, list[tuple[Wish, Any, Any]]]]:
        """For the page: by enterprise, each visit with its two fields."""
        found: dict[str, list[tuple[Wish, Any, Any]]] = {}
        for w in self.wishes:
            on, at = self.names(w)
            found.setdefault(w.engagement.enterprise.name, []).append((w, self[on], self[at]))
        return list(found.items())

    def chosen(self) -> list[Wish]:
        rows = [(w, *self.names(w)) for w in self.wishes]
        return [
            Wish(w.engagement, self.cleaned_data[on], w.number, self.cleaned_data[at], w.trainer, field=on)
            for w, on, at in rows
            if self.cleaned_data.get(on)
        ]
