"""A form that everybody may send, without an account and without a riddle: two things that programs give themselves away by."""

import time
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SALT = "open-form"
LEAST, MOST = timedelta(seconds=3), timedelta(days=1)  # between the page being written and being sent


def began() -> str:
    """When the page was written, sealed."""
    return signing.dumps(time.time(), salt=SALT)


class OpenForm(forms.Form):
    """`homepage` is hidden from people and from screen readers: who fills it in is a program. `began` says when the page was
    written: who sends it within three seconds is one, too. Nothing typed is lost; sending it once more is enough."""

    homepage = forms.CharField(required=False, label=gettext_lazy("Leave this empty"),
                               widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))  # fmt: skip
    began = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        typed = dict(super().clean() or {})
        trap, seal = typed.pop("homepage", ""), typed.pop("began", "")
        if not self.errors and (trap or not _is_unhurried(seal)):
            raise forms.ValidationError(
                _("That was very quick, or the page was open for very long. Nothing is lost: please send it once more.")
            )
        return typed

    @property
    def seal(self) -> str:
        """The seal of the first page while it holds: who only puts one field right is not in a hurry. Else that of now."""
        typed = str(self.data.get("began", ""))
        age = _age(typed)
        return typed if age is not None and age <= MOST else began()


def _is_unhurried(seal: str) -> bool:
    age = _age(seal)
    return age is not None and LEAST < age <= MOST


def _age(seal: str) -> timedelta | None:
    """How long ago we wrote the page with this seal; None where it is not ours."""
    try:
        return timedelta(seconds=time.time() - signing.loads(seal, salt=SALT))
    except signing.BadSignature:
        return None
