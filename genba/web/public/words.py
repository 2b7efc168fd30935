"""Sentences of public pages that need counting."""

from collections.abc import Sequence

from django.utils.translation import ngettext

from genba.reports.where import CountryFigures
from genba.web.base.words import language, number


def in_enterprises(countries: Sequence[CountryFigures]) -> str:
    """What the map shows, in a sentence."""
    n = len(countries)
    return ngettext("One country; its circle grows with the number of enterprises.",
                    "%(n)s countries; each circle grows with the number of enterprises.", n) % {
                        "n": number(n, language=language())}  # fmt: skip
