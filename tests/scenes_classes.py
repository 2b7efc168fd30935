"""A class that tests speak of: two days in April 2026 for the garment makers and a joinery, given by Omar."""

from dataclasses import dataclass
from datetime import date

from genba.delivery.actions import attendance, workshops
from genba.delivery.models import Session, Workshop
from genba.directory.actions import enterprises, people
from genba.directory.models import Enterprise, Person
from genba.programmes.actions import engagements
from genba.programmes.models import Engagement
from tests.cast import AGREED, Cast

FIRST, SECOND = date(2026, 4, 14), date(2026, 4, 15)


@dataclass
class Classroom:
    joinery: Enterprise
    joinery_engagement: Engagement
    workshop: Workshop
    nuri: Person  # a worker of the joinery
    sessions: list[Session]  # morning and afternoon of two days, 180 minutes each


def a_class(cast: Cast) -> Classroom:
    """Planned and peopled, but nobody marked anything yet: Lina and Rosa of the garments, Nuri of the joinery."""
    joinery = enterprises.register(
        by=cast.coordinator, name="Model Joinery", country="KE", city="Thika", provider=cast.provider
    )
    takes = engagements.open_engagement(
        by=cast.coordinator, programme=cast.programme, enterprise=joinery, module="workplace-cooperation",
        provider=cast.provider, trainer=cast.omar, agreed_on=AGREED, currency="KES",
    )  # fmt: skip
    nuri = people.register(by=cast.coordinator, enterprise=joinery, name="Nuri Ornek", role="worker", sex="male")
    workshop = workshops.plan(
        by=cast.coordinator, programme=cast.programme, provider=cast.provider, trainer=cast.omar,
        module="workplace-cooperation", place="Hall of the chamber, Nairobi", days=[FIRST, SECOND],
        engagements=[cast.engagement, takes], people=[cast.lina, cast.rosa, nuri],
    )  # fmt: skip
    return Classroom(joinery, takes, workshop, nuri, list(workshop.sessions.all()))


def keep(cast: Cast, room: Classroom, session: Session, **minutes: int) -> None:
    """Keep a list by the first names of people: keep(cast, room, morning, lina=180, rosa=0)."""
    codes = {"lina": cast.lina.code, "rosa": cast.rosa.code, "nuri": room.nuri.code}
    attendance.mark(by=cast.omar, workshop=room.workshop, session=session, version=room.workshop.version,
                    marks={codes[name]: n for name, n in minutes.items()})  # fmt: skip
