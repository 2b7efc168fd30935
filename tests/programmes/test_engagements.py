"""Agreements: an enterprise takes a module, and who may be named in it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from genba.access.actions import users
from genba.access.permissions import Permission
from genba.audit.actions import SYSTEM
from genba.audit.models import Event
from genba.directory.models import Serving
from genba.kit.refused import Refused
from genba.programmes.actions import engagements
from genba.programmes.actions.engagements import Share
from genba.programmes.models import Engagement
from genba.programmes.trainers import providers_for, trainers_for
from tests.cast import AGREED, Cast


def open_another(cast: Cast, **changes: object) -> Engagement:
    facts = {
        "by": cast.coordinator, "programme": cast.programme, "enterprise": cast.garments, "module": "workplace-cooperation",
        "provider": cast.provider, "trainer": cast.omar, "agreed_on": date(2026, 5, 4),
    }  # fmt: skip
    return engagements.open_engagement(**{**facts, **changes})


def test_who_is_agreed_on_serves_the_enterprise_from_that_day(cast: Cast) -> None:
    open_another(cast, trainer=cast.expert)

    assert Serving.objects.get(enterprise=cast.garments, trainer=cast.expert).since_on == date(2026, 5, 4)
    assert Event.objects.filter(noun="engagement", verb="open").count() == 2  # the cast opened one


def test_shares_in_money_and_in_kind_add_up_to_the_price(cast: Cast) -> None:
    shares = [Share("enterprise", Decimal("250.50")), Share("ministry", Decimal("49.50"), "Labour office", in_kind=True)]

    made = open_another(cast, price=Decimal(300), shares=shares)

    assert [(c.payer, c.amount, c.in_kind) for c in made.contributions.order_by("pk")] == [
        ("enterprise", Decimal("250.50"), False), ("ministry", Decimal("49.50"), True),
    ]  # fmt: skip
    with pytest.raises(Refused, match="add up to"):
        open_another(cast, agreed_on=date(2026, 5, 5), price=Decimal(301), shares=shares)


def test_the_same_agreement_twice_a_day_to_come_and_an_unknown_module_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="already takes this module"):
        open_another(cast, agreed_on=AGREED)
    with pytest.raises(Refused, match="has not come yet"):
        open_another(cast, agreed_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(Refused, match="There is no module “alchemy”"):
        open_another(cast, module="alchemy")


def test_an_enterprise_leaves_once_and_not_tomorrow(cast: Cast) -> None:
    with pytest.raises(Refused, match="has not come yet"):
        engagements.withdraw(by=cast.coordinator, engagement=cast.engagement,
                             withdrawn_on=timezone.localdate() + timedelta(days=1), reason="sold")  # fmt: skip

    engagements.withdraw(by=cast.coordinator, engagement=cast.engagement, withdrawn_on=date(2026, 6, 1), reason="sold")

    with pytest.raises(Refused, match="already left"):
        engagements.withdraw(by=cast.coordinator, engagement=cast.engagement, withdrawn_on=date(2026, 7, 1), reason="again")


def test_a_coordinator_names_the_own_trainers_and_new_ones_and_nobody_of_a_rival(cast: Cast) -> None:
    new = users.add(by=SYSTEM, name="New Trainer", email="new@example.org")
    rivals = users.add(by=SYSTEM, name="Rival Trainer", email="rival@example.org")
    for trainer in (new, rivals):
        users.give(by=SYSTEM, user=trainer, role="trainer", scope_kind="self")
    cast.metals.servings.update(trainer=rivals)

    named = set(trainers_for(cast.coordinator, Permission.ENGAGEMENT_OPEN))

    assert named == {cast.omar, cast.expert, new}
    assert set(trainers_for(cast.director, Permission.ENGAGEMENT_OPEN)) == {cast.omar, cast.expert, new, rivals}


def test_a_trainer_plans_for_the_providers_served(cast: Cast) -> None:
    assert list(providers_for(cast.omar, Permission.WORKSHOP_PLAN)) == [cast.provider]
    assert list(providers_for(cast.coordinator, Permission.ENGAGEMENT_OPEN)) == [cast.provider]
    assert set(providers_for(cast.director, Permission.ENGAGEMENT_OPEN)) == {cast.provider, cast.rival}
