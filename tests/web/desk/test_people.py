"""People of an enterprise at the desk; nobody needs an e-mail address."""

import re
from typing import Any

from genba.access.actions import passes
from genba.access.models import Pass
from genba.directory.models import Enterprise, Person
from tests.cast import Cast

NADIA = {"name": "Nadia Contoh", "sex": "female", "role": "worker", "job": "Cutting", "phone": ""}


def test_a_coordinator_registers_a_person_without_e_mail(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    page = client.post(f"/desk/enterprises/{cast.garments.code}/people/new/", NADIA, follow=True).content.decode()

    assert "Nadia Contoh" in page and "Cutting" in page and "Give a card" in page


def test_an_empty_name_is_refused_with_what_was_typed_kept(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    answer = client.post(f"/desk/enterprises/{cast.garments.code}/people/new/", {**NADIA, "name": " \u200b "})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Cutting"' in page and "The name is empty" in page


def test_two_people_of_one_name_are_a_warning_one_can_insist_on(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    address = f"/desk/enterprises/{cast.garments.code}/people/new/"
    typed = {**NADIA, "name": "ROSA  Vidu"}

    warned = client.post(address, typed)
    insisted = client.post(address, {**typed, "another": "yes"})

    assert warned.status_code == 422 and "Is it one of these?" in warned.content.decode()
    assert insisted.status_code == 302
    assert Person.objects.called(cast.garments, "Rosa Vidu").count() == 2


def test_two_editors_of_a_person_are_both_heard(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    address = f"/desk/people/{cast.rosa.code}/edit/"
    facts = {"name": "Rosa Vidu", "sex": "female", "role": "worker", "job": "Sewing"}

    client.post(address, {**facts, "role": "manager", "version": 1})
    late = client.post(address, {**facts, "job": "Ironing", "version": 1})
    again = client.post(address, {**facts, "job": "Ironing", "version": 2})

    page = late.content.decode()
    assert late.status_code == 422
    assert "<td>Manager</td><td>Worker</td>" in page and "Ironing" in page
    assert again.status_code == 302
    assert Person.objects.get(pk=cast.rosa.pk).job == "Ironing"


def test_a_card_is_shown_once_and_opens_the_door(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)

    answer = client.post(f"/desk/people/{cast.rosa.code}/pass/", {"role": "team-member", "pin": "2749"})

    page = answer.content.decode()
    card = Pass.objects.get(user__person=cast.rosa)
    assert card.code[:4] in page and "2749" in page and "<svg" in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert passes.check(card.code, "2749").person == cast.rosa
    assert [(g.role, g.scope_kind, g.scope_id) for g in card.user.grants.all()] == [
        ("team-member", "enterprise", str(cast.garments.pk))
    ]


def test_without_a_typed_pin_one_is_made(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.omar).post(f"/desk/people/{cast.rosa.code}/pass/", {"role": "worker", "pin": ""}).content.decode()

    pin = re.search(r'class="value">(\d{6}) ', page)
    assert pin and passes.check(Pass.objects.get(user__person=cast.rosa).code, pin[1])


def test_a_second_card_stops_the_first_and_changes_what_it_opens(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)

    client.post(f"/desk/people/{cast.rosa.code}/pass/", {"role": "worker", "pin": "2749"})
    client.post(f"/desk/people/{cast.rosa.code}/pass/", {"role": "team-member", "pin": "8361"})

    user = Person.objects.get(pk=cast.rosa.pk).user
    assert [p.revoked_at is None for p in user.passes.order_by("pk")] == [False, True]
    assert [g.role for g in user.grants.in_force()] == ["team-member"]


def test_an_easy_pin_is_refused(cast: Cast, sign_in: Any) -> None:
    answer = sign_in(cast.omar).post(f"/desk/people/{cast.rosa.code}/pass/", {"role": "worker", "pin": "1111"})

    assert answer.status_code == 422
    assert not Pass.objects.exists()
    assert Person.objects.get(pk=cast.rosa.pk).user is None


def test_no_card_opens_the_account_of_an_owner(cast: Cast, sign_in: Any) -> None:
    answer = sign_in(cast.omar).post(f"/desk/people/{cast.lina.code}/pass/", {"role": "worker", "pin": "2749"})

    assert answer.status_code == 422
    assert "signs in with an e-mail address" in answer.content.decode()
    assert not Pass.objects.exists()


def test_people_of_another_enterprise_cannot_be_seen(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    assert client.get(f"/desk/enterprises/{cast.metals.code}/people/").status_code == 404
    assert sign_in(cast.worker).get(f"/desk/enterprises/{cast.garments.code}/people/").status_code == 403


def test_a_long_list_goes_on_after_fifty(cast: Cast, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    Person.objects.bulk_create(
        Person(enterprise=cast.garments, name=f"Worker {n:03}", name_key=f"worker {n:03}", role="worker") for n in range(60)
    )
    client = sign_in(cast.coordinator)
    address = f"/desk/enterprises/{cast.garments.code}/people/"

    with django_assert_max_num_queries(6):
        first = client.get(address).content.decode()
    further = re.search(r'href="([^"]+after[^"]+)"', first)
    second = client.get(further[1].replace("&amp;", "&")).content.decode() if further else ""

    assert "Worker 047" in first and "Worker 048" not in first
    assert "Worker 048" in second and "Worker 059" in second


def test_the_workforce_is_counted_at_a_date(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    address = f"/desk/enterprises/{cast.garments.code}/workforce/"

    counted = client.post(
        address, {"counted_on": "2026-06-01", "people_worker_female": "50", "people_manager_male": "4"}, follow=True
    )
    empty = client.post(address, {"counted_on": "2026-06-01"})
    future = client.post(address, {"counted_on": "2099-06-01", "people_worker_female": "50"})
    negative = client.post(address, {"counted_on": "2026-06-01", "people_worker_female": "-3"})

    assert "Counted on 1 June 2026" in counted.content.decode()
    assert Enterprise.objects.get(pk=cast.garments.pk).headcount == 54
    assert "Write at least one number" in empty.content.decode()
    assert "a day that has not come yet" in future.content.decode()
    assert negative.status_code == 422
