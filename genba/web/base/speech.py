"""How templates get their sentences: Django's catalogs, asked once per language and sentence.

A page says a hundred sentences; looked up and wrapped anew each time they would cost as much as its queries.
"""

from typing import Any

from django.utils import translation
from markupsafe import Markup


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
