"""Five doors to join by: short forms, a page that says where it stands, and an office that types nothing again."""

from typing import Any

import pytest
from django.core import mail

from genba.access.models import Grant, User
from genba.directory.models import Brand, Provider, Sponsor
from genba.kit.outbox import drain
from genba.kit.refused import Refused
from genba.programmes import tasks  # noqa: F401 registers its kinds, as `genba work` does
from genba.programmes.actions import on_the_way, welcoming
from genba.programmes.models import Application
from tests.cast import Cast
from tests.scenes_joining import unhurried
from tests.words import words_of

pytestmark = pytest.mark.django_db
COMMON = {
    "country": "KE",
    "region": "Nairobi",
    "phone": "+254 700 123 456",
    "email": "amina@example.org",
    "message": "Hello",
}
DOORS: dict[str, dict[str, Any]] = {
    "trainer": {"name": "Amina Mithal", "languages": "English, kiswahili", "modules": ["lean-manufacturing"], "years": 6},
    "provider": {"name": "Mfano Centre", "contact": "Amina", "trainers": 4, "website": "mfano.example", "modules": []},
    "brand": {"name": "Esempio Outdoor", "contact": "Amina", "suppliers": 7, "website": ""},
    "sponsor": {"name": "Chamber of Works", "contact": "Amina", "body": "chamber", "offers": "A hall"},
}


def apply(client: Any, kind: str, **changes: Any) -> Any:
    return client.post(f"/en/apply/{kind}/", unhurried(**COMMON, **DOORS[kind]) | changes)


@pytest.mark.parametrize("kind", DOORS)
def test_who_applies_gets_a_reference_and_a_page_that_says_where_it_stands(cast: Cast, client: Any, kind: str) -> None:
    answer = apply(client, kind)
    made = Application.objects.get()
    page = client.get(answer["Location"])

    assert answer.cookies.output() == "" and made.kind == kind
    assert "Your application has arrived" in words_of(page) and made.code in words_of(page)
    for hidden in ("+254 700", "amina@example.org", "Hello"):
        assert hidden not in page.content.decode()


@pytest.mark.parametrize("kind", DOORS)
def test_the_office_takes_everybody_on_without_typing_anything_again(
    cast: Cast, client: Any, sign_in: Any, kind: str
) -> None:
    apply(client, kind)
    made = Application.objects.get()
    desk = sign_in(cast.director)
    assert DOORS[kind]["name"] in words_of(desk.get(f"/desk/applications/?kind={kind}"))
    assert DOORS[kind]["name"] in words_of(desk.get(f"/desk/applications/{made.code}/"))

    desk.post(f"/desk/applications/{made.code}/welcome/")

    name = DOORS[kind]["name"]
    assert "Taken on" in words_of(client.get(f"/en/applications/{made.code}/"))
    assert name in words_of(desk.get("/desk/applications/?state=taken-on"))
    if kind == "trainer":
        user = User.objects.get(email="amina@example.org")
        assert (
            user.name == name and user.trainer_profile.languages == ["en", "sw"] and user.trainer_profile.countries == ["KE"]
        )
        assert Grant.objects.in_force().filter(user=user, role="trainer").exists()
    else:
        model: Any = {"provider": Provider, "brand": Brand, "sponsor": Sponsor}[kind]
        assert model.objects.filter(name=name).exists()


def test_the_office_asks_the_applicant_answers_and_adds_only_what_is_missing(cast: Cast, client: Any, sign_in: Any) -> None:
    apply(client, "trainer", region="", years="")
    made = Application.objects.get()
    desk, here = sign_in(cast.director), f"/en/applications/{made.code}/"
    note = f"/desk/applications/{made.code}/note/"
    desk.post(note, {"deed": "seen"})
    desk.post(note, {"deed": "remark", "text": "I know her."})
    desk.post(note, {"deed": "question", "text": "Which class did you last give?"})
    page = words_of(client.get(here))
    assert "Which class did you last give?" in page and "I know her" not in page
    assert "Region or province" in page and "Years of work" in page

    client.post(here, {"answer": "1", "text": "Line balancing, in June."})
    client.post(
        here, {"complete": "1", "region": "Mombasa", "years": "6", "email": "other@example.org", "name": "Somebody else"}
    )

    made.refresh_from_db()
    assert (made.region, made.answers["years"], made.email, made.name) == ("Mombasa", 6, "amina@example.org", "Amina Mithal")
    assert "Line balancing, in June." in words_of(desk.get(f"/desk/applications/{made.code}/"))
    assert "Nothing is missing" in words_of(client.get(here))
    again = client.post(here, {"answer": "1", "text": "Once more"})
    assert again.status_code == 422 and "Nothing is asked" in words_of(again)


