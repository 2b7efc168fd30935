"""Form pieces that every surface uses."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from genba.directory.places import country_name, country_names
from genba.kit import papers, photos
from genba.kit.numbers import parse_number
from genba.kit.refused import Refused


class DayField(forms.DateField):
    """A day by the browser's own picker. A year of another calendar is met with the Gregorian year it probably is."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day and 2400 <= day.year <= 2700:
            raise forms.ValidationError(
                _("%(year)s looks like a Buddhist year. Write the Gregorian one: %(other)s."),
                params={"year": day.year, "other": day.year - 543},
            )
        if day and 1300 <= day.year <= 1500:
            other = round(day.year * 0.970229 + 621.5643)
            raise forms.ValidationError(
                _("%(year)s looks like a Hijri year. Write the Gregorian one, about %(other)s."),
                params={"year": day.year, "other": other},
            )
        if day and not 1900 <= day.year <= 2100:
            raise forms.ValidationError(_("%(year)s is no year we can work with."), params={"year": day.year})
        return day


class Offer(BaseChoiceIterator):
    """What a list offers to choose from, without groups. Made once for each language and kept, with its HTML: two hundred
    countries, checked and written anew, would cost more than all the rest of a page."""

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        self.pairs = tuple((str(key), str(label)) for key, label in pairs)
        self.html = "".join(f'<option value="{escape(key)}">{escape(label)}</option>' for key, label in self.pairs)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.pairs)

    def chosen(self, keys: Iterable[str]) -> str:
        """The HTML with these marked as chosen."""
        html = self.html
        for key in keys:
            mark = f'<option value="{escape(key)}"'
            html = html.replace(f"{mark}>", f"{mark} selected>", 1)
        return html


@lru_cache(maxsize=16)
def country_choices(language: str) -> list[tuple[str, str]]:
    """Every country by its name in the reader's language, in that language's order of letters."""
    codes = sorted(set(country_names().values()))
    return sorted(((c, country_name(c, language)) for c in codes), key=lambda pair: pair[1])


class PlainSelect(forms.Select):
    """A list to choose from, written without Django's template for each of its options."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        offer = self.choices if isinstance(self.choices, Offer) else Offer(self.choices)
        head = flatatt({**self.attrs, **(attrs or {}), "name": name})
        options = offer.chosen(self.format_value(value))
        return mark_safe(f"<select{head}>{options}</select>")  # noqa: S308 each part is escaped


class NumberField(forms.Field):
    """An amount as people write it: any digits, any mark of thousands. Its value is a Decimal, or None when empty."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        try:
            return parse_number(str(value))
        except Refused as no:
            raise forms.ValidationError(no.reason) from None

    def prepare_value(self, value: Any) -> Any:
        """A number we hold, written so that it can be read back in one way only: no thousands, never three decimals."""
        if not isinstance(value, int | float | Decimal):
            return value
        text = format(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return text + "0" if len(text.rpartition(".")[2]) == 3 and "." in text else text


class PhotoField(forms.FileField):
    """A photo. Its value is the bytes as they came, or None; whether they are a photo is for the domain to say."""

    def __init__(self, **options: Any) -> None:
        # A phone that keeps HEIC sends JPEG where that is asked for.
        options.setdefault("widget", forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        if data is not None and not data.size:
            raise forms.ValidationError(_("The photo is empty. Take it again."))
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            photos.check_size(upload.size)
        except Refused as no:
            raise forms.ValidationError(no.reason) from None
        return bytes(upload.read())


class PaperField(forms.FileField):
    """A scan or photo of a paper. Its value is the bytes as they came; what they are is for the domain to say."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        if data is not None and not data.size:
            raise forms.ValidationError(_("The file is empty. Choose it again."))
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            papers.check_size(upload.size)
        except Refused as no:
            raise forms.ValidationError(no.reason) from None
        return bytes(upload.read())


class VersionedForm(forms.Form):
    """A form that edits a thing: remembers which version of it the editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def because_field() -> forms.CharField:
    """The reason to go on although something speaks against it; shown once something does."""
    return forms.CharField(label=_("Why it should be so all the same"), max_length=300, required=False)
