"""A day in a sentence, in the language and digits of whoever reads it."""

from datetime import date

from django.utils.translation import get_language

from genba.kit import numbers


def in_words(day: date) -> str:
    """12 March 2026, for the sentences of actions (templates have the filter `day`)."""
    return numbers.date(day, "long", language=get_language() or "en")
