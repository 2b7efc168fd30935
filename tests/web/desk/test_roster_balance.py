"""Whom each enterprise sends, against what the module says."""

from typing import Any

from genba.delivery.actions import workshops
from genba.directory.actions import people
from tests.cast import Cast
from tests.scenes_classes import a_class
from tests.words import words_of


def test_each_enterprise_shows_who_is_missing_and_who_is_too_many(cast: Cast, sign_in: Any) -> None:
    room = a_class(cast)  # one manager and one worker of the garments, one worker of the joinery
    more = [people.register(by=cast.coordinator, enterprise=cast.garments, name=n, role="worker") for n in ("Ana", "Ben")]
    workshops.enrol(by=cast.coordinator, workshop=room.workshop, people=more)

    page = words_of(sign_in(cast.omar).get(f"/desk/workshops/{room.workshop.code}/"))

    assert "Manager: 1 of 2 one missing Worker: 3 of 2 one more than the module says" in page
    assert "Manager: 0 of 2 2 missing Worker: 1 of 2 one missing" in page


def test_an_enterprise_learns_nothing_about_the_people_of_another(cast: Cast, sign_in: Any) -> None:
    room = a_class(cast)

    page = words_of(sign_in(cast.owner).get(f"/desk/workshops/{room.workshop.code}/"))

    assert page.count("Manager: ") == 1
