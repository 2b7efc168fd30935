"""What the owner types about being seen by everybody."""

from django import forms
from django.utils.translation import gettext_lazy

from genba.publishing.actions.listings import LONGEST_WORDS


class ListingForm(forms.Form):
    """Whether results are shown, and a sentence of one's own."""

    shows_results = forms.BooleanField(
        label=gettext_lazy("Show how our numbers changed, in percent"), required=False,
        help_text=gettext_lazy("The numbers themselves are never shown."),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("What we say about ourselves"), max_length=LONGEST_WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("One or two sentences, in any language. Name no worker here."),
    )  # fmt: skip
