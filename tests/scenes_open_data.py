"""Twelve enterprises in two countries, with results, people in class and savings; three more in a third country: what may be
published of them, and what must be hidden."""

from genba.impact import changes, standings
from tests.cast import Cast
from tests.scenes_impact import attend, change, firm, saved, train


def three_countries(cast: Cast) -> Cast:
    """As above; the figures are worked out."""
    for at in range(15):
        country = "KE" if at < 7 else "VN" if at < 12 else "PE"
        taking = firm(cast, f"{chr(65 + at)} Works", country=country, isic="1410" if at % 2 else "5610",
                      workforce={("worker", "female"): 5 + 3 * at, ("worker", "male"): 4 * at})  # fmt: skip
        workshop = train(cast, taking, country=country)
        attend(cast, workshop, taking, f"Lina {at}", "female", "worker", 180, 180)
        attend(cast, workshop, taking, f"Omar {at}", "male", "manager", 180, 180)
        change(taking, "labour-productivity", 1000, 900 if at % 5 == 0 else 1100 + 10 * at)
        if at < 9:
            change(taking, "accident-frequency", 10, 4 + at, of=1_000_000)
        saved(taking, 100 + at)
    changes.refresh()
    standings.refresh()
    return cast
