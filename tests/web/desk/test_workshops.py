"""Classes at the desk: plan, choose who comes, see who came."""

import re
from datetime import date, timedelta
from typing import Any

from genba.delivery.models import Participant, Workshop
from genba.directory.actions import people
from tests.cast import Cast
from tests.scenes_classes import a_class, keep


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "programme": cast.programme.pk,
        "provider": cast.provider.pk,
        "trainer": cast.omar.pk,
        "place": "Town hall, Thika",
        "starts_on": "2026-04-14",
        "engagements": [cast.engagement.pk],
        **changes,
    }


def test_a_class_is_planned_from_an_engagement_and_asks_who_comes(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)

    offered = client.get(f"/desk/workshops/new/?engagement={cast.engagement.code}").content.decode()
    page = client.post("/desk/workshops/new/?module=workplace-cooperation", typed(cast), follow=True).content.decode()

    made = Workshop.objects.get()
    assert "Sample Street Garments (Omar Muster)" in offered
    assert "Who takes part?" in page and "Rosa Vidu" in page
    assert made.ends_on.isoformat() == "2026-04-15" and made.sessions.count() == 4


def test_days_typed_one_by_one_are_kept_as_typed(cast: Cast, sign_in: Any) -> None:
    sign_in(cast.coordinator).post("/desk/workshops/new/?module=workplace-cooperation", typed(cast, second_on="2026-04-21"))

    days = sorted({s.held_on.isoformat() for s in Workshop.objects.get().sessions.all()})
    assert days == ["2026-04-14", "2026-04-21"]


def test_a_class_without_an_enterprise_keeps_what_was_typed(cast: Cast, sign_in: Any) -> None:
    answer = sign_in(cast.coordinator).post(
        "/desk/workshops/new/?module=workplace-cooperation", typed(cast, engagements=[], starts_on="1447-10-01")
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Town hall, Thika" in page and "looks like a Hijri year" in page


def test_people_are_ticked_onto_the_roster_and_an_over_full_class_asks_once(cast: Cast, sign_in: Any) -> None:
    room = a_class(cast)
    more = [
        people.register(by=cast.coordinator, enterprise=cast.garments, name=f"Person {n}", role="worker") for n in range(22)
    ]
    client = sign_in(cast.coordinator)
    address = f"/desk/workshops/{room.workshop.code}/people/"
    ticked = {"people": [p.pk for p in more]}

    warned = client.post(address, ticked)
    insisted = client.post(address, {**ticked, "insist": "on"}, follow=True)

    assert warned.status_code == 422
    assert "would hold 25 people" in warned.content.decode() and "Yes, we want it so" in warned.content.decode()
    assert "22 people are on the list now" in insisted.content.decode()


def test_the_page_of_a_class_shows_its_balance_its_attendance_and_its_trail(cast: Cast, sign_in: Any) -> None:
    room = a_class(cast)
    keep(cast, room, room.sessions[0], lina=180, rosa=90, nuri=0)
    client = sign_in(cast.coordinator)

    page = client.get(f"/desk/workshops/{room.workshop.code}/").content.decode()

    # 270 of 3 x 180 minutes marked
    assert "50\xa0%" in page or "50 %" in page or "50%" in page
    assert "2 of 3" in page and "nobody marked it" in page
    assert "0 here before, 2 after" in page and "Omar Muster" in page


def test_an_owner_sees_the_own_people_of_a_class_only(cast: Cast, sign_in: Any) -> None:
    room = a_class(cast)

    page = sign_in(cast.owner).get(f"/desk/workshops/{room.workshop.code}/").content.decode()
    member = sign_in(cast.team_member).get(f"/desk/workshops/{room.workshop.code}/").content.decode()

    assert "Rosa Vidu" in page and "Nuri Ornek" not in page
    assert "Rosa Vidu" not in member


def test_somebody_who_will_not_come_is_taken_off_with_a_reason(cast: Cast, sign_in: Any) -> None:
    room = a_class(cast)
    address = f"/desk/workshops/{room.workshop.code}/people/{cast.rosa.code}/leave/"

    page = sign_in(cast.coordinator).post(address, {"reason": "Ill that week"}, follow=True).content.decode()

    assert "Rosa Vidu is off the list" in page and "Ill that week" in page
    assert not Participant.objects.filter(person=cast.rosa).exists()


def test_a_class_of_another_provider_is_not_found(cast: Cast, sign_in: Any) -> None:
    room = a_class(cast)
    Workshop.objects.update(provider=cast.rival)

    client = sign_in(cast.coordinator)

    assert client.get(f"/desk/workshops/{room.workshop.code}/").status_code == 404
    assert "No class yet" in client.get("/desk/workshops/").content.decode()


def test_the_list_of_classes_costs_six_queries(cast: Cast, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    a_class(cast)
    client = sign_in(cast.coordinator)

    with django_assert_max_num_queries(6):
        page = client.get("/desk/workshops/").content.decode()

    assert "Workplace cooperation, 14 April 2026" in page


def test_a_country_officer_plans_a_class_too(cast: Cast, sign_in: Any) -> None:
    answer = sign_in(cast.officer).post("/desk/workshops/new/?module=workplace-cooperation", typed(cast), follow=True)

    assert answer.status_code == 200
    assert "Who takes part?" in answer.content.decode()


def test_a_long_list_of_classes_goes_on_after_fifty_from_the_latest_back(cast: Cast, sign_in: Any) -> None:
    days = [date(2025, 1, 1) + timedelta(days=n // 2) for n in range(60)]  # two on each day: the order needs both keys
    Workshop.objects.bulk_create(
        Workshop(programme=cast.programme, provider=cast.provider, country=cast.provider.country, trainer=cast.omar,
                 module="workplace-cooperation", place=f"Hall {n:02}", starts_on=day, ends_on=day)
        for n, day in enumerate(days)
    )  # fmt: skip
    client = sign_in(cast.coordinator)

    first = client.get("/desk/workshops/").content.decode()
    further = re.search(r'href="([^"]+after[^"]+)"', first)
    second = client.get(further[1].replace("&amp;", "&")).content.decode() if further else ""

    assert "Hall 59" in first and "Hall 10" in first and "Hall 09" not in first
    assert [n for n in range(60) if f"Hall {n:02}" in second] == list(range(10))
