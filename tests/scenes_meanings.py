"""A package whose newer version says something else of absenteeism, with or without a word since when."""

from genba.impact.models import KpiMeaning
from tests.scenes_modules import Packages

KPI, MODULE = "absenteeism", "workplace-cooperation"
WAS, NOW = "sick leave does.", "sick leave too, and leave without pay."
EVEN_LATER = "so does every other day off."


def reword(packages: Packages, now: str = NOW, *, was: str = WAS, since: str = "") -> None:
    """The English definition ends otherwise; `since`: and the package says from which day on."""
    packages.change(MODULE, "indicators.yaml", was, now)
    if since:
        say_since(packages, since)


def say_since(packages: Packages, day: str) -> None:
    packages.change(MODULE, "indicators.yaml", f"code: {KPI}\n", f"code: {KPI}\n    since: {day}\n")


def latest() -> KpiMeaning:
    """The newest meaning of absenteeism."""
    found: KpiMeaning = KpiMeaning.objects.filter(indicator=KPI).latest("pk")
    return found
