"""What is asked to be reported: a kind, its subject, its days, its language."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from genba.directory.models import Brand, Country, Enterprise
from genba.filing.models import PERIODIC, Filed, Kind
from genba.kit.refused import Refused
from genba.programmes.models import Cohort, Programme


@dataclass(frozen=True)
class Question:
    """Refused by `check` where it is no question: an unknown kind or language, no subject or days, days not in order."""

    kind: str
    programme: Programme
    language: str
    country: Country | None = None
    cohort: Cohort | None = None
    enterprise: Enterprise | None = None
    brand: Brand | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    @classmethod
    def of(cls, filed: Filed) -> "Question":
        """What an earlier report was about."""
        country = filed.country if filed.kind == Kind.COUNTRY else None
        return cls(filed.kind, filed.programme, filed.language, country, filed.cohort, filed.enterprise, filed.brand,
                   filed.starts_on, filed.ends_on)  # fmt: skip

    @property
    def is_periodic(self) -> bool:
        return self.kind in PERIODIC

    @cached_property
    def days(self) -> tuple[date, date]:
        """First and last day of a report that has them."""
        if self.starts_on is None or self.ends_on is None:
            raise Refused(_("Say from which day to which."), field="starts_on")
        return self.starts_on, self.ends_on

    def check(self) -> None:
        if self.kind not in Kind.values:
            raise Refused(_("There is no report of this kind."), field="kind")
        if self.language not in dict(settings.LANGUAGES):
            raise Refused(_("There is no such language here."), field="language")
        wanted = {Kind.COUNTRY: "country", Kind.COHORT: "cohort", Kind.ENTERPRISE: "enterprise", Kind.BRAND: "brand"}
        name = wanted.get(Kind(self.kind), "")
        if name and getattr(self, name) is None:
            raise Refused(_("Say whom the report is about."), field=name)
        if self.is_periodic:
            self._check_days()

    def _check_days(self) -> None:
        first, last = self.days
        if last < first:
            raise Refused(_("The last day must not come before the first one."), field="ends_on")
        if self.kind == Kind.ANNUAL and last != _a_year_from(first):
            raise Refused(_("Annual figures are of one whole year, from any day on: the last day would be %(day)s.")
                          % {"day": _a_year_from(first).isoformat()}, field="ends_on")  # fmt: skip

    @property
    def series(self) -> str:
        """The name under which the versions of one report belong together."""
        subject = next((str(getattr(one, "code", "")) for one in (self.country, self.cohort, self.enterprise, self.brand) if one),
                       self.programme.code)  # fmt: skip
        days = f"{self.starts_on}/{self.ends_on}" if self.is_periodic else ""
        return f"{self.kind}:{subject}:{days}:{self.language}"

    @property
    def row(self) -> dict[str, Any]:
        """What the row of the report says of it."""
        where = self.country
        if self.cohort:
            where = self.cohort.country
        elif self.enterprise:
            where = self.enterprise.country
        days = self.days if self.is_periodic else (None, None)
        return {"kind": self.kind, "programme": self.programme, "country": where, "cohort": self.cohort,
                "enterprise": self.enterprise, "brand": self.brand, "starts_on": days[0], "ends_on": days[1],
                "language": self.language, "series": self.series}  # fmt: skip


def _a_year_from(first: date) -> date:
    try:
        return first.replace(year=first.year + 1) - timedelta(days=1)
    except ValueError:  # the 29th of February
        return date(first.year + 1, 2, 28)
