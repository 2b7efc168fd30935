"""A list and a check never disagree, and nobody reaches beyond the own scope."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from genba.access.actions import users
from genba.access.models import User
from genba.access.permissions import Permission as P
from genba.access.policy import allowed, can, visible
from genba.access.roles import ROLES
from genba.audit.actions import SYSTEM
from genba.delivery.models import Workshop
from genba.directory.models import Enterprise, Person
from genba.programmes.models import Engagement
from tests.cast import Cast
from tests.scenes_sheet import play

GUARDED: list[Any] = [m for m in apps.get_models() if hasattr(m, "hangs")]
EVERYBODY = (
    "director",
    "officer",
    "coordinator",
    "omar",
    "expert",
    "owner",
    "team_member",
    "worker",
    "brand_officer",
    "auditor",
)


def fresh(user: User) -> User:
    """The user as the next request meets them: what is held is read once a request."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_is_listed_is_what_may_be_opened(cast: Cast, who: str) -> None:
    play(cast)
    user = getattr(cast, who)

    disagreements = [
        (model.__name__, permission, row.pk)
        for model in GUARDED
        for permission in {model.hangs.read, P.PLAN_EDIT, P.ENTERPRISE_EDIT}
        for row in model._default_manager.all()
        if can(user, permission, row) != visible(user, permission, model).filter(pk=row.pk).exists()
    ]

    assert disagreements == []
    assert any(model._default_manager.exists() for model in GUARDED)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("director", {"Sample Street Garments", "Other Side Metals"}), ("auditor", {"Sample Street Garments", "Other Side Metals"}),
        ("officer", {"Sample Street Garments"}), ("coordinator", {"Sample Street Garments"}), ("omar", {"Sample Street Garments"}),
        ("expert", {"Sample Street Garments"}), ("owner", {"Sample Street Garments"}),
        ("team_member", {"Sample Street Garments"}), ("worker", {"Sample Street Garments"}), ("brand_officer", set()),
    ],
)  # fmt: skip
def test_everybody_sees_the_enterprises_of_their_own_scope(cast: Cast, who: str, expected: set[str]) -> None:
    seen = visible(getattr(cast, who), P.ENTERPRISE_READ, Enterprise)

    assert {e.name for e in seen} == expected


@pytest.mark.parametrize("model", GUARDED, ids=lambda m: m.__name__)
def test_somebody_who_is_not_signed_in_sees_nothing(cast: Cast, model: Any) -> None:
    play(cast)

    assert not visible(AnonymousUser(), model.hangs.read, model).exists()


@pytest.mark.parametrize("model", GUARDED, ids=lambda m: m.__name__)
def test_a_brand_officer_sees_no_row_of_an_enterprise(cast: Cast, model: Any) -> None:
    play(cast)
    held = ROLES["brand-officer"].permissions

    if model.hangs.read not in held:
        assert not visible(cast.brand_officer, model.hangs.read, model).exists()


def test_a_worker_sees_sheet_and_plan_but_no_people_and_no_agreement(cast: Cast) -> None:
    assert can(cast.worker, P.SHEET_READ, cast.garments)
    assert not visible(cast.worker, P.PERSON_READ, Person).exists()
    assert not visible(cast.worker, P.ENGAGEMENT_READ, Engagement).exists()


def test_an_auditor_may_do_nothing_but_read(cast: Cast) -> None:
    held = {p for p in P if allowed(cast.auditor, p)}

    assert {p.value.partition(":")[2] for p in held} == {"read"}


def test_what_is_taken_away_is_gone_at_the_next_request(cast: Cast) -> None:
    grant = cast.coordinator.grants.get()

    users.take(by=SYSTEM, grant=grant)

    assert not visible(fresh(cast.coordinator), P.ENTERPRISE_READ, Enterprise).exists()


def test_a_grant_counts_from_its_first_day_until_the_day_it_ends(cast: Cast) -> None:
    today = timezone.localdate()
    user = users.add(by=SYSTEM, name="Nia Neu", email="nia@example.org", password="a long tea kettle song")
    grant = users.give(by=SYSTEM, user=user, role="country-officer", scope_kind="country", scope_id="KE",
                       since_on=today + timedelta(days=1))  # fmt: skip

    before = allowed(fresh(user), P.PROGRAMME_READ)
    type(grant).objects.filter(pk=grant.pk).update(since_on=date(2025, 1, 1), until_on=today + timedelta(days=1))
    during = allowed(fresh(user), P.PROGRAMME_READ)
    type(grant).objects.filter(pk=grant.pk).update(until_on=today)
    after = allowed(fresh(user), P.PROGRAMME_READ)

    assert (before, during, after) == (False, True, False)


def test_a_user_who_was_closed_may_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.director.pk).update(is_active=False)

    assert not allowed(fresh(cast.director), P.PROGRAMME_READ)


def test_two_grants_add_up(cast: Cast) -> None:
    users.give(by=SYSTEM, user=cast.officer, role="country-officer", scope_kind="country", scope_id="VN",
               since_on=date(2025, 1, 1))  # fmt: skip

    seen = visible(fresh(cast.officer), P.ENTERPRISE_READ, Enterprise)

    assert {e.name for e in seen} == {"Sample Street Garments", "Other Side Metals"}


def test_a_trainer_sees_the_own_class_and_not_that_of_a_colleague(cast: Cast) -> None:
    play(cast)

    mine = set(visible(cast.omar, P.WORKSHOP_READ, Workshop).values_list("pk", flat=True))
    Workshop.objects.update(trainer=cast.expert)
    theirs = set(visible(fresh(cast.omar), P.WORKSHOP_READ, Workshop).values_list("pk", flat=True))

    assert len(mine) == 1 and theirs == set()
