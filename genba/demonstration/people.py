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
        mail = f"trainer-{number}@demonstration.example"
        trainer = User.objects.filter(email=mail).first()
        if trainer is None:
            trainer = users.add(by=SYSTEM, name=person_name(number * 7), email=mail)
            users.give(by=SYSTEM, user=trainer, role="trainer", scope_kind="self", since_on=BEGAN)
        crews.append(Crew(trainer.pk, provider.pk, country, region.pk if region else None))
    return programme, crews