def test_who_is_not_taken_on_reads_why(cast: Cast, client: Any, sign_in: Any) -> None:
    apply(client, "brand")
    made = Application.objects.get()
    sign_in(cast.director).post(
        f"/desk/applications/{made.code}/decline/", {"reason": "The year is full; ask again in May."}
    )

    page = words_of(client.get(f"/en/applications/{made.code}/"))

    assert "Not taken on" in page and "The year is full; ask again in May." in page
    with pytest.raises(Refused):
        on_the_way.ask(by=cast.director, application=Application.objects.get(), text="Still there?")


@pytest.mark.parametrize(
    ("kind", "wrong", "said"),
    [("trainer", {"languages": "Klingonese"}, "do not know the language"), ("trainer", {"email": ""}, "required"),
     ("provider", {"website": "not a site"}, "no address of a website"), ("sponsor", {"body": "king"}, "valid choice"),
     ("brand", {"phone": "", "email": ""}, "telephone number or an e-mail"), ("brand", {"suppliers": -1}, "greater than or equal"),
     ("provider", {"name": "  "}, "required"), ("trainer", {"modules": ["nothing"]}, "valid choice")],
)  # fmt: skip
def test_what_cannot_be_is_said_where_it_stands_and_nothing_is_lost(
    cast: Cast, client: Any, kind: str, wrong: Any, said: str
) -> None:
    answer = apply(client, kind, **wrong)

    assert answer.status_code == 422 and said in words_of(answer)
    assert "Hello" in answer.content.decode() and not Application.objects.exists()


@pytest.mark.parametrize("typed", [{"homepage": "x"}, {"began": ""}, {"began": "made:up"}])
def test_a_program_is_asked_to_send_it_once_more(cast: Cast, client: Any, typed: dict[str, str]) -> None:
    answer = apply(client, "brand", **typed)

    assert answer.status_code == 422 and "please send it once more" in words_of(answer)
    assert "Esempio Outdoor" in answer.content.decode() and not Application.objects.exists()


def test_whoever_guesses_references_has_to_wait(cast: Cast, client: Any) -> None:
    answers = [client.get(f"/en/applications/ABCDEF{n:02d}/").status_code for n in range(25)]

    assert answers[0] == 404 and answers[-1] == 429


def test_no_door_leads_nowhere(cast: Cast, client: Any) -> None:
    page = client.get("/en/apply/").content.decode()

    for kind in ("enterprise", *DOORS):
        assert f'href="/en/apply/{kind}/"' in page and client.get(f"/en/apply/{kind}/").status_code == 200
    assert client.get("/en/apply/king/").status_code == 404


def test_one_that_is_here_already_is_taken_as_it_is(cast: Cast, client: Any, sign_in: Any) -> None:
    apply(client, "brand", name=cast.brand.name)
    made = Application.objects.get()
    desk = sign_in(cast.director)
    assert "here already" in words_of(desk.get(f"/desk/applications/{made.code}/welcome/"))

    desk.post(f"/desk/applications/{made.code}/welcome/")

    assert Brand.objects.filter(name=cast.brand.name).count() == 1


def test_a_coordinator_takes_trainers_on_but_makes_no_brand(cast: Cast, client: Any) -> None:
    for kind in ("trainer", "brand"):
        apply(client, kind)

    with pytest.raises(Refused, match="office of the country"):
        welcoming.welcome(by=cast.coordinator, application=Application.objects.get(kind="brand"))
    assert welcoming.welcome(by=cast.coordinator, application=Application.objects.get(kind="trainer"))


def test_a_mail_says_what_happened_in_the_language_of_the_application(
    cast: Cast, client: Any, sign_in: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client.post("/fr/apply/trainer/", unhurried(**COMMON, **DOORS["trainer"]))
    made = Application.objects.get()
    drain()
    welcoming.welcome(by=cast.director, application=made)
    drain()

    assert len(mail.outbox) == 2 and made.language == "fr"
    assert f"/applications/{made.code}/" in mail.outbox[0].body and "/account/password/reset/" in mail.outbox[1].body
