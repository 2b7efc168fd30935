"""What is wrong with a field of what was sent, in the words of the house instead of the library's."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

TEXT, NUMBER, WHOLE = _("A text, please."), _("A number, please."), _("A whole number, please.")
DAY, TRUE, FIELDS = _("A day as 2026-03-31, please."), _("True or false, please."), _("Fields with their values, please.")
TOO_LARGE = _("This number is too large.")
SENTENCES = {
    "missing": _("This is needed."), "extra_forbidden": _("There is no field of this name."),
    "string_type": TEXT, "string_unicode": TEXT,
    "string_too_long": _("At most %(max_length)s letters, please."),
    "string_pattern_mismatch": _("This has another form than %(pattern)s."),
    "literal_error": _("One of these, please: %(expected)s."),
    "bool_type": TRUE, "bool_parsing": TRUE,
    "int_type": WHOLE, "int_parsing": WHOLE, "int_parsing_size": WHOLE, "int_from_float": WHOLE,
    "float_type": NUMBER, "float_parsing": NUMBER, "finite_number": NUMBER,
    "decimal_type": NUMBER, "decimal_parsing": NUMBER,
    "decimal_max_digits": TOO_LARGE, "decimal_whole_digits": TOO_LARGE,
    "decimal_max_places": _("At most %(decimal_places)s decimals, please."),
    "greater_than": _("More than %(gt)s, please."), "greater_than_equal": _("%(ge)s or more, please."),
    "less_than_equal": _("%(le)s or less, please."),
    "date_type": DAY, "date_parsing": DAY, "date_from_datetime_parsing": DAY, "date_from_datetime_inexact": DAY,
    "list_type": _("A list, please."),
    "too_short": _("At least %(min_length)s, please."), "too_long": _("At most %(max_length)s, please."),
    "model_type": FIELDS, "model_attributes_type": FIELDS, "dict_type": FIELDS,
}  # fmt: skip
# What the library says in words of its own before an operation is reached.
STATUSES = {
    400: _("The body is no JSON."),
    403: _("A page that writes sends its token against forgery, as X-CSRFToken."),
}


def sentence(error: Mapping[str, Any]) -> str:
    """The sentence for an error of validation; the library's own for what no description of ours can bring about."""
    known = SENTENCES.get(error["type"])
    return str(known) % error.get("ctx", {}) if known else str(error["msg"])
