"""The chapter before the first: who asks to join, whom the programme takes, an offer and a signed agreement. Invented."""

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PIL import Image, ImageDraw

from genba.audit.actions import SYSTEM
from genba.demonstration.roles import People
from genba.demonstration.sponsors import FUND
from genba.directory.actions import payrolls
from genba.directory.models import Enterprise
from genba.programmes.actions import applications, estimates, offers, on_the_way, papers
from genba.programmes.actions.engagements import Share
from genba.programmes.actions.offers import Promises, Signed
from genba.programmes.models import Programme

MODULE = "workplace-cooperation"
ASKED: tuple[tuple[str, str, int, int, str, int], ...] = (  # name, section, women, men, how it came, days ago
    ("Tujenge Sample Bags", "C", 50, 36, "open-call", 9),
    ("Muster Lakeside Guesthouse", "I", 9, 8, "association", 6),
    ("Ejemplo Shoe Works", "C", 22, 31, "brand", 20),
    ("Contoh Timber", "C", 3, 4, "walk-in", 15),
)


def open_the_door(programme: Programme, people: People, today: date) -> None:
    """A rule for Kenya, four applications: one taken on and signed, one not taken on, two that wait."""
    provider = people.providers["Rift Training House"]
    coordinator, director = people.coordinators[provider.name], people.director
    applications.set_rule(by=director, programme=programme, country="KE", since_on=today - timedelta(days=60), least=10,
                          most=300, sections=["C"])  # fmt: skip
    estimates.assume(by=director, programme=programme, loss="absence", low=Decimal(5), middle=Decimal(10), high=Decimal(20),
                     since_on=today - timedelta(days=60))  # fmt: skip
    kept = [_ask(programme, today, *row) for row in ASKED]
    applications.decline(
        by=coordinator, application=kept[3], reason="Seven people; the next call is for workshops of that size."
    )
    enterprise = applications.take_on(by=coordinator, application=kept[2], provider=provider, isic="1520")
    estimates.tell(by=coordinator, enterprise=enterprise, source="Pay book of the last year", currency="USD",
                   absent_days=Decimal(410), daily_wage=Decimal(9))  # fmt: skip
    offer = offers.make(
        by=coordinator, programme=programme, enterprise=enterprise, provider=provider, trainer=people.trainers["KE"],
        format="shared", prices={MODULE: Decimal(3000)}, currency="USD", promises=Promises(6, 4, 3),
        offered_on=today - timedelta(days=8), valid_until=today + timedelta(days=22),
        shares=(Share("enterprise", Decimal(1200)), Share("donor", Decimal(1800), FUND)),
    )  # fmt: skip
    agreement = offers.sign(
        by=coordinator, offer=offer, way="paper", may_report=True, may_study=False,
        for_enterprise=Signed("Ana Ejemplo", "Owner", today - timedelta(days=4)),
        for_provider=Signed(coordinator.name, "Coordinator", today - timedelta(days=3)),
    )  # fmt: skip
    papers.keep(by=coordinator, agreement=agreement, data=_scanned())


OTHERS: tuple[tuple[str, str, dict[str, Any], str], ...] = (  # kind, name, answers, what they wrote
    (
        "trainer",
        "Amina Mithal",
        {"languages": ["en", "sw"], "modules": ["lean-manufacturing"], "years": 6},
        "I led a sewing line.",
    ),
    ("provider", "Mfano Productivity Centre", {"trainers": 4, "website": "https://mfano.example"}, ""),
    ("brand", "Esempio Outdoor", {"suppliers": 7}, "Two of them asked us for help with defects."),
    ("sponsor", "Chamber of Small Works", {"body": "chamber", "offers": "A hall and our members"}, ""),
)


def hear_of_others(programme: Programme, people: People, today: date) -> None:
    """A trainer, a provider, a brand and a chamber ask to join; one of them is asked something."""
    coordinator = people.coordinators["Rift Training House"]
    for ago, (kind, name, answers, message) in enumerate(OTHERS, start=2):
        made = applications.apply(
            by=SYSTEM, programme=programme, kind=kind, name=name, country="KE", region="Nairobi", contact="Amina Mithal",
            phone="+254 700 000 000", source="open-call", answers=answers, message=message, applied_on=today - timedelta(days=ago),
        )  # fmt: skip
        if kind == "trainer":
            on_the_way.see(by=coordinator, application=made)
            on_the_way.ask(by=coordinator, application=made, text="Which class did you last give, and to whom?")


def offer_once_more(programme: Programme, people: People, enterprise: Enterprise, today: date) -> None:
    """The first enterprise completed the module and is offered it once more, for a second line: its owner answers."""
    provider = people.providers["Rift Training House"]
    coordinator = people.coordinators[provider.name]
    estimates.tell(by=coordinator, enterprise=enterprise, source="Pay book of the last year", currency="USD",
                   absent_days=Decimal(640), daily_wage=Decimal(8), energy_bill=Decimal(5200))  # fmt: skip
    payrolls.tell(by=coordinator, enterprise=enterprise, paid_on=today - timedelta(days=30), amount=Decimal(15_500),
                  currency="USD", people=enterprise.headcount or 1, source="Pay book")  # fmt: skip
    offers.make(
        by=coordinator, programme=programme, enterprise=enterprise, provider=provider, trainer=people.trainers["KE"],
        format="shared", prices={MODULE: Decimal(2400)}, currency="USD", promises=Promises(4, 2, 3),
        offered_on=today - timedelta(days=5), valid_until=today + timedelta(days=25),
        shares=(Share("enterprise", Decimal(1400)), Share("donor", Decimal(1000), FUND)),
    )  # fmt: skip


def _scanned() -> bytes:
    """A page with lines and two signatures, drawn: everything here is invented."""
    page = Image.new("L", (1240, 1754), 250)
    pen = ImageDraw.Draw(page)
    pen.rectangle((120, 140, 760, 190), fill=60)
    for line in range(22):
        pen.line((120, 280 + line * 48, 1120 - (line % 5) * 70, 280 + line * 48), fill=130, width=7)
    for left in (140, 700):
        pen.line((left, 1560, left + 400, 1560), fill=60, width=4)
        pen.line([(left + 24 * n, 1530 - (n * 37) % 70) for n in range(14)], fill=40, width=6, joint="curve")
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _ask(programme: Programme, today: date, name: str, section: str, women: int, men: int, source: str, ago: int) -> Any:
    return applications.apply(
        by=SYSTEM, programme=programme, name=name, country="KE", region="Nairobi", city="Nairobi", isic=section, women=women,
        men=men, contact="Ana Beispiel", phone="+254 700 000 000", source=source, applied_on=today - timedelta(days=ago),
    )  # fmt: skip
