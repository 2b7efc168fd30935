"""Who is here: a tick per person, and room for somebody who walked in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from genba.delivery.actions.attendance import AWAY, HERE, WalkIn
from genba.delivery.models import Participant
from genba.directory.models import Enterprise, Sex, WorkRole
from genba.web.base.fields import VersionedForm

PRESENCE = ((HERE, gettext_lazy("Here")), (AWAY, gettext_lazy("Not here")))


class HereField(forms.ChoiceField):
    """A tick that means here, and its absence not here."""

    widget = forms.CheckboxInput

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=PRESENCE, required=False, **options)
        self.widget.check_test = lambda value: value in (HERE, True)

    def to_python(self, value: Any) -> str:
        return HERE if value else AWAY


class RosterForm(VersionedForm):
    """The list of one session. A field per person, by the person's code."""

    use_required_attribute = False  # the fields of a walk-in are needed only with their own button

    walk_name = forms.CharField(
        label=gettext_lazy("Full name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the name as people use it.")},
    )  # fmt: skip
    walk_sex = forms.ChoiceField(
        label=gettext_lazy("Sex"), choices=[c for c in Sex.choices if c[0] != Sex.NOT_STATED], widget=forms.RadioSelect,
        required=False, help_text=gettext_lazy("Leave empty if the person would rather not say."),
    )  # fmt: skip
    walk_role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=WorkRole.choices[::-1], widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Is it a worker or a manager?")},
    )  # fmt: skip
    walk_from = forms.ChoiceField(
        label=gettext_lazy("From"), error_messages={"required": gettext_lazy("From which enterprise?")}
    )
    is_another = forms.BooleanField(label=gettext_lazy("It is another person of that name"), required=False)

    def __init__(self, *args: Any, roster: list[Participant], enterprises: list[Enterprise], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster, self.enterprises = roster, {e.code: e for e in enterprises}
        for participant in roster:
            self.fields[participant.person.code] = HereField(label=participant.person.name)
        self.fields["walk_from"].choices = [(e.code, e.name) for e in enterprises]  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        """What belongs to a walk-in is asked only where the button for one was used."""
        for name in ("walk_name", "walk_role", "walk_from"):
            self.fields[name].required = "add" in self.data
        super().full_clean()
        for name in ("walk_name", "walk_role", "walk_from"):
            self.fields[name].required = True

    def here(self) -> dict[str, bool]:
        """Who is ticked, by code."""
        return {p.person.code: self.cleaned_data[p.person.code] == HERE for p in self.roster}

    def walk_in(self) -> WalkIn | None:
        """The person typed below the list, if the button beside was used."""
        if "add" not in self.data:
            return None
        typed = self.cleaned_data
        return WalkIn(self.enterprises[typed["walk_from"]], typed["walk_name"], typed["walk_sex"] or Sex.NOT_STATED,
                      typed["walk_role"], typed["is_another"])  # fmt: skip

    def by_enterprise(self) -> list[tuple[Enterprise, list[tuple[Participant, Any]]]]:
        """The people with their ticks under each enterprise, for the template."""
        return [
            (e, [(p, self[p.person.code]) for p in self.roster if p.engagement.enterprise_id == e.pk])
            for e in self.enterprises.values()
        ]
