"""One search finds what is public, in the reader's language, and nothing that was taken back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from genba.impact import standings
from genba.publishing.models import Publication, Shown, Story, Wording
from tests.cast import Cast
from tests.words import words_of


def found(client: Any, text: str, language: str = "en") -> str:
    return words_of(client.get(f"/{language}/search/", {"q": text}))


@pytest.fixture
def story(cast: Cast) -> Story:
    """A story of the garments, in English and French, that names the owner by her handle."""
    made: Story = Story.objects.create(slug="quiet-floor", country_id="KE")
    for language, title in (("en", "{lina} and the quiet floor"), ("fr", "{lina} et l’atelier calme")):
        wording = Wording.objects.create(story=made, language=language, title=title, lead="In short.", body="…", version=1)
        Publication.objects.create(story=made, language=language, wording=wording,
                                   from_at=datetime.now(tz=UTC) - timedelta(days=1))  # fmt: skip
    for handle, name, enterprise in (("lina", "Lina Sample", None), ("firm", cast.garments.name, cast.garments)):
        Shown.objects.create(story=made, handle=handle, name=name, instead="owner" if handle == "lina" else "enterprise",
                             enterprise=enterprise, way="paper", given_on=date(2026, 1, 1))  # fmt: skip
    return made


@pytest.mark.django_db
def test_modules_lessons_and_tools_are_found_by_the_beginnings_of_words(client: Any) -> None:
    page = client.get("/en/search/", {"q": "lean manu"}).content.decode()

    assert 'href="/en/modules/lean-manufacturing/"' in page
    assert "Tool, " in found(client, "work") and "Lesson, " in found(client, "work")
    assert "/fr/modules/gender-equality/" in client.get("/fr/search/", {"q": "égalité"}).content.decode()
    assert "/fr/modules/gender-equality/" in client.get("/fr/search/", {"q": "EGALITE"}).content.decode()


@pytest.mark.django_db
def test_nothing_is_found_for_nothing_and_odd_words_do_no_harm(client: Any) -> None:
    assert "found for" not in found(client, "") and "found for" not in found(client, " . ")
    assert "Nothing found for" in found(client, "zzzzzz")
    for odd in ("\0", "x" * 3000, "<script>", "%", "'--", "\U0010ffff"):
        assert client.get("/en/search/", {"q": odd}).status_code == 200
    assert "<script>alert" not in client.get("/en/search/", {"q": "<script>alert"}).content.decode()


def test_countries_of_the_programme_are_found_by_name(cast: Cast, client: Any) -> None:
    standings.refresh()

    assert "/en/where/KE/" in client.get("/en/search/", {"q": "ken"}).content.decode()
    assert "/ar/where/KE/" in client.get("/ar/search/", {"q": "كيني"}).content.decode()
    assert "/where/PE/" not in client.get("/en/search/", {"q": "peru"}).content.decode()


def test_an_enterprise_that_nobody_listed_is_not_found(cast: Cast, client: Any) -> None:
    assert "Sample Street" not in found(client, "sample")


def test_a_story_is_found_in_the_language_of_the_reader(client: Any, story: Story) -> None:
    assert "Lina Sample and the quiet floor" in found(client, "quiet")
    assert "Lina Sample et l’atelier calme" in found(client, "calme", "fr")
    assert "Lina Sample and the quiet floor" in found(client, "quiet", "es")  # there is none in Spanish


def test_a_name_goes_with_its_consent_and_a_story_with_its_publication(client: Any, story: Story) -> None:
    Shown.objects.filter(handle="lina").update(withdrawn_at=datetime.now(tz=UTC))
    without = found(client, "quiet")
    by_name = found(client, "lina")
    Publication.objects.filter(language="en").update(until_at=datetime.now(tz=UTC))

    assert "The owner and the quiet floor" in without and "Lina" not in without
    assert "quiet floor" not in by_name
    assert "floor" not in found(client, "quiet").partition("quiet ”")[2]


def test_stories_stand_in_the_profile_while_the_enterprise_agrees(cast: Cast, client: Any, story: Story) -> None:
    from genba.publishing.actions import listings

    listings.list_enterprise(by=cast.owner, enterprise=cast.garments)
    path = f"/en/partnerships/enterprises/{cast.garments.code}/"

    before = words_of(client.get(path))
    Shown.objects.filter(handle="firm").update(withdrawn_at=datetime.now(tz=UTC))

    assert "the quiet floor" in before
    assert "the quiet floor" not in words_of(client.get(path))


def test_what_was_found_is_for_its_reader_only_and_the_empty_search_is_a_page_like_any(cast: Cast, client: Any) -> None:
    empty, found = (client.get(f"/en/search/{asked}").content.decode().partition("</head>")[0] for asked in ("", "?q=line"))

    assert "noindex" not in empty and 'hreflang="ar"' in empty and "Modules, enterprises, trainers" in empty
    assert 'content="noindex"' in found and "hreflang" not in found
