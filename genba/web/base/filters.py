"""Search and filters above a list. They stand in the address; what the address asks that is not offered is not heard."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.html import escape
from markupsafe import Markup

from genba.web.base.fields import Offer

SEARCH_LETTERS = 100


@dataclass(frozen=True)
class Filter:
    """One list to choose from, or (without an offer) a line to type in. `head` is its HTML up to what is chosen."""

    label: str
    offer: Offer | None = None

    def field(self, name: str, asked: str) -> str:
        head = f'<div class="field"><label for="id_{name}">{escape(self.label)}</label>'
        if self.offer is None:
            value = f' value="{escape(asked)}"' if asked else ""
            return f'{head}<input type="search" name="{name}" id="id_{name}" maxlength="{SEARCH_LETTERS}"{value}></div>'
        return f'{head}<select name="{name}" id="id_{name}">{self.offer.chosen([asked])}</select></div>'


class Filters:
    """The filters of one list in one language; made once and kept."""

    def __init__(self, filters: Mapping[str, Filter]) -> None:
        self.filters = dict(filters)
        self._known = {name: {key for key, _label in f.offer.pairs} for name, f in filters.items() if f.offer}

    def asked(self, address: QueryDict) -> dict[str, str]:
        """What is asked, "" for nothing: a search as typed, a choice only if it is offered."""
        asked = {name: address.get(name, "").strip().replace("\0", "") for name in self.filters}
        return {name: said[:SEARCH_LETTERS] if name not in self._known else said if said in self._known[name] else ""
                for name, said in asked.items()}  # fmt: skip

    def fields(self, asked: Mapping[str, str]) -> Markup:
        """Their HTML, with what is asked filled in."""
        return Markup("".join(f.field(name, asked[name]) for name, f in self.filters.items()))  # noqa: S704 escaped above
