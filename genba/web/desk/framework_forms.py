"""What the office types into the results framework."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.impact.indicators import OWN, kpi_definitions
from genba.impact.models import FrameworkIndicator
from genba.web.base.fields import VersionedForm

WORDS = gettext_lazy("Where it is no number: in words. It is kept as written and stands without a traffic light.")


class EnterForm(VersionedForm):
    """Target and actual of one line in one country and period; a computed line has no actual to type."""

    target = forms.FloatField(label=gettext_lazy("Target"), required=False, min_value=0)
    target_text = forms.CharField(label=gettext_lazy("Target in words"), required=False, max_length=200, help_text=WORDS)
    target_female_share = forms.FloatField(
        label=gettext_lazy("Women, of the target"), required=False, min_value=0, max_value=100
    )
    actual = forms.FloatField(label=gettext_lazy("Reached"), required=False, min_value=0)
    actual_text = forms.CharField(label=gettext_lazy("Reached, in words"), required=False, max_length=200)
    actual_female_share = forms.FloatField(
        label=gettext_lazy("Women, of those reached"), required=False, min_value=0, max_value=100
    )

    def __init__(self, *args: Any, is_computed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_computed:
            for name in ("actual", "actual_text", "actual_female_share"):
                del self.fields[name]


class LineForm(forms.Form):
    """A new line of the framework."""

    no = forms.CharField(
        label=gettext_lazy("Number"), max_length=12, help_text=gettext_lazy("As in your document, such as 2.1.")
    )
    level = forms.CharField(label=gettext_lazy("Level"), max_length=200, required=False,
                            help_text=gettext_lazy("Such as Outcome 1, or Output 2."))  # fmt: skip
    wording = forms.CharField(label=gettext_lazy("Indicator"), max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Answered with"), choices=FrameworkIndicator.Kind.choices)
    computed_from = forms.ChoiceField(label=gettext_lazy("Worked out from"), required=False)
    less_is_better = forms.BooleanField(label=gettext_lazy("Less is better: the target is a ceiling"), required=False)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [d for d in (*OWN, *kpi_definitions()) if d.level != "missing" and d.code not in ("savings",)]
        choices = [("", _("nothing: we enter it")), *((d.code, d.label_in(language)) for d in known)]
        self.fields["computed_from"].choices = choices  # type: ignore[attr-defined]
