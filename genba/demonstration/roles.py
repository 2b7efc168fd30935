"""One invented person per role, so that a visitor can look through everybody's eyes."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from genba.access.actions import passes, users
from genba.access.models import User
from genba.audit.actions import SYSTEM
from genba.directory.actions import people as directory_people
from genba.directory.actions.enterprises import country_row
from genba.directory.models import Brand, Enterprise, Provider
from genba.partnerships.actions import give

PROVIDERS = (("KE", "Rift Training House"), ("VN", "Delta Advisers"), ("PE", "Andes Talleres"))
BRAND = "Beispiel Stores"


@dataclass
class People:
    director: User
    since: date
    brand: Brand
    expert: User = field(init=False)  # of the first provider
    providers: dict[str, Provider] = field(default_factory=dict)
    coordinators: dict[str, User] = field(default_factory=dict)
    trainers: dict[str, User] = field(default_factory=dict)  # by country

    def join(self, enterprise: Enterprise) -> None:
        """The people of the first enterprise who sign in: owner, team member, worker; and what the owner shares."""
        owner = meet(
            "Lina Sample", "enterprise-owner", "enterprise", enterprise.pk, self.since, "lina.sample@harbour.example"
        )
        member = meet("Tadi Contoh", "team-member", "enterprise", enterprise.pk, self.since)
        worker = meet("Mina Ejemplo", "worker", "enterprise", enterprise.pk, self.since)
        for user, role, sex, job in (
            (owner, "manager", "female", "Owner"),
            (member, "worker", "male", "Line leader"),
            (worker, "worker", "female", "Sewing"),
        ):
            directory_people.register(
                by=self.director, enterprise=enterprise, name=user.name, role=role, sex=sex, job=job, user=user
            )
        for user, pin in ((member, "2749"), (worker, "6183")):
            passes.issue(by=self.director, user=user, pin=pin)
        for covers in ("progress", "change"):
            give(by=owner, enterprise=enterprise, brand=self.brand, covers=covers)


def meet_everyone(today: date) -> People:
    """The programme's own people, the providers' and the brand's."""
    since = today - timedelta(days=700)
    director = meet("Dana Muster", "programme-director", "everywhere", "", since, "dana@harbour.example")
    people = People(director, since, Brand.objects.create(name=BRAND))
    for country, name in PROVIDERS:
        people.providers[name] = Provider.objects.create(country=country_row(country), name=name)
    meet("Kip Example", "country-officer", "country", "KE", since, "kip@harbour.example")
    for (country, name), coordinator, trainer in zip(
        PROVIDERS, ("Maya Muster", "Linh Vidu", "Luz Ejemplo"), ("Omar Muster", "Minh Vidu", "Abel Primer"), strict=True
    ):
        provider = people.providers[name]
        mail = coordinator.split()[0].lower()
        people.coordinators[name] = meet(
            coordinator, "provider-coordinator", "provider", provider.pk, since, f"{mail}@harbour.example"
        )
        people.trainers[country] = meet(
            trainer, "trainer", "self", "", since, f"{trainer.split()[0].lower()}@harbour.example"
        )
    rift = people.providers["Rift Training House"]
    people.expert = meet("Eva Beispiel", "expert-trainer", "provider", rift.pk, since, "eva@harbour.example")
    meet("Bo Esimerkki", "brand-officer", "brand", people.brand.pk, since, "bo@beispiel.example")
    meet("Ada Pavyzdys", "auditor", "everywhere", "", since, "ada@audit.example")
    return people


def meet(name: str, role: str, kind: str, scope: str | int, since: date, mail: str | None = None) -> User:
    """Somebody with one role within one scope; without an address nobody signs in as them."""
    made = users.add(by=SYSTEM, name=name, email=mail)
    users.give(by=SYSTEM, user=made, role=role, scope_kind=kind, scope_id=scope, since_on=since)
    return made
