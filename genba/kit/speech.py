"""Django's catalogs, asked once for each language and sentence: a page says a hundred sentences, always the same.

`gettext` gives plain text, for what is written in Python; `Speech` gives markup, for templates.
"""

from collections import defaultdict
from typing import Any

from django.utils import translation
from markupsafe import Markup

_said: dict[str | None, dict[str, str]] = defaultdict(dict)


def gettext(sentence: str) -> str:
    """The sentence in the language that is active."""
    said = _said[translation.get_language()]
    found = said.get(sentence)
    if found is None:
        found = said[sentence] = translation.gettext(sentence)
    return found


class Speech:
    """The sentences of one language. Asked only while this language is active."""

    def __init__(self) -> None:
        self._said: dict[str, Markup] = {}

    def say(self, sentence: str, /, **variables: Any) -> Markup:
        """The sentence in the reader's language. It is ours, so it is markup; what is put into it is escaped."""
        found = self._said.get(sentence)
        if found is None:
            found = self._said[sentence] = Markup(translation.gettext(sentence))  # noqa: S704 our own sentences
        return found % variables if "%" in found else found

    def say_many(self, one: str, many: str, n: int, /, **variables: Any) -> Markup:
        """As `say`, in the plural of the reader's language for n."""
        variables.setdefault("num", n)
        return Markup(translation.ngettext(one, many, n)) % variables  # noqa: S704 our own sentences
