"""How templates get their sentences: Django's catalogs, asked once per language and sentence.

A page says a hundred sentences; looked up and wrapped anew each time they would cost as much as its queries.
"""

from typing import Any

from django.utils import translation
from markupsafe import Markup

_said: dict[tuple[str | None, str], Markup] = {}


def say(sentence: str, /, **variables: Any) -> Markup:
    """The sentence in the reader's language. It is ours, so it is markup; what is put into it is escaped."""
    key = (translation.get_language(), sentence)
    found = _said.get(key)
    if found is None:
        found = _said[key] = Markup(translation.gettext(sentence))  # noqa: S704 our own sentences
    return found % variables if "%" in found else found


def say_many(one: str, many: str, n: int, /, **variables: Any) -> Markup:
    """As `say`, in the plural of the reader's language for n."""
    variables.setdefault("num", n)
    return Markup(translation.ngettext(one, many, n)) % variables  # noqa: S704 our own sentences
