"""The people and enterprises that tests speak of, made by the product's own actions.

Harbour Programme works in Kenya (KE) and Viet Nam (VN). Rift Training House and its trainer Omar serve Sample Street
Garments in Nairobi; Delta Advisers, another provider, serve Other Side Metals in Viet Nam.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from genba.access.actions import users
from genba.access.models import User
from genba.audit.actions import SYSTEM
from genba.directory.actions import enterprises, people
from genba.directory.models import Brand, Country, Enterprise, Person, Provider
from genba.programmes.actions import engagements, programmes
from genba.programmes.models import Engagement, Programme

AGREED = date(2026, 2, 2)
PASSWORD = "a long tea kettle song"


@dataclass
class Cast:
    programme: Programme
    provider: Provider
    rival: Provider
    brand: Brand
    garments: Enterprise  # served by the provider and Omar
    metals: Enterprise  # served by the rival, in another country
    engagement: Engagement  # garments takes workplace-cooperation with Omar
    director: User
    officer: User  # of Kenya
    coordinator: User  # of the provider
    omar: User  # trainer
    expert: User
    owner: User  # of garments
    team_member: User
    worker: User
    brand_officer: User
    auditor: User
    lina: Person  # the owner as a person
    rosa: Person  # a worker without any account


def assemble() -> Cast:
    """Make everybody. Dates are fixed; nothing is random but the codes."""
    kenya = enterprises.country_row("KE")
    enterprises.country_row("VN")
    programme = programmes.begin(by=SYSTEM, name="Harbour Programme", began_on=date(2025, 1, 1))
    provider = Provider.objects.create(name="Rift Training House", country=kenya)
    rival = Provider.objects.create(name="Delta Advisers", country=Country.objects.get(code="VN"))
    brand = Brand.objects.create(name="Beispiel Stores")

    def user(name: str, role: str, kind: str, scope: str | int = "", *, mail: bool = True) -> User:
        made = users.add(by=SYSTEM, name=name, email=f"{name.split()[0].lower()}@example.org" if mail else None,
                         password=PASSWORD if mail else None)  # fmt: skip
        users.give(by=SYSTEM, user=made, role=role, scope_kind=kind, scope_id=scope, since_on=date(2025, 1, 1))
        return made

    director = user("Dana Muster", "programme-director", "everywhere")
    coordinator = user("Maya Muster", "provider-coordinator", "provider", provider.pk)
    omar = user("Omar Muster", "trainer", "self")
    garments = enterprises.register(
        by=coordinator, name="Sample Street Garments", country="KE", region="Nairobi", city="Nairobi", isic="1410",
        output_unit="pieces", provider=provider, counted_on=date(2026, 1, 15),
        workforce={("manager", "female"): 3, ("manager", "male"): 5, ("worker", "female"): 49, ("worker", "male"): 28,
                   ("worker", "not-stated"): 1},
    )  # fmt: skip
    metals = enterprises.register(
        by=SYSTEM, name="Other Side Metals", country="VN", city="Hai Phong", isic="2599", provider=rival
    )
    engagement = engagements.open_engagement(
        by=coordinator, programme=programme, enterprise=garments, module="workplace-cooperation", provider=provider,
        trainer=omar, agreed_on=AGREED, price=Decimal(3000), currency="USD",
        shares=[engagements.Share("enterprise", Decimal(1000)), engagements.Share("brand", Decimal(2000), "Beispiel Stores")],
    )  # fmt: skip
    owner = user("Lina Sample", "enterprise-owner", "enterprise", garments.pk)
    lina = people.register(
        by=coordinator,
        enterprise=garments,
        name="Lina Sample",
        role="manager",
        sex="female",
        job="Owner",
        user=owner,
    )
    rosa = people.register(by=coordinator, enterprise=garments, name="Rosa Vidu", role="worker", sex="female", job="Sewing")
    return Cast(
        programme=programme, provider=provider, rival=rival, brand=brand, garments=garments, metals=metals,
        engagement=engagement, director=director, officer=user("Kip Example", "country-officer", "country", "KE"),
        coordinator=coordinator, omar=omar, expert=user("Eva Beispiel", "expert-trainer", "provider", provider.pk),
        owner=owner, team_member=user("Tadi Contoh", "team-member", "enterprise", garments.pk, mail=False),
        worker=user("Mina Ejemplo", "worker", "enterprise", garments.pk, mail=False),
        brand_officer=user("Bo Brand", "brand-officer", "brand", brand.pk), auditor=user("Ada Audit", "auditor", "everywhere"),
        lina=lina, rosa=rosa,
    )  # fmt: skip
