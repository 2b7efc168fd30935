"""What somebody says about a file that they bring."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from genba.imports.actions import too_large
from genba.imports.kinds import Kind
from genba.imports.models import Import
from genba.web.base.fields import PlainSelect, country_choices

DATES = [("", gettext_lazy("As the file shows by itself")), ("dmy", gettext_lazy("Day, month, year")),
         ("mdy", gettext_lazy("Month, day, year")), ("iso", gettext_lazy("Year, month, day"))]  # fmt: skip


class BringForm(forms.Form):
    """The file, what is in it, and what its rows do not say themselves."""

    kind = forms.ChoiceField(label=gettext_lazy("What is in the file"))
    file = forms.FileField(
        label=gettext_lazy("The file"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"})
    )
    country = forms.ChoiceField(label=gettext_lazy("Country of rows that name none"), required=False, widget=PlainSelect)
    dates = forms.ChoiceField(label=gettext_lazy("How days are written"), choices=DATES, required=False)

    def __init__(self, *args: Any, kinds: Mapping[str, Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        self.fields["kind"].choices = [(slug, kind.title) for slug, kind in kinds.items()]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("every row says it")), *country_choices(get_language() or "en")]  # type: ignore[attr-defined]
        most = settings.IMPORT_MAX_BYTES // (1024 * 1024)
        self.fields["file"].help_text = _("CSV or XLSX, up to %(most)s MB.") % {"most": most}

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            raise forms.ValidationError(too_large())
        return file

    def directions(self) -> dict[str, Any]:
        """As the row keeps them. A country is said only for files that have such a column."""
        data = self.cleaned_data
        has_country = any(column.name == "country" for column in self.kinds[data["kind"]].columns())
        fixed = {"country": data["country"]} if data["country"] and has_country else {}
        return {"columns": {}, "set": fixed, "dates": data["dates"] or None}


class HeadingsForm(forms.Form):
    """For each heading of the file: which column of ours it is."""

    def __init__(self, *args: Any, brought: Import, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings: list[list[str]] = brought.outcome.get("headings", [])
        choices = [("", _("leave it out")), *((column.name, column.label) for column in kind.columns())]
        for place, (heading, column) in enumerate(self.headings):
            self.fields[f"heading-{place}"] = forms.ChoiceField(
                label=heading, choices=choices, required=False, initial=column
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = [name for name in data.values() if name]
        for field, name in data.items():
            if name and chosen.count(name) > 1:
                self.add_error(field, _("Two headings cannot be the same column."))
        return data

    def columns(self) -> dict[str, str | None]:
        """Heading → our column; None leaves it out."""
        return {
            heading: self.cleaned_data[f"heading-{place}"] or None for place, (heading, _column) in enumerate(self.headings)
        }
