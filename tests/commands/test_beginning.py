"""A real programme begins at the terminal: its name, its director, and everybody's role."""

import re
from typing import Any

import pytest
from django.test import Client

from genba.access.models import Grant, User
from genba.audit.models import Event
from genba.cli import main
from genba.directory.models import Brand, Provider, Sponsor
from genba.programmes.models import Programme

pytestmark = pytest.mark.django_db


def test_a_programme_begins_with_its_director(capsys: Any) -> None:
    code = main(["begin", "Valley Programme", "--director", "Dana Muster", "--email", "dana@valley.example"])

    assert code == 0
    assert "Valley Programme has begun" in capsys.readouterr().out
    assert [r.slug for r in User.objects.get(email="dana@valley.example").roles] == ["programme-director"]
    assert Event.objects.filter(verb="begin", by="system").count() == 1


def test_a_programme_begins_once_and_a_refusal_leaves_nothing(capsys: Any) -> None:
    main(["begin", "Valley Programme", "--director", "Dana Muster", "--email", "dana@valley.example"])

    again = main(["begin", "Valley Programme", "--director", "Other", "--email", "other@valley.example"])
    same_person = main(["begin", "Hill Programme", "--director", "Dana", "--email", "DANA@valley.example"])

    assert (again, same_person) == (1, 1)
    assert Programme.objects.count() == 1
    assert not User.objects.filter(email="other@valley.example").exists()


def test_the_director_sets_a_password_by_mail_and_then_a_second_factor(client: Client, mailoutbox: Any) -> None:
    main(["begin", "Valley Programme", "--director", "Dana Muster", "--email", "dana@valley.example"])

    client.post("/account/password/reset/", {"email": "dana@valley.example"})
    (link,) = re.findall(r"http://testserver(/account/password/reset/key/\S+)", mailoutbox[0].body)
    form = client.get(link, follow=True)
    password = "three grey herons wade"
    client.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})
    entered = client.post("/account/login/", {"login": "dana@valley.example", "password": password}, follow=True)

    assert entered.redirect_chain[-1][0].startswith("/account/2fa/")


def test_a_coordinator_comes_with_a_new_provider(capsys: Any) -> None:
    code = main(["grant", "maya@valley.example", "provider-coordinator", "--name", "Maya Muster",
                 "--provider", "Rift Training House", "--country", "Kenya", "--new"])  # fmt: skip

    provider = Provider.objects.get(name="Rift Training House", country_id="KE")
    (grant,) = User.objects.get(email="maya@valley.example").held
    assert code == 0
    assert (grant.role, grant.scope_kind, grant.scope_id) == ("provider-coordinator", "provider", str(provider.pk))


def test_an_officer_comes_with_a_new_sponsor(capsys: Any) -> None:
    code = main(["grant", "saga@fund.example", "sponsor-officer", "--name", "Saga Malli", "--sponsor", "Harbour Fund",
                 "--country", "Kenya", "--new"])  # fmt: skip

    (grant,) = User.objects.get(email="saga@fund.example").held
    fund = Sponsor.objects.get(name="Harbour Fund", country_id="KE")
    assert code == 0
    assert (grant.role, grant.scope_kind, grant.scope_id) == ("sponsor-officer", "sponsor", str(fund.pk))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["provider-coordinator", "--provider", "Rift"], "If it is new"),
        (["provider-coordinator", "--provider", "Rift", "--new"], "in which --country"),
        (["country-officer"], "Say for which country"),
        (["trainer", "--country", "KE"], "is given for: self"),
        (["country-officer", "--country", "Atlantis"], "not a country we know"),
        (["brand-officer", "--brand", "Stores", "--provider", "Rift"], "Name one of"),
        (["sponsor-officer", "--sponsor", "Fund"], "There is no sponsor “Fund”"),
        (["sponsor-officer", "--sponsor", "Fund", "--new"], "in which --country the new sponsor is"),
        (["sponsor-officer", "--country", "KE"], "is given for: sponsor"),
        (["enterprise-owner", "--enterprise", "ZZZZZZZZ"], "no enterprise"),
    ],
)
def test_what_cannot_be_granted_says_why_and_leaves_nothing(arguments: list[str], says: str, capsys: Any) -> None:
    code = main(["grant", "new@valley.example", *arguments, "--name", "New Person"])

    assert code == 1
    assert says in capsys.readouterr().err
    assert (User.objects.count(), Provider.objects.count(), Brand.objects.count()) == (0, 0, 0)


def test_a_role_is_given_once_and_ends_the_same_day(capsys: Any) -> None:
    trainer = ["grant", "omar@valley.example", "trainer", "--name", "Omar Muster"]

    codes = [main(trainer), main(trainer), main([*trainer, "--end", "--reason", "left"]), main([*trainer, "--end"])]

    assert codes == [0, 1, 0, 1]
    assert User.objects.get(email="omar@valley.example").held == ()
    assert Grant.objects.count() == 1
    assert Event.objects.get(verb="take").reason == "left"
