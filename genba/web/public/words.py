"""Sentences of public pages that need counting."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.reports.where import CountryFigures
from genba.web.base.words import language, number


def in_enterprises(countries: Sequence[CountryFigures]) -> str:
    """What the map shows, in a sentence."""
    n = len(countries)
    return ngettext("One country; its circle grows with the number of enterprises.",
                    "%(n)s countries; each circle grows with the number of enterprises.", n) % {
                        "n": number(n, language=language())}  # fmt: skip


def enterprises_in(country: CountryFigures) -> str:
    """What a circle of the map says."""
    n = country.enterprises
    if n is None:
        return _("%(name)s: too few to show") % {"name": country.name}
    return ngettext("%(name)s: one enterprise", "%(name)s: %(n)s enterprises", int(n)) % {
        "name": country.name, "n": number(n, language=language())}  # fmt: skip
