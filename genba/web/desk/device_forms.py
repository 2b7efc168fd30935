"""What is said at the desk about devices and their records, and the filters above their lists."""

from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from genba.sync.files import LARGEST, MEGABYTE
from genba.sync.models import Outcome
from genba.web.base.fields import Offer
from genba.web.base.filters import Filter, Filters

KINDS = {"attendance": gettext_lazy("Attendance"), "visit": gettext_lazy("Visit"), "photo": gettext_lazy("Photo"),
         "signature": gettext_lazy("Signature"), "satisfaction": gettext_lazy("Satisfaction"),
         "baseline": gettext_lazy("Baseline"), "pulse": gettext_lazy("Pulse")}  # fmt: skip
CHIPS = {
    "accepted": "good",
    "flagged": "attention",
    "to-fix": "missing",
    "waiting": "waiting",
    "refused": "missing",
    "replaced": "before",
    "": "waiting",
}
STATES = {**dict(Outcome.State.choices), "": gettext_lazy("Received, not looked into yet")}


class AsideForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class DecideForm(forms.Form):
    """For which of two versions, and why; `stands` names what stood when they looked."""

    is_mine = forms.ChoiceField(label=gettext_lazy("Which version"), choices=[("no", "no"), ("yes", "yes")])
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300, required=False)
    stands = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)


class FileForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("The file"), allow_empty_file=True,
                           widget=forms.FileInput(attrs={"accept": ".json,application/json"}))  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("genba-unsent.json, up to %(most)s MB.") % {"most": LARGEST // MEGABYTE}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("The file is too large; %(most)s MB is the most we take.") % {"most": LARGEST // MEGABYTE}
            )
        return file


@lru_cache(maxsize=16)
def device_filters(language: str) -> Filters:
    with override(language):
        return Filters({
            "q": Filter(_("Name of the trainer, or code")),
            "state": Filter(_("State"), Offer([
                ("", _("all")), ("unsent", _("with unsent work")), ("quiet", _("unsent work, not seen for three days")),
                ("stuck", _("with records that are stuck")), ("withdrawn", _("withdrawn"))])),
        })  # fmt: skip


@lru_cache(maxsize=16)
def record_filters(language: str) -> Filters:
    with override(language):
        return Filters({
            "q": Filter(_("Name of the trainer, or code")),
            "state": Filter(_("State"), Offer([
                ("", _("all that are stuck")), *((s.value, s.label) for s in (Outcome.State.WAITING, Outcome.State.TO_FIX, Outcome.State.REFUSED)),
                ("aside", _("set aside"))])),
            "kind": Filter(_("Kind"), Offer([("", _("all")), *KINDS.items()])),
        })  # fmt: skip


@lru_cache(maxsize=16)
def disagreement_filters(language: str) -> Filters:
    with override(language):
        return Filters({
            "state": Filter(_("State"), Offer([("", _("to be decided")), ("decided", _("decided")), ("all", _("all"))])),
            "noun": Filter(_("About"), Offer([("", _("all")), ("workshop", _("Attendance")), ("action", _("Action")),
                                              ("observation", _("KPI")), ("pulse-ask", _("Pulse"))])),
        })  # fmt: skip
