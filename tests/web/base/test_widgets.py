"""Form fields are written as Django's templates write them, only faster."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from genba.web.base.widgets import PlainRenderer

TYPED = "\"><script>&'"
GROUPS = [("", "…"), ("Africa", [("KE", "Kenya & co"), ("GH", "Ghana")]), ("VN", "Viet Nam")]
WIDGETS: list[tuple[forms.Widget, Any]] = [
    (forms.TextInput(attrs={"autocomplete": "off", "maxlength": 5}), TYPED),
    (forms.TextInput(), None),
    (forms.NumberInput(attrs={"min": 0, "required": True, "disabled": False}), 0),
    (forms.EmailInput(), "lina@example.org"),
    (forms.PasswordInput(), "secret"),
    (forms.HiddenInput(), 7),
    (forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "2026-03-09"),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.Textarea(attrs={"rows": 3}), TYPED),
    (forms.Textarea(), None),
    (forms.Select(choices=GROUPS), "GH"),
    (forms.SelectMultiple(choices=GROUPS), ["KE", "VN"]),
    (forms.RadioSelect(choices=[("a", TYPED), ("b", "B")]), "b"),
    (forms.CheckboxSelectMultiple(choices=[("a", "A"), ("b", "B")]), ["a"]),
    (forms.ClearableFileInput(), None),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS, ids=lambda w: type(w).__name__)
def test_every_field_is_what_django_would_write(widget: forms.Widget, value: Any) -> None:
    theirs = widget.render("field", value, {"id": "id_field"}, renderer=DjangoTemplates())
    ours = widget.render("field", value, {"id": "id_field"}, renderer=PlainRenderer())

    assert squeezed(ours) == squeezed(theirs)


def test_a_choice_alone_is_what_django_would_write() -> None:
    class Sent(forms.Form):
        sex = forms.ChoiceField(choices=[("f", "Woman"), ("m", "Man")], widget=forms.RadioSelect)

    ours = [choice.tag() for choice in Sent({"sex": "m"}, renderer=PlainRenderer())["sex"]]
    theirs = [choice.tag() for choice in Sent({"sex": "m"}, renderer=DjangoTemplates())["sex"]]

    assert ours == theirs


def squeezed(html: str) -> str:
    """Without the space between elements, which says nothing."""
    return "".join(line.strip() for line in html.splitlines())
