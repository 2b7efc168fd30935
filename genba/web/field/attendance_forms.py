"""Who is here: a tick per person, and room for somebody who walked in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.delivery.actions.attendance import AWAY, HERE, WalkIn
from genba.delivery.register import Sender
from genba.directory.models import Enterprise, Sex, WorkRole
from genba.kit.refused import Stale
from genba.web.base.fields import VersionedForm


class RosterForm(VersionedForm):
    """The list of one session. Who is here stands in `here`, by the person's code."""

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

    def __init__(self, *args: Any, senders: tuple[Sender, ...], ticked: dict[str, bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.senders, self.roster = senders, [seat for sender in senders for seat in sender.seats]
        # A Django field for each of two hundred people would cost more than all the rest of the page.
        self.here = {seat.code: seat.code in self.data for seat in self.roster} if self.is_bound else ticked
        self.fields["walk_from"].choices = [(e.code, e.name) for e in senders]  # type: ignore[attr-defined]

    def full_clean(self) -> None:
        """What belongs to a walk-in is asked only where the button for one was used."""
        for name in ("walk_name", "walk_role", "walk_from"):
            self.fields[name].required = "add" in self.data
        super().full_clean()
        for name in ("walk_name", "walk_role", "walk_from"):
            self.fields[name].required = True

    def walk_in(self) -> WalkIn | None:
        """The person typed below the list, if the button beside was used."""
        if "add" not in self.data:
            return None
        typed = self.cleaned_data
        enterprise = Enterprise.objects.get(code=typed["walk_from"])
        return WalkIn(enterprise, typed["walk_name"], typed["walk_sex"] or Sex.NOT_STATED, typed["walk_role"],
                      typed["is_another"])  # fmt: skip

    def differences(self, stale: Stale) -> list[tuple[str, str, str]]:
        """Name, what the list says now, what was ticked: for each person in whom the two differ."""
        names = {HERE: _("Here"), AWAY: _("Not here")}
        return [
            (seat.name, names[now], names[mine])
            for seat in self.roster
            if (now := stale.now.get(seat.code, AWAY)) != (mine := HERE if self.here[seat.code] else AWAY)
        ]
