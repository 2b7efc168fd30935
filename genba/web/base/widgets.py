"""The HTML of form fields as Django's own templates write it, without going through them.

A template of Django within a page of ours costs half a millisecond a field; a form of twenty would cost more than all
the rest of its page. Widgets that are not known here are written by their templates as before.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

FOLDER = "django/forms/widgets/"
INPUTS = ("text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox", "input")
OPTIONS = ("radio_option", "checkbox_option", "input_option")


def _attributes(widget: Mapping[str, Any]) -> str:
    parts = []
    for name, value in widget["attrs"].items():
        if value is True:
            parts.append(f" {name}")
        elif value is not False:
            parts.append(f' {name}="{escape(value)}"')
    return "".join(parts)


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{escape(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{escape(widget["name"])}"{value}{_attributes(widget)}>'


def _option(widget: Mapping[str, Any]) -> str:
    if not widget.get("wrap_label"):
        return _input(widget)
    target = f' for="{escape(widget["attrs"]["id"])}"' if widget["attrs"].get("id") else ""
    return f"<label{target}>{_input(widget)} {escape(widget['label'])}</label>"


def _textarea(widget: Mapping[str, Any]) -> str:
    return f'<textarea name="{escape(widget["name"])}"{_attributes(widget)}>\n{escape(widget["value"] or "")}</textarea>'


def _select(widget: Mapping[str, Any]) -> str:
    parts = [f'<select name="{escape(widget["name"])}"{_attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        written = "".join(
            f'<option value="{escape(o["value"])}"{_attributes(o)}>{escape(o["label"])}</option>' for o in options
        )
        parts.append(f'<optgroup label="{escape(group)}">{written}</optgroup>' if group else written)
    return "".join([*parts, "</select>"])


WRITERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **{f"{FOLDER}{name}.html": _input for name in INPUTS},
    **{f"{FOLDER}{name}.html": _option for name in OPTIONS},
    f"{FOLDER}textarea.html": _textarea,
    f"{FOLDER}select.html": _select,
}


class PlainRenderer(DjangoTemplates):
    """What settings.FORM_RENDERER names."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        writer = WRITERS.get(template_name)
        if writer is None:
            return mark_safe(super().render(template_name, context, request))  # noqa: S308 written by Django's template
        return mark_safe(writer(context["widget"]))  # noqa: S308 each part is escaped
