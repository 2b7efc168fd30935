"""What the office types into the results framework."""

from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from genba.impact.framework_parts import PARTS, SIDES, dimensions_of, key_of
from genba.impact.indicators import kpi_definitions, own
from genba.impact.models import FrameworkIndicator, FrameworkPart
from genba.web.base.fields import PaperField, VersionedForm

WORDS = gettext_lazy("Where it is no number: in words. It is kept as written and stands without a traffic light.")
SIDE_NAMES = {"target": gettext_lazy("target"), "actual": gettext_lazy("reached")}


class EnterForm(VersionedForm):
    """Target and actual of one line in one country and period, and of its parts; what is worked out is not typed."""

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
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What one should know of the result: who counted, how, what is missing."),
    )  # fmt: skip

    def __init__(self, *args: Any, line: FrameworkIndicator, is_ours: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups: list[tuple[str, list[str]]] = []
        sides = SIDES[:1] if is_ours else SIDES
        for dimension in dimensions_of(line):
            names = [key_of(dimension, part, side) for part in PARTS[dimension] for side in sides]
            for name in names:
                part, side = name.removeprefix(f"{dimension}_").rsplit("_", 1)
                label = f"{PARTS[dimension][part]}: {SIDE_NAMES[side]}"
                self.fields[name] = forms.FloatField(label=label, required=False, min_value=0)
            self.groups.append((str(FrameworkPart.Dimension(dimension).label), names))
        for name in ("actual", "actual_text", "actual_female_share") if is_ours else ():
            del self.fields[name]

    @property
    def parts(self) -> list[tuple[str, list[Any], bool]]:
        """The fields of the parts by dimension, and whether any of them says something."""
        told = [(label, [self[name] for name in names]) for label, names in self.groups]
        return [(label, fields, any(f.value() not in (None, "") or f.errors for f in fields)) for label, fields in told]


class LineForm(forms.Form):
    """A new line of the framework."""

    no = forms.CharField(
        label=gettext_lazy("Number"), max_length=12, help_text=gettext_lazy("As in your document, such as 2.1.")
    )
    level = forms.CharField(label=gettext_lazy("Level"), max_length=200, required=False,
                            help_text=gettext_lazy("Such as Outcome 1, or Output 2."))  # fmt: skip
    tier = forms.ChoiceField(label=gettext_lazy("Tier"), required=False,
                             help_text=gettext_lazy("Donors read by it what the line is. If left open, the words of the level tell."))  # fmt: skip
    wording = forms.CharField(label=gettext_lazy("Indicator"), max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Answered with"), choices=FrameworkIndicator.Kind.choices)
    computed_from = forms.ChoiceField(label=gettext_lazy("Worked out from"), required=False)
    less_is_better = forms.BooleanField(label=gettext_lazy("Less is better: the target is a ceiling"), required=False)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [d for d in (*own(), *kpi_definitions()) if d.level != "missing" and d.code not in ("savings",)]
        choices = [("", _("nothing: we enter it")), *((d.code, d.label_in(language)) for d in known)]
        self.fields["computed_from"].choices = choices  # type: ignore[attr-defined]
        self.fields["tier"].choices = [("", _("as the level says")), *FrameworkIndicator.Tier.choices]  # type: ignore[attr-defined]


class BaselineForm(VersionedForm):
    """Where a line stood in a country before."""

    value = forms.FloatField(label=gettext_lazy("Baseline"), required=False, min_value=0)
    text = forms.CharField(label=gettext_lazy("Baseline in words"), required=False, max_length=200, help_text=WORDS)
    female_share = forms.FloatField(label=gettext_lazy("Women, of the baseline"), required=False, min_value=0, max_value=100)
    told_of = forms.CharField(label=gettext_lazy("Of when"), max_length=16,
                              help_text=gettext_lazy("A period such as 2024, 2024-06 or 2024/25, or a day such as 2024-12-31."))  # fmt: skip
    source = forms.CharField(label=gettext_lazy("Source"), max_length=300,
                             help_text=gettext_lazy("Who says so: a survey, a report, an office."))  # fmt: skip


class EvidenceForm(forms.Form):
    """A file or an address, and what it shows."""

    note = forms.CharField(label=gettext_lazy("What it shows"), max_length=300)
    file = PaperField(label=gettext_lazy("File"), required=False, help_text=gettext_lazy("PDF, JPEG or PNG, at most 20 MB."))
    link = forms.CharField(label=gettext_lazy("Or an address"), required=False, max_length=500,
                           widget=forms.URLInput(attrs={"placeholder": "https://"}))  # fmt: skip


class TakeBackForm(forms.Form):
    """Why evidence shows nothing of this after all."""

    reason = forms.CharField(label=gettext_lazy("Why is it taken back?"), max_length=300)


class YearForm(forms.Form):
    """In which month the year begins by which the framework is told."""

    month = forms.TypedChoiceField(label=gettext_lazy("The year begins in"), coerce=int, choices=list(MONTHS.items()))
    reason = forms.CharField(label=gettext_lazy("Why it changes"), max_length=300, required=False,
                             help_text=gettext_lazy("Needed where figures are named by the year already."))  # fmt: skip
