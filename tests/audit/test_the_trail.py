"""Every action leaves one event: who, what, to which thing; and nothing of it is about a person."""

import pytest

from genba.audit.models import Event
from genba.directory.actions import enterprises, people
from genba.kit.refused import Refused
from tests.cast import Cast


def test_one_action_leaves_one_event(cast: Cast) -> None:
    before = Event.objects.count()

    enterprises.edit(enterprise=cast.garments, by=cast.coordinator, version=1, changes={"city": "Mombasa"})

    assert Event.objects.count() == before + 1
    event = Event.objects.latest("pk")
    assert (event.by, event.verb, event.noun, event.code) == (
        cast.coordinator.code,
        "edit",
        "enterprise",
        cast.garments.code,
    )
    assert event.changes == {"city": "Mombasa"}


def test_what_is_refused_leaves_no_event(cast: Cast) -> None:
    before = Event.objects.count()

    with pytest.raises(Refused):
        enterprises.edit(enterprise=cast.garments, by=cast.coordinator, version=1, changes={"isic": "9999"})

    assert Event.objects.count() == before


def test_the_trail_says_that_a_name_changed_but_not_to_which(cast: Cast) -> None:
    people.edit(person=cast.rosa, by=cast.coordinator, version=1,
                changes={"name": "Rosa Nyambura", "phone": "+254 700 000 000", "role": "manager"})  # fmt: skip

    changes = Event.objects.latest("pk").changes
    assert set(changes) == {"name", "phone", "role"}
    assert "Nyambura" not in str(changes) and "254" not in str(changes)


def test_the_trail_outlives_what_it_speaks_of(cast: Cast) -> None:
    firm = enterprises.register(by=cast.director, name="Short Lived Works", country="KE")
    code = firm.code

    firm.delete()

    assert Event.objects.filter(noun="enterprise", code=code).exists()
