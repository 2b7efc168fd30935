"""What the owner says about who owns the enterprise."""

from django import forms

from genba.directory.models import Owned
from genba.directory.models.owned import OWNED_HELP, OWNED_LABEL
from genba.web.base.fields import VersionedForm


class OwnershipForm(VersionedForm):
    """One question; not stated is an answer."""

    owned = forms.ChoiceField(label=OWNED_LABEL, help_text=OWNED_HELP, choices=Owned.choices, widget=forms.RadioSelect)
