"""Stories and pages as everybody meets them: within their attributes, in their languages, with what machines read."""

import json
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

import pytest
from django.utils import timezone

from genba.publishing import facing
from genba.publishing.actions import offices, shown, stories
from genba.publishing.models import Publication
from tests.cast import Cast
from tests.publishing.test_naming import publish, told_of
from tests.words import words_of

pytestmark = pytest.mark.django_db


def test_a_title_stays_within_its_attribute_and_its_block(cast: Cast, client: Any) -> None:
    story = told_of(cast, "Text.", title='A "quoted" </script><b onfocus=x>title</b>')
    publish(cast, story)

    page = client.get(f"/en/stories/{story.slug}/").content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)

    assert "<b onfocus" not in page and 'content="A "' not in page
    assert block and json.loads(block[1])["headline"] == 'A "quoted" </script><b onfocus=x>title</b>'


def test_machines_are_told_only_of_languages_in_which_it_is_told(cast: Cast, client: Any) -> None:
    story = told_of(cast, "{rosa} sorts.")
    publish(cast, story)
    stories.write(by=cast.officer, story=story, language="fr", title="Une place", lead="L.", body="{rosa} trie.")
    stories.publish(by=cast.officer, story=story, language="fr")

    page = client.get(f"/ar/stories/{story.slug}/").content.decode()

    assert set(re.findall(r'rel="alternate" hreflang="([^"]+)"', page)) == {"en", "fr", "x-default"}
    assert f'rel="canonical" href="http://testserver/en/stories/{story.slug}/"' in page
    assert "Rosa Vidu" in page
    shown.withdraw(by=cast.officer, shown=story.shown.get())
    after = client.get(f"/ar/stories/{story.slug}/").content.decode()
    assert "Rosa" not in after


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("slug", ["privacy", "accessibility", "contact"])
def test_the_house_has_its_pages_in_every_language(client: Any, language: str, slug: str) -> None:
    facing.keep(facing.Facing(name="Lantern Works", email="desk@example.org"))

    answer = client.get(f"/{language}/pages/{slug}/")
    page = answer.content.decode()

    assert answer.status_code == 200 and not answer.cookies
    assert not re.search(r"\{\w+\}", page.partition("<main")[2]) and page.count("<h1>") == 1
    assert 'dir="ltr"' not in page.partition("<article")[2].partition(">")[0]  # it is told in this very language
    assert slug != "contact" or "desk@example.org" in page
    for target in re.findall(r'href="([^"]+)"', page.partition('<div class="prose">')[2].partition("</article>")[0]):
        if "://" not in target and not target.startswith("mailto:"):
            there = urljoin(f"/{language}/pages/{slug}/", target)
            assert there.startswith(f"/{language}/") and client.get(there, follow=True).status_code == 200, target


def test_the_pages_stand_at_the_foot_of_every_page(client: Any) -> None:
    page = client.get("/en/").content.decode()

    assert all(f'href="/en/pages/{slug}/"' in page for slug in ("privacy", "accessibility", "contact"))


def test_the_cookies_that_are_named_are_the_cookies_that_are_set(client: Any, settings: Any) -> None:
    page = words_of(client.get("/en/pages/privacy/"))

    assert all(
        name in page for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
    )
    assert f"{settings.SESSION_COOKIE_AGE // 86400} days" in page


def test_the_page_on_contact_names_whom_to_ask_where(cast: Cast, client: Any) -> None:
    offices.set_office(by=cast.director, country="KE", name="Kenya desk", email="ke@example.org")

    page = words_of(client.get("/en/pages/contact/"))

    assert "Kenya desk" in page and "ke@example.org" in page
    assert "Kenya desk" not in words_of(client.get("/en/pages/privacy/"))


def test_what_is_planned_is_called_off_at_the_desk(cast: Cast, sign_in: Any) -> None:
    story = told_of(cast, "Text.")
    desk = sign_in(cast.officer)
    desk.post(f"/desk/stories/{story.code}/en/publish/", {"from_on": "2099-01-01", "from_time": ""})
    assert not Publication.objects.exists()
    far = desk.post(f"/desk/stories/{story.code}/en/publish/", {"from_on": _in_days(3), "from_time": "09:00"})

    page = words_of(desk.get(f"/desk/stories/{story.code}/"))
    off = desk.post(f"/desk/stories/{story.code}/en/call-off/", follow=True)

    assert far.status_code == 302 and "Do not publish it then" in page
    assert "not planned any more" in words_of(off)
    assert desk.post(f"/desk/stories/{story.code}/en/call-off/").status_code == 404


def test_today_without_an_hour_is_now(cast: Cast, client: Any, sign_in: Any) -> None:
    story = told_of(cast, "Text.")

    sign_in(cast.officer).post(f"/desk/stories/{story.code}/en/publish/", {"from_on": _in_days(0), "from_time": ""})

    assert client.get(f"/en/stories/{story.slug}/").status_code == 200


def test_a_moment_that_is_over_is_refused_where_it_was_typed(cast: Cast, sign_in: Any) -> None:
    story = told_of(cast, "Text.")

    late = sign_in(cast.officer).post(
        f"/desk/stories/{story.code}/en/publish/", {"from_on": _in_days(-1), "from_time": "09:00"}
    )

    assert late.status_code == 422 and "This moment is over" in words_of(late)


def test_a_title_arrives_whole_where_the_text_is_written(cast: Cast, sign_in: Any) -> None:
    desk = sign_in(cast.officer)

    begun = desk.post("/desk/stories/new/", {"title": "Wood & glue #2", "country": "KE", "module": "", "video": ""})

    assert 'value="Wood &amp; glue #2"' in desk.get(begun["Location"]).content.decode()


def _in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()
