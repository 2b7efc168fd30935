"""Trainers of several kinds, on 1 March 2027: at work, lapsed, not certified yet, gone, and one to come."""

from datetime import date, datetime, time

from genba.access.actions import users
from genba.access.models import Grant, User
from genba.audit.actions import SYSTEM
from genba.delivery.actions import visits
from genba.delivery.models import Timetable
from genba.impact import changes, standings
from genba.programmes.actions import trainers
from tests.cast import Cast
from tests.scenes_impact import CLASS_DAY, MODULE, firm, train

TODAY = datetime(2027, 3, 1, 9)
LEAN = "lean-manufacturing"


def trainer(name: str, *, since: date = date(2025, 1, 1)) -> User:
    made = users.add(by=SYSTEM, name=name, email=f"{name.split()[0].lower()}.trains@example.org")
    users.give(by=SYSTEM, user=made, role="trainer", scope_kind="self", since_on=since)
    return made


def describe(who: User, sex: str | None, *countries: str) -> None:
    trainers.describe(by=SYSTEM, trainer=who, languages=["en"], countries=countries, sex=sex)


def certify(who: User, module: str = MODULE, since: date = date(2026, 1, 1), until: date = date(2027, 12, 31)) -> None:
    trainers.certify(by=SYSTEM, trainer=who, module=module, valid_from=since, valid_until=until)


def five_trainers(cast: Cast) -> dict[str, User]:
    """Omar (a man, Kenya) may give two modules and gave the class of 10 March 2026; Ana (a woman, Kenya and Viet Nam) may give
    one and was its second trainer. Eva's (a woman, both countries) certificate has lapsed, and her last visit was 374 days ago.
    Minh (a man, Viet Nam) has none and made a visit in February. Noor said nothing of herself and has left. Luz begins in
    a month."""
    minh, ana, noor = trainer("Minh Vidu"), trainer("Ana Ejemplo"), trainer("Noor Mithal")
    trainer("Luz Primer", since=date(2027, 4, 1))
    users.take(by=SYSTEM, grant=Grant.objects.get(user=noor))
    describe(cast.omar, "male", "KE")
    describe(cast.expert, "female", "KE", "VN")
    describe(minh, "male", "VN")
    describe(ana, "female", "KE", "VN")
    certify(cast.omar)
    certify(cast.omar, LEAN)
    certify(ana)
    certify(cast.expert, since=date(2024, 1, 1), until=date(2026, 12, 31))
    workshop = train(cast, cast.engagement, on=CLASS_DAY)
    Timetable.objects.create(
        workshop=workshop, co_trainer=ana, time_zone="Africa/Nairobi", morning_at=time(9), afternoon_at=time(14)
    )
    lean = firm(cast, "Delta Packaging", country="VN", provider=cast.rival)
    for who, engagement, day in ((cast.expert, cast.engagement, date(2026, 2, 20)), (minh, lean, date(2027, 2, 4))):
        visits.report(by=who, engagement=engagement, visited_on=day, advice="Count every day.", trainer=who)
    return {"omar": cast.omar, "eva": cast.expert, "minh": minh, "ana": ana, "noor": noor}


def counted_trainers(cast: Cast) -> dict[str, User]:
    """The five, with every figure worked out."""
    found = five_trainers(cast)
    changes.refresh()
    standings.refresh()
    return found
