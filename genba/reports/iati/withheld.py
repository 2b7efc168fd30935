"""Which actuals of a results framework may leave the house. What people entered is theirs to tell; what we worked out from
records goes out as the public figures do, with the same small groups hidden.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone

from genba.delivery.models import Participation
from genba.impact.models import FrameworkIndicator, FrameworkPart, FrameworkValue
from genba.impact.standings import SMALL_GROUP, Cut, cuts
from genba.reports.iati.parts import NOT_KEPT
from genba.reports.published import published

Kind = FrameworkIndicator.Kind
# Figures whose value is how many enterprises stand behind it, and those that count people of enterprises in training.
OF_ENTERPRISES = ("enterprises", "enterprises-trained")
OF_PEOPLE = ("people-trained", "workforce-reached")


@dataclass(frozen=True)
class Guard:
    """hidden: why a figure of a country is not published, by indicator and country; "" where it is. with_parts: the
    indicators and dimensions whose split is shown in every country, so that none is found by subtraction."""

    hidden: dict[tuple[str, str], str]
    with_parts: frozenset[tuple[str, str]]
    today: date

    def against(self, value: FrameworkValue) -> str:
        """Why an actual may not go out; "" where it may."""
        code = value.indicator.computed_from
        if not code or value.actual is None:
            return ""
        why = self.hidden.get((code, value.country_id), SMALL_GROUP)
        if why or value.ends_on >= self.today:
            return why
        return self._once(code, value, value.ends_on)

    def _once(self, code: str, value: FrameworkValue, ends_on: date) -> str:
        """The period is over and the figure stays as it was: what is published today says nothing of what was behind it."""
        if code in OF_ENTERPRISES:
            return SMALL_GROUP if _is_few(value.actual or 0) else ""
        if code in OF_PEOPLE:
            has_few = value.actual and _trained(value.country_id, ends_on) < _threshold()
            return SMALL_GROUP if has_few or _is_few(value.actual or 0) else ""
        if value.actual_n is None:
            return NOT_KEPT
        return SMALL_GROUP if value.actual_n < _threshold() else ""

    def against_women(self, value: FrameworkValue, why: str) -> str:
        """Why women's share of an actual may not go out; why: what `against` says of the actual."""
        code, share = value.indicator.computed_from, value.actual_female_share
        if not code or share is None or why:
            return why if share is not None else ""
        women = round((value.actual or 0) * share / 100)
        is_few = _is_few(women) or _is_few((value.actual or 0) - women)
        return SMALL_GROUP if is_few or (code, "sex") not in self.with_parts else ""

    def against_part(self, value: FrameworkValue, part: FrameworkPart, why: str) -> str:
        """Why the actual of a part may not go out; why: what `against` says of the whole."""
        code = value.indicator.computed_from
        if not code or part.actual is None or why:
            return why if part.actual is not None else ""
        if value.indicator.kind == Kind.COUNT:
            is_few = _is_few(part.actual) or _is_few((value.actual or 0) - part.actual)
        else:
            is_few = part.actual_n is None or part.actual_n < _threshold()
        return SMALL_GROUP if is_few or (code, part.dimension) not in self.with_parts else ""


def _threshold() -> int:
    return max(3, settings.SMALL_GROUP)


def _is_few(n: float) -> bool:
    return 0 < n < _threshold()


def _trained(country: str, until: date) -> int:
    """Enterprises of a country that had been in a class by a day."""
    rows = Participation.objects.filter(engagement__enterprise__country=country, workshop__starts_on__lte=until)
    return rows.order_by().values("engagement__enterprise").distinct().count()


def guard(values: Iterable[FrameworkValue]) -> Guard:
    """What is known about the computed lines among these values, by two questions for all of them."""
    values = [v for v in values if v.indicator.computed_from]
    if not values:
        return Guard({}, frozenset(), timezone.localdate())
    known = published()
    hidden = {(line.definition.code, line.part): line.withheld for line in known["country"]}
    wanted = {(v.indicator.computed_from, "sex") for v in values}
    wanted |= {(v.indicator.computed_from, p.dimension) for v in values for p in v.parts.all()}
    asked = [Cut(code, country, "", by) for code, by in sorted(wanted) for found, country in sorted(hidden) if found == code]
    split = cuts(asked) if asked else {}
    small = {(cut.code, cut.by) for cut, lines in split.items() if any(line.withheld == SMALL_GROUP for line in lines)}
    small |= {(line.definition.code, by) for _code, by in wanted for line in known[by] if line.withheld}
    return Guard(hidden, frozenset(wanted - small), timezone.localdate())
