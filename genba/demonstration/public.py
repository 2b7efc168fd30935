"""What the demonstration shows to everybody because those who are shown want it; and what it takes to be certified.

The first owner and the first trainer, through whose eyes a visitor can look, have not decided yet: that is left to try.
"""

from datetime import date, timedelta
from decimal import Decimal

from genba.access.actions import users
from genba.access.models import User
from genba.audit.actions import SYSTEM
from genba.certification.actions import set_rule
from genba.certification.models import CertificationRule
from genba.demonstration.roles import People
from genba.demonstration.words import person_name
from genba.directory.models import Enterprise
from genba.partnerships.actions import give
from genba.programmes.models import Engagement, Programme, TrainerCertificate
from genba.publishing.actions import listings

# What owners say, as they would write it, in languages of their countries; "" of those who say nothing.
WORDS = {
    "KE": ("Every line meets for ten minutes each morning.", "Good work needs a quiet floor. We are learning that.", ""),
    "PE": ("Escuchamos a quien hace el trabajo.", "", "Lo que contamos lo podemos mejorar."),
}
ANYWHERE = ("We want to be known for work that holds.", "", "What we count, we can mend.")
EVERY = 3  # of so many enterprises, one does not want to be seen
MOST = 72
SHARED = (
    ("progress", "change", "practices"),
    (),
    ("progress", "change"),
    ("progress",),
    ("change", "practices"),
)  # with the brand
OWNERS_FROM = 400  # names that nobody else in the story bears


def open_to_everybody(people: People, programme: Programme, today: date) -> None:
    """Two rules of certification, enterprises that want to be seen, trainers who want to be found."""
    _say_what_it_takes(people.director, programme, today)
    _list_enterprises(people, today)
    _list_trainers(people, today)


def _say_what_it_takes(by: User, programme: Programme, today: date) -> None:
    trainer, provider = CertificationRule.Whose.TRAINER, CertificationRule.Whose.PROVIDER
    asked = {"training_days": 5, "experience_years": 3, "modules_beside_expert": 1, "observed_visits": 2}
    set_rule(by=by, programme=programme, whose=trainer, since_on=today - timedelta(days=600), months_least=6, months_most=12,
             asks={**asked, "observed_visits": 1}, fee=Decimal(0), currency="USD")  # fmt: skip
    set_rule(by=by, programme=programme, whose=trainer, since_on=today - timedelta(days=200), months_least=4, months_most=9,
             asks=asked, fee=Decimal(450), currency="USD")  # fmt: skip
    set_rule(by=by, programme=programme, whose=provider, since_on=today - timedelta(days=600), months_least=3, months_most=6,
             asks={"certified_trainers": 2, "first_enterprises": 4, "experience_years": 2})  # fmt: skip


def _list_enterprises(people: People, today: date) -> None:
    """Owners without an address decide: two of three want to be seen, every second of these with results; some share with
    the brand too."""
    taking = Engagement.objects.open().filter(agreed_on__lte=today).values("enterprise_id")
    rows = Enterprise.objects.open().filter(pk__in=taking).order_by("pk")[1 : MOST + 1]  # the first is left to try
    for place, enterprise in enumerate(rows):
        if place % EVERY == EVERY - 1:
            continue
        owner = users.add(by=SYSTEM, name=person_name(OWNERS_FROM + place), email=None)
        users.give(by=SYSTEM, user=owner, role="enterprise-owner", scope_kind="enterprise", scope_id=enterprise.pk,
                   since_on=people.since)  # fmt: skip
        said = WORDS.get(enterprise.country_id, ANYWHERE)
        listings.list_enterprise(
            by=owner, enterprise=enterprise, shows_results=place % 2 == 0, words=said[place % len(said)]
        )
        for covers in SHARED[place % len(SHARED)]:
            give(by=owner, enterprise=enterprise, brand=people.brand, covers=covers)


def _list_trainers(people: People, today: date) -> None:
    certified = TrainerCertificate.objects.good_on(today).values("trainer_id")
    first = people.trainers["KE"]
    for trainer in User.objects.filter(pk__in=certified, is_active=True).exclude(pk=first.pk).order_by("pk"):
        listings.list_trainer(by=trainer, contact=trainer.email or "")
    listings.list_trainer(by=people.expert)  # nobody finds her: her certificate has lapsed
