"""In the own account a trainer stands in the public directory, looks first, and takes it back."""

from datetime import date, timedelta
from typing import Any

from django.test import Client

from genba.audit.actions import SYSTEM
from genba.programmes.actions import trainers
from genba.publishing.models import TrainerListing
from tests.cast import Cast
from tests.words import words_of

TODAY = date.today()


def certified(cast: Cast) -> None:
    trainers.certify(by=SYSTEM, trainer=cast.omar, module="workplace-cooperation", valid_from=TODAY,
                     valid_until=TODAY + timedelta(days=9))  # fmt: skip


def test_a_trainer_looks_lists_and_takes_back(cast: Cast, sign_in: Any) -> None:
    certified(cast)
    client = sign_in(cast.omar)

    looked = words_of(client.post("/account/directory/", {"deed": "look", "contact": "+254 700 000 000"}))
    assert "This is how it would look" in looked and "+254 700 000 000" in looked
    assert not TrainerListing.objects.exists()

    listed = words_of(client.post("/account/directory/", {"deed": "list", "contact": "omar@example.org"}, follow=True))
    assert "You stand in the directory" in listed and "This is exactly what everybody sees now." in listed
    assert "Omar Muster" in words_of(client.get("/partnerships/trainers/"))

    client.post("/account/directory/", {"deed": "list", "contact": ""})
    assert "through the office of the programme" in words_of(client.get("/partnerships/trainers/"))

    gone = words_of(client.post("/account/directory/", {"deed": "withdraw"}, follow=True))
    assert "You do not stand in the directory" in gone
    assert "Omar Muster" not in words_of(Client().get("/partnerships/trainers/"))


def test_without_a_good_certificate_the_trainer_is_told_that_nobody_finds_them(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)

    client.post("/account/directory/", {"deed": "list"})

    assert "None of your certificates is valid today." in words_of(client.get("/account/"))
    certified(cast)
    assert "None of your certificates is valid today." not in words_of(client.get("/account/"))


def test_nobody_but_trainers_is_asked(cast: Cast, sign_in: Any) -> None:
    for other in (cast.owner, cast.coordinator, cast.brand_officer):
        client = sign_in(other)
        assert "Stand in the public directory" not in words_of(client.get("/account/"))
        assert client.post("/account/directory/", {"deed": "list"}).status_code == 422
    assert not TrainerListing.objects.exists()


def test_bad_input_is_met_in_words(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)

    long = client.post("/account/directory/", {"deed": "list", "contact": "9" * 201})
    never = client.post("/account/directory/", {"deed": "withdraw"})

    assert long.status_code == 422 and "9" * 201 in long.content.decode()
    assert never.status_code == 422 and "You do not stand in the directory" in words_of(never)
    assert client.get("/account/directory/")["Location"] == "/account/"
