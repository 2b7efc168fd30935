"""Django's gettext, asked once for each language and sentence: a sheet says a hundred sentences, always the same."""

from collections import defaultdict

from django.utils import translation

_said: dict[str | None, dict[str, str]] = defaultdict(dict)


def gettext(sentence: str) -> str:
    """The sentence in the language that is active."""
    said = _said[translation.get_language()]
    found = said.get(sentence)
    if found is None:
        found = said[sentence] = translation.gettext(sentence)
    return found
