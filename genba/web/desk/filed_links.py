"""From a figure of a filed report to where it comes from, for those who may look there.

The records are those of today: the figure stays as it was filed.
"""

from urllib.parse import urlencode

from django.urls import reverse

from genba.access.permissions import Permission as P
from genba.access.policy import Anyone, allowed, reach
from genba.filing.parts import Contents, Figure
from genba.reports.in_period import MEASURES

OF_DAYS = {measure.code for measure in MEASURES}


def address_of(figure: Figure, contents: Contents, user: Anyone) -> str:
    """The page behind a figure; "" where there is none for this reader."""
    source = figure.source or {}
    country = source.get("country", "")
    match source.get("view"):
        case "records" if figure.code in OF_DAYS and _sees(user, P.PROGRAMME_READ, country):
            first = contents.starts_on if figure.key.startswith(("period", "countries")) else ""
            asked = {
                "figure": figure.code,
                "country": country,
                "programme": source["programme"],
                "from": first,
                "to": contents.ends_on,
            }
            return f"{reverse('desk:filed-behind')}?{urlencode(asked)}"
        case "records" if _sees(user, P.PROGRAMME_READ, country):
            return f"{reverse('desk:records')}?{urlencode({'figure': figure.code, 'country': country})}"
        case "framework" if _sees(user, P.FRAMEWORK_READ, country):
            return f"{reverse('desk:framework')}?{urlencode({'country': country, 'period': source['period']})}"
        case "enterprise" if allowed(user, P.ENTERPRISE_READ):
            return reverse("desk:enterprise", args=[source["code"]])
        case "cohort" if allowed(user, P.COHORT_READ):
            return reverse("desk:cohort", args=[source["code"]])
    return ""


def _sees(user: Anyone, permission: P, country: str) -> bool:
    """Whether the page of a country, or that of all of them, is open to the reader."""
    within = reach(user, permission)
    return within is None or (bool(country) and country in within.get("country", []))
