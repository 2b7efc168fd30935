"""What an applicant may put right, add and answer without an account; and what cannot be kept is said, not kept."""

import re
from datetime import date
from typing import Any

import pytest
from django.core import mail

from genba.access.models import User
from genba.audit.actions import SYSTEM
from genba.kit.refused import Refused
from genba.programmes.actions import applications, programmes, welcoming
from genba.programmes.models import Application
from tests.cast import Cast
from tests.scenes_joining import unhurried
from tests.web.public.test_join import COMMON, DOORS, apply
from tests.words import words_of

pytestmark = pytest.mark.django_db


def by_telephone(cast: Cast) -> Application:
    """A trainer who called: nobody knows an address."""
    return applications.apply(by=cast.director, programme=cast.programme, kind="trainer", name="Bo Mfano", country="KE",
                              contact="Bo", phone="+254 700 123 456", source="event")  # fmt: skip


@pytest.mark.parametrize("website", ["http://[foo.bar", "http://ex℀mple.org", "javascript://foo.bar/", "two words.org"])
def test_an_address_that_cannot_be_read_is_said_beside_its_field(cast: Cast, client: Any, website: str) -> None:
    answer = apply(client, "provider", website=website)

    assert answer.status_code == 422 and "no address of a website" in words_of(answer)


def test_a_brand_tells_where_its_suppliers_are(cast: Cast, client: Any, sign_in: Any) -> None:
    wrong = apply(client, "brand", countries="Kenya, Atlantis")
    apply(client, "brand", countries="Kenya, viet nam, VN")
    made = Application.objects.get()

    assert wrong.status_code == 422 and "not a country we know" in words_of(wrong)
    assert made.answers["countries"] == ["KE", "VN"]
    assert "Vietnam" in words_of(sign_in(cast.director).get(f"/desk/applications/{made.code}/"))


def test_who_puts_one_field_right_at_once_is_no_program(cast: Cast, client: Any) -> None:
    wrong = apply(client, "trainer", languages="Klingonese")
    seal = re.search(r'name="began" value="([^"]+)"', wrong.content.decode())
    assert seal is not None

    assert apply(client, "trainer", began=seal.group(1)).status_code == 302


def test_two_trainers_may_bear_one_name_but_nobody_applies_twice(cast: Cast, client: Any) -> None:
    apply(client, "trainer")
    another = apply(client, "trainer", email="another@example.org", phone="+254 711 111 111")
    again = apply(client, "trainer", phone="")

    assert another.status_code == 302 and Application.objects.count() == 2
    assert again.status_code == 422 and "already have an application" in words_of(again)


def test_where_several_programmes_exist_the_form_asks_which(cast: Cast, client: Any) -> None:
    second = programmes.begin(by=SYSTEM, name="Second", began_on=date(2025, 1, 1))
    page = client.get("/en/apply/trainer/?from=poster").content.decode()
    unsaid = apply(client, "trainer")
    said = apply(client, "trainer", programme=second.code)

    assert 'name="programme"' in page and 'class="error"' not in page
    assert unsaid.status_code == 422 and "Programme: This field is required" in words_of(unsaid)
    assert said.status_code == 302 and Application.objects.get().programme == second


def test_a_trainer_who_is_taken_on_sets_a_password_by_mail_in_their_language(cast: Cast, client: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client.post("/fr/apply/trainer/", unhurried(**COMMON, **DOORS["trainer"]))
    user = welcoming.welcome(by=cast.director, application=Application.objects.get())
    assert isinstance(user, User) and user.language == "fr" and not user.has_usable_password()
    assert not user.trainer_certificates.exists()

    client.post("/account/password/reset/", {"email": "amina@example.org"})

    assert len(mail.outbox) == 1 and "/key/" in mail.outbox[0].body


def test_no_trainer_is_taken_on_without_an_address_or_with_a_closed_account(cast: Cast, client: Any) -> None:
    with pytest.raises(Refused, match="e-mail address"):
        welcoming.welcome(by=cast.director, application=by_telephone(cast))

    closed = User.objects.create_user("amina@example.org", None, name="Amina")
    closed.is_active = False
    closed.save()
    apply(client, "trainer")
    with pytest.raises(Refused, match="closed"):
        welcoming.welcome(by=cast.director, application=Application.objects.get(email="amina@example.org"))


def test_a_coordinator_is_shown_no_button_for_what_the_office_decides(cast: Cast, client: Any, sign_in: Any) -> None:
    apply(client, "brand")
    made = Application.objects.get()
    shown = {
        u: sign_in(u).get(f"/desk/applications/{made.code}/").content.decode() for u in (cast.director, cast.coordinator)
    }

    assert "/welcome/" in shown[cast.director] and "/welcome/" not in shown[cast.coordinator]
    refused = sign_in(cast.coordinator).post(f"/desk/applications/{made.code}/welcome/")
    assert refused.status_code == 422 and "office of the country" in words_of(refused)


def test_public_pages_ask_little_of_the_database(cast: Cast, client: Any, django_assert_num_queries: Any) -> None:
    apply(client, "trainer", region="", years="")
    made = Application.objects.get()
    for path, queries in (("/en/apply/", CHOOSE), ("/en/apply/trainer/", FORM), (f"/en/applications/{made.code}/", STANDS)):
        client.get(path)
        with django_assert_num_queries(queries):
            client.get(path)


CHOOSE, FORM, STANDS = 1, 1, 2
