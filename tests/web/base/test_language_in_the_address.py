"""A page is found in each language at an address of its own, and whoever only reads is given no cookie."""

import re
from typing import Any

import pytest
from django.urls import get_script_prefix

from tests.cast import Cast

LANGUAGES = ("en", "fr", "es", "ar")
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_in_front_of_an_address_is_that_of_the_page_and_of_its_links(client: Any, language: str) -> None:
    page = client.get(f"/{language}/modules/", headers={"accept-language": "de"}).content.decode()

    assert f'<html lang="{language}"' in page
    assert f'href="/{language}/modules/workplace-cooperation/"' in page
    assert re.findall(r'href="(/modules/[^"]*)"', page) == []


def test_the_same_page_in_the_other_languages_is_named_to_whoever_indexes_it(client: Any) -> None:
    page = client.get("/fr/modules/?q=1").content.decode()

    assert '<link rel="canonical" href="http://testserver/fr/modules/">' in page
    for language in LANGUAGES:
        assert f'<link rel="alternate" hreflang="{language}" href="http://testserver/{language}/modules/">' in page
    assert '<link rel="alternate" hreflang="x-default" href="http://testserver/en/modules/">' in page


def test_without_a_language_the_address_works_as_ever_and_says_what_it_depends_on(client: Any) -> None:
    answer = client.get("/modules/", headers={"accept-language": "es-PE,es;q=0.9"})

    assert '<html lang="es"' in answer.content.decode()
    assert "Accept-Language" in answer["Vary"]
    assert "Vary" not in client.get("/es/modules/") or "Accept-Language" not in client.get("/es/modules/")["Vary"]


@pytest.mark.parametrize("path", ["/xx/modules/", "/fr", "/frx/modules/", "/fr/fr/modules/"])
def test_what_is_no_language_is_no_page(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_language_of_one_request_does_not_stay_for_the_next(client: Any) -> None:
    client.get("/ar/modules/")

    assert get_script_prefix() == "/"
    assert 'href="/modules/workplace-cooperation/"' in client.get("/modules/").content.decode()


@pytest.mark.parametrize("path", ["/", "/modules/", "/modules/quality-improvement/tools/pareto/", "/certificates/", "/apply/",
                                  "/modules/workplace-cooperation/lessons/1/?q1=1"])  # fmt: skip
def test_whoever_reads_is_given_no_cookie(client: Any, path: str) -> None:
    assert client.get(path).cookies.output() == ""


def test_a_form_for_everybody_needs_no_cookie_but_turns_another_site_away(client: Any) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    asked = {"counts": "dirt: 4"}
    path = "/modules/quality-improvement/tools/pareto/"

    assert strict.post(path, asked).status_code in (200, 422)
    assert strict.post(path, asked, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_who_is_signed_in_changes_the_language_for_good_also_from_an_address_with_one(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)

    answer = client.post("/fr/language/", {"language": "es", "next": "/fr/modules/"})

    assert answer["Location"] == "/modules/"
    assert '<html lang="es"' in client.get("/modules/").content.decode()


def test_a_page_behind_the_door_names_no_other_language(cast: Cast, sign_in: Any) -> None:
    assert 'rel="alternate"' not in sign_in(cast.director).get("/desk/programme/").content.decode()


@pytest.mark.parametrize("target", ["/fr//evil.example/", "//evil.example/", "/fr/\\evil.example", "https://evil.example/"])
def test_changing_the_language_leads_to_no_other_site(cast: Cast, sign_in: Any, target: str) -> None:
    answer = sign_in(cast.director).post("/language/", {"language": "es", "next": target})

    assert "evil" not in answer["Location"] or answer["Location"].startswith("/fr")


def test_the_second_factor_is_asked_for_at_every_address(cast: Cast, client: Any) -> None:
    client.force_login(cast.director)

    assert client.get("/fr/desk/programme/")["Location"] == "/fr/account/2fa/totp/activate/"
    assert client.get("/fr/account/2fa/totp/activate/").status_code in (200, 302)
    assert client.get("/fr/account/2fa/totp/activate/").headers.get("Location") != "/fr/account/2fa/totp/activate/"
    session = client.session
    session["second_factor_is_set"] = True
    session.save()
    client.get("/fr/account/2fa/")
    assert "second_factor_is_set" not in client.session


def test_who_is_signed_in_can_change_the_language_from_a_page_with_an_open_form(cast: Cast) -> None:
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.director)
    session = strict.session
    session["second_factor_is_set"] = True
    session.save()
    page = strict.get("/modules/quality-improvement/tools/pareto/").content.decode()
    token = page.partition('action="/language/"')[2].partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]

    assert (
        strict.post("/language/", {"language": "fr", "next": "/modules/", "csrfmiddlewaretoken": token}).status_code == 302
    )


@pytest.mark.parametrize("path", ["/fr/api/v1/modules", "/fr/static/genba/mark.svg", "/fr/style/x.css"])
def test_what_is_the_same_in_every_language_has_no_address_with_one(client: Any, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_that_a_token_opens_is_told_to_nobody_who_indexes(client: Any) -> None:
    page = client.get("/fr/say/ABCDEFGH/").content.decode()

    assert 'name="robots" content="noindex"' in page and "hreflang" not in page.partition("</head>")[0]
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /ar/say/" in robots and "Disallow: /desk/" in robots


def test_an_address_that_is_printed_has_no_language(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.omar).post(f"/fr/desk/people/{cast.lina.code}/pass/", {"pin": "2749"}, follow=True).content.decode()

    assert "/fr/enter/" not in page.replace('href="/fr/enter/', "")


def test_the_origin_of_an_old_browser_is_believed(client: Any) -> None:
    path = "/modules/quality-improvement/tools/pareto/"

    assert client.post(path, {}, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post(path, {}, headers={"origin": "http://testserver"}).status_code != 403
