"""Where joining could go wrong: two at once, an address of somebody else, odd figures, a trap that a browser filled in."""

from typing import Any

import pytest

from genba.access.actions import users
from genba.access.models import Grant, User
from genba.audit.actions import SYSTEM
from genba.kit.refused import Refused
from genba.programmes.actions import applications, on_the_way, welcoming
from genba.programmes.models import Application
from tests.cast import Cast
from tests.web.public.test_join import apply
from tests.words import words_of

pytestmark = pytest.mark.django_db


def test_a_question_stays_open_when_somebody_looks_at_the_application_later(cast: Cast, client: Any) -> None:
    apply(client, "trainer")
    made = Application.objects.get()
    on_the_way.ask(by=cast.officer, application=made, text="Which class?")
    on_the_way.see(by=cast.officer, application=made)

    assert "Your answer" in words_of(client.get(f"/en/applications/{made.code}/"))


@pytest.mark.parametrize("who", ["director", "owner", "brand_officer"])
def test_a_coordinator_gives_no_role_to_an_account_that_is_here_already(cast: Cast, client: Any, who: str) -> None:
    other: User = getattr(cast, who)
    apply(client, "trainer", email=other.email)

    with pytest.raises(Refused, match="office of the country"):
        welcoming.welcome(by=cast.coordinator, application=Application.objects.get())
    assert not Grant.objects.in_force().filter(user=other, role="trainer").exists()


def test_an_officer_of_another_country_makes_no_brand_here(cast: Cast, client: Any) -> None:
    users.give(by=SYSTEM, user=cast.coordinator, role="country-officer", scope_kind="country", scope_id="VN")
    apply(client, "brand")

    with pytest.raises(Refused, match="office of the country"):
        welcoming.welcome(by=User.objects.get(pk=cast.coordinator.pk), application=Application.objects.get())


def test_of_two_who_add_the_same_at_once_the_first_stays(cast: Cast, client: Any) -> None:
    apply(client, "trainer", years="")
    first, second = Application.objects.get(), Application.objects.get()

    on_the_way.complete(application=first, facts={"years": 3})
    on_the_way.complete(application=second, facts={"years": 9})

    assert Application.objects.get().answers["years"] == 3


@pytest.mark.parametrize("website", ["https://[x.y", "http://a.b]", "[.]"])
def test_an_odd_website_is_met_with_a_sentence(cast: Cast, client: Any, website: str) -> None:
    answer = apply(client, "provider", website=website)

    assert answer.status_code == 422 and "no address of a website" in words_of(answer)


@pytest.mark.parametrize(("name", "value"), [("email", "not an address"), ("region", "x" * 101)])
def test_what_is_added_later_is_looked_at_as_at_first(cast: Cast, client: Any, name: str, value: str) -> None:
    made = applications.apply(by=cast.officer, programme=cast.programme, kind="trainer", name="Amina", country="KE",
                              contact="Amina", phone="+254 700 123 456", source="event")  # fmt: skip

    answer = client.post(f"/en/applications/{made.code}/", {"complete": "1", name: value})

    made.refresh_from_db()
    assert answer.status_code == 422 and getattr(made, name) == ""


def test_a_trap_that_a_browser_filled_in_is_empty_when_it_is_sent_again(cast: Cast, client: Any) -> None:
    answer = apply(client, "trainer", homepage="www.main-street.example")

    assert answer.status_code == 422 and "main-street" not in answer.content.decode()
