"""Who pays: the table of cost recovery against sums by hand, and against the figure of the programme page."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from genba.impact import changes, standings
from genba.impact.models import Standing
from genba.programmes.actions import engagements
from genba.programmes.actions.engagements import Share
from genba.programmes.models import Engagement
from genba.reports.recovery import cost_recovery
from tests.cast import Cast
from tests.scenes_impact import firm


def share(payer: str, amount: str, *, in_kind: bool = False) -> Share:
    return Share(payer, Decimal(amount), in_kind=in_kind)


def scene(cast: Cast) -> None:
    """Beside the cast's own 3,000 USD (enterprise 1,000, brand 2,000): three firms in dollars, one of them gone again."""
    firm(cast, "Model Works", price=Decimal("1000.00"), shares=[share("donor", "900"), share("enterprise", "100")])
    firm(cast, "Sample Mill", price=Decimal("2500.50"),
         shares=[share("ministry", "1250.25"), share("provider", "250.25", in_kind=True), share("donor", "1000")])  # fmt: skip
    left = firm(cast, "Gone Mill", price=Decimal(800), shares=[share("donor", "800")])
    engagements.withdraw(by=cast.coordinator, engagement=left, withdrawn_on=date(2026, 6, 1), reason="A fire")
    firm(cast, "Silent Mill", price=Decimal(500), shares=())


def test_a_worked_example_agrees_with_the_table_and_with_the_indicator(cast: Cast) -> None:
    # Left out: what is withdrawn (800). By hand: donors 900 + 1,000 = 1,900 of 3,000 + 1,000 + 2,500.50 = 6,500.50.
    scene(cast)
    changes.refresh()
    standings.refresh()

    found = cost_recovery(cast.director)

    (line,) = found.lines
    assert (line.total, line.paid["donor"], line.n, found.silent) == (Decimal("6500.50"), Decimal(1900), 3, 1)
    assert line.covered == pytest.approx(4600.5 / 6500.5)
    row = Standing.objects.get(indicator="cost-covered", country="", module="", group="", provider_id=0)
    assert row.value == pytest.approx(line.covered)
    assert row.detail["paid"] == {p: pytest.approx(float(a)) for p, a in line.paid.items()}
    assert row.detail["n"] == line.n


def test_a_slow_count_of_every_engagement_gives_the_same_sums(cast: Cast) -> None:
    scene(cast)
    sums: dict[tuple[str, str, str, str], Decimal] = defaultdict(Decimal)
    for one in Engagement.objects.all():
        if not hasattr(one, "withdrawal"):
            for part in one.contributions.all():
                sums[one.module, one.provider.name, one.currency, part.payer] += part.amount

    table = {(x.module, x.provider, x.currency, payer): amount
             for x in cost_recovery(cast.director).lines for payer, amount in x.paid.items()}  # fmt: skip

    assert table == dict(sums)


def test_two_currencies_are_two_lines_where_the_indicator_is_withheld(cast: Cast) -> None:
    firm(cast, "Model Works", price=Decimal(100_000), currency="KES", shares=[share("donor", "100000")])
    changes.refresh()
    standings.refresh()

    lines = {line.currency: line.covered for line in cost_recovery(cast.director).lines}

    assert lines == {"USD": 1, "KES": 0}
    row = Standing.objects.get(indicator="cost-covered", country="", module="", group="", provider_id=0)
    assert (row.value, row.withheld) == (None, "mixed-currencies")


def test_an_enterprise_that_took_two_modules_counts_once_there_and_twice_here(cast: Cast) -> None:
    engagements.open_engagement(
        by=cast.coordinator, programme=cast.programme, enterprise=cast.garments, module="workplace-cooperation",
        provider=cast.provider, trainer=cast.omar, agreed_on=date(2026, 5, 4), price=Decimal(1000), currency="USD",
        shares=[share("donor", "1000")],
    )  # fmt: skip
    changes.refresh()
    standings.refresh()

    (line,) = cost_recovery(cast.director).lines

    row = Standing.objects.get(indicator="cost-covered", country="", module="", group="", provider_id=0)
    assert (line.n, row.detail["n"]) == (2, 1) and row.value == pytest.approx(line.covered) == pytest.approx(0.75)
