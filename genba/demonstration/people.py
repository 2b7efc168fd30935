"""The providers and trainers of a bulk programme, made by the product's own actions: they are few."""

from dataclasses import dataclass
from datetime import date

from genba.access.actions import users
from genba.access.models import User
from genba.audit.actions import SYSTEM
from genba.demonstration.words import CITIES, DEMO_COUNTRIES, person_name
from genba.directory.actions.enterprises import country_row, region_row
from genba.directory.models import Provider
from genba.programmes.actions import programmes
from genba.programmes.models import Programme

NAME = "Harbour Programme"
BEGAN = date(2023, 1, 1)
ENTERPRISES_A_TRAINER = 40


@dataclass(frozen=True)
class Crew:
    """A trainer with the provider and the place of work."""

    trainer_id: int
    provider_id: int
    country: str
    region_id: int | None


def make_crew(enterprises: int) -> tuple[Programme, list[Crew]]:
    """The programme, and as many trainers as the enterprises need, spread over the countries."""
    programme = Programme.objects.filter(name=NAME).first() or programmes.begin(by=SYSTEM, name=NAME, began_on=BEGAN)
    crews: list[Crew] = []
    for number in range(max(len(DEMO_COUNTRIES), -(-enterprises // ENTERPRISES_A_TRAINER))):
        country = DEMO_COUNTRIES[number % len(DEMO_COUNTRIES)]
        provider, _ = Provider.objects.get_or_create(
            country=country_row(country), name=f"{CITIES[country][0]} Training House"
        )
        region = region_row(country, CITIES[country][0])
        if number == 0:
            _office(country, provider)
        trainer = _user(f"trainer-{number}@demonstration.example", person_name(number * 7), "trainer", "self")
        crews.append(Crew(trainer.pk, provider.pk, country, region.pk if region else None))
    return programme, crews


def _office(country: str, provider: Provider) -> None:
    """Those through whose eyes the programme can be looked at."""
    _user("director@demonstration.example", "Dana Muster", "programme-director", "everywhere")
    _user("officer@demonstration.example", "Kip Example", "country-officer", "country", country)
    _user("coordinator@demonstration.example", "Maya Muster", "provider-coordinator", "provider", provider.pk)


def _user(mail: str, name: str, role: str, kind: str, scope: str | int = "") -> User:
    """The user with this address, made with this role where there is none."""
    found = User.objects.filter(email=mail).first()
    if found is None:
        found = users.add(by=SYSTEM, name=name, email=mail)
        users.give(by=SYSTEM, user=found, role=role, scope_kind=kind, scope_id=scope, since_on=BEGAN)
    return found
