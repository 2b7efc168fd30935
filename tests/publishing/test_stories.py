"""Stories: written, translated, planned, read by everybody; and whoever takes consent back is gone with the next request."""

import io
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from genba.kit.refused import Refused, Stale
from genba.publishing import reading
from genba.publishing.actions import photos, shown, stories
from genba.publishing.cards import latest_cards
from genba.publishing.models import Story, StoryPhoto
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
BODY = "## Before\n\n{lina} looked for tools all day.\n\nNow every tool has a place."


def photo(colour: str = "#447733") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1200, 900), colour).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def story(cast: Cast) -> Story:
    """A draft about Lina, with a photo on which she is and one of a wall; in English and French."""
    made = stories.begin(by=cast.director, title="A place for every tool", country="KE", module="workplace-cooperation")
    shows = {"en": "Lina at the tool board", "fr": "Lina devant le tableau"}
    first = photos.add(
        by=cast.director, story=made, data=photo(), shows={"en": "Somebody at the board", "fr": "Une personne"}
    )
    photos.add(by=cast.director, story=made, data=photo("#aa8855"), shows={"en": "A wall", "fr": "Un mur"})
    shown.show(by=cast.director, story=made, handle="lina", name="Lina Sample", instead="worker", way="paper",
               given_on=date(2026, 1, 5), photos=[first])  # fmt: skip
    assert shows
    write(cast, made, "en", "A place for every tool")
    write(cast, made, "fr", "Une place pour chaque outil", "{lina} cherchait des outils toute la journée.")
    return made


def write(cast: Cast, story: Story, language: str, title: str, body: str = BODY, **how: Any) -> Any:
    return stories.write(
        by=cast.director,
        story=story,
        language=language,
        title=title,
        lead="Sixty-four trips a day became nine.",
        body=body,
        **how,
    )


@pytest.fixture
def public(cast: Cast, story: Story) -> Story:
    for language in ("en", "fr"):
        stories.publish(by=cast.director, story=story, language=language)
    return story


def text(client: Any, path: str) -> str:
    return str(client.get(path).content.decode())


def test_a_draft_is_nowhere_until_it_is_published(cast: Cast, story: Story, client: Any) -> None:
    assert client.get(f"/en/stories/{story.slug}/").status_code == 404
    assert "A place for every tool" not in text(client, "/en/stories/")

    stories.publish(by=cast.director, story=story, language="en")

    page = text(client, f"/en/stories/{story.slug}/")
    assert "<h2>Before</h2>" in page and "Lina Sample looked for tools" in page
    assert "A place for every tool" in text(client, "/en/stories/") and "A place for every tool" in text(client, "/en/")


def test_it_is_read_in_the_readers_language_else_in_english_and_says_so(client: Any, public: Story) -> None:
    assert "Une place pour chaque outil" in text(client, f"/fr/stories/{public.slug}/")

    arabic = text(client, f"/ar/stories/{public.slug}/")
    assert 'lang="en" dir="ltr"' in arabic and "A place for every tool" in arabic


def test_a_story_planned_for_later_comes_at_its_time_and_the_old_wording_stays_until_then(cast: Cast, public: Story) -> None:
    later = timezone.now() + timedelta(days=2)
    write(cast, public, "en", "A better title")
    stories.publish(by=cast.director, story=public, language="en", from_at=later)

    assert (reading.told(public.slug, "en") or pytest.fail()).title == "A place for every tool"
    import time_machine

    with time_machine.travel(later + timedelta(minutes=1)):
        assert (reading.told(public.slug, "en") or pytest.fail()).title == "A better title"


def test_a_new_wording_is_a_draft_and_the_history_keeps_both(cast: Cast, public: Story, client: Any, sign_in: Any) -> None:
    write(cast, public, "en", "Another title", version=1)

    assert "Another title" not in text(client, f"/en/stories/{public.slug}/")
    desk = sign_in(cast.director)
    history = text(desk, f"/desk/stories/{public.code}/en/history/")
    assert '<ins class="is">Another title</ins>' in history and '<del class="was">A place for every tool</del>' in history


def test_two_who_write_at_once_are_told(cast: Cast, story: Story) -> None:
    with pytest.raises(Stale):
        write(cast, story, "en", "Mine", version=0)


def test_the_same_words_once_more_are_no_new_wording(cast: Cast, story: Story) -> None:
    assert write(cast, story, "en", "A place for every tool").version == 1


def test_taken_down_it_is_gone_everywhere_for_a_reason(cast: Cast, public: Story, client: Any) -> None:
    with pytest.raises(Refused):
        stories.take_down(by=cast.director, story=public, reason=" ")
    stories.take_down(by=cast.director, story=public, reason="The owner asked")

    assert client.get(f"/fr/stories/{public.slug}/").status_code == 404
    assert public.slug not in text(client, "/stories/feed.atom") + text(client, "/en/") + text(client, "/sitemap.xml")
    assert client.get(f"/stories/photos/{public.photos.get(place=1).code}.jpg").status_code == 404


def test_consent_taken_back_removes_name_and_photo_with_the_next_request(cast: Cast, public: Story, client: Any) -> None:
    first, wall = public.photos.all()
    places = (f"/en/stories/{public.slug}/", "/en/stories/", "/en/stories/feed.atom", "/en/", f"/fr/stories/{public.slug}/")
    assert "Lina Sample" in text(client, places[0]) and first.code in text(client, places[1])
    assert reading.matching("lina sample", "en")
    assert client.get(f"/stories/photos/{first.code}.jpg").status_code == 200

    shown.withdraw(by=cast.director, shown=public.shown.get())

    for place in places:
        assert "Lina" not in text(client, place) and first.code not in text(client, place), place
    assert "A worker looked for tools" in text(client, places[0])
    assert "Un travailleur cherchait" in text(client, places[4])
    assert wall.code in text(client, places[0])
    assert [client.get(f"/stories/photos/{first.code}.jpg{q}").status_code for q in ("", "?w=480")] == [404, 404]
    assert reading.matching("lina sample", "en") == []
    assert latest_cards("en")[0].photo == wall.code


def test_a_consent_that_runs_out_ends_by_itself(cast: Cast, public: Story, client: Any) -> None:
    public.shown.update(until_on=timezone.localdate())

    assert "Lina" not in text(client, f"/en/stories/{public.slug}/")


def test_an_enterprise_takes_all_stories_back_at_once(cast: Cast, public: Story, client: Any) -> None:
    shown.show(by=cast.director, story=public, handle="firm", name="Sample Street Garments", instead="enterprise", way="screen",
               given_on=date(2026, 1, 5), enterprise=cast.garments)  # fmt: skip
    write(cast, public, "en", "At {firm}")
    stories.publish(by=cast.director, story=public, language="en")
    assert "At Sample Street Garments" in text(client, "/en/stories/")

    assert shown.withdraw_all(by=cast.director, enterprise=cast.garments) == 1

    assert "At an enterprise" in text(client, "/en/stories/") and "Sample Street" not in text(client, "/en/stories/")
    with pytest.raises(Refused):
        shown.withdraw(by=cast.director, shown=public.shown.get(handle="firm"))


@pytest.mark.parametrize("body", ["Lina Sample looked.", "LINA  sample, again.", "It was **Lina Sample**."])
def test_who_is_shown_is_never_named_openly(cast: Cast, story: Story, body: str) -> None:
    write(cast, story, "en", "Title", body)

    with pytest.raises(Refused, match=r"\{lina\}"):
        stories.publish(by=cast.director, story=story, language="en")


def test_nobody_is_published_without_consent_nor_a_photo_without_words(cast: Cast, story: Story) -> None:
    with pytest.raises(Refused, match="names nobody"):
        write(cast, story, "en", "Title", "{omar} came.")
    with pytest.raises(Refused, match="written"):
        stories.publish(by=cast.director, story=story, language="es")
    write(cast, story, "es", "Un lugar", "{lina} buscaba.")
    with pytest.raises(Refused, match="photo shows"):
        stories.publish(by=cast.director, story=story, language="es")
    shown.withdraw(by=cast.director, shown=story.shown.get())
    with pytest.raises(Refused, match="no consent"):
        stories.publish(by=cast.director, story=story, language="en")


def test_what_could_act_in_a_text_does_not(cast: Cast, story: Story, client: Any) -> None:
    bad = (
        "<script>alert(1)</script>\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)> ![y](https://evil.example/y.png)"
    )
    write(cast, story, "en", "<b>Bold</b>", bad)
    stories.publish(by=cast.director, story=story, language="en")

    page = text(client, f"/en/stories/{story.slug}/")

    for word in ("<script>alert", 'href="javascript', "evil.example", "<img src=x", '<img src="x'):
        assert word not in page
    assert "&lt;b&gt;Bold" in page


def test_a_film_is_only_a_link(cast: Cast, public: Story, client: Any) -> None:
    stories.place(by=cast.director, story=public, country="KE", module="", video="https://films.example/1")

    page = text(client, f"/en/stories/{public.slug}/")

    assert '<a href="https://films.example/1" rel="noopener noreferrer external"' in page and "<iframe" not in page
    for wrong in ("javascript:alert(1)", "http://films.example/1", "films.example", "https://x y.example"):
        with pytest.raises(Refused):
            stories.place(by=cast.director, story=public, country="KE", module="", video=wrong)


def test_photos_are_looked_at_by_content_and_kept_once(cast: Cast, story: Story) -> None:
    for wrong in (b"", b"<svg/>", photo("#447733")):
        with pytest.raises(Refused):
            photos.add(by=cast.director, story=story, data=wrong, shows={"en": "x"})
    with pytest.raises(Refused):
        photos.add(by=cast.director, story=story, data=photo("#000000"), shows={"fr": " "})
    photos.order(by=cast.director, story=story, codes=[story.photos.get(place=2).code])

    assert [p.shows["en"] for p in StoryPhoto.objects.filter(story=story)] == ["A wall", "Somebody at the board"]


def test_the_feed_is_atom(client: Any, public: Story) -> None:
    answer = client.get("/fr/stories/feed.atom")
    feed = ET.fromstring(answer.content)

    assert answer["Content-Type"].startswith("application/atom+xml")
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Une place pour chaque outil"
    assert entry.findtext(f"{ATOM}id") == f"http://testserver/fr/stories/{public.slug}/"
    assert "<p>Lina Sample cherchait" in (entry.findtext(f"{ATOM}content") or "")
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}") and entry.findtext(f"{ATOM}{name}")


def test_the_list_is_narrowed_by_country_module_and_language(cast: Cast, client: Any, public: Story) -> None:
    for query, found in (("country=KE", True), ("country=VN", False), ("module=workplace-cooperation", True),
                         ("module=lean-manufacturing", False), ("only_in=fr", True), ("only_in=ar", False)):  # fmt: skip
        assert (public.slug in text(client, f"/en/stories/?{query}")) is found, query
    assert client.get("/en/stories/?from=x&only_in=../../").status_code == 200


def test_pages_read_the_database_a_few_times_only(client: Any, public: Story, django_assert_max_num_queries: Any) -> None:
    text(client, "/en/stories/")
    for path, most in (("/en/stories/", 14), (f"/en/stories/{public.slug}/", 7), ("/en/stories/feed.atom", 9)):
        with django_assert_max_num_queries(most):
            text(client, path)


def test_an_officer_writes_for_the_own_country_only(cast: Cast, story: Story, sign_in: Any) -> None:
    for who, status in ((cast.coordinator, 404), (cast.omar, 404), (cast.auditor, 200)):
        assert sign_in(who).get(f"/desk/stories/{story.code}/").status_code in (status, 403), who
    assert sign_in(cast.auditor).post(f"/desk/stories/{story.code}/en/publish/").status_code == 403


def test_the_house_shows_its_pages_until_the_office_writes_them_anew(cast: Cast, client: Any) -> None:
    assert client.get("/en/pages/privacy/").status_code == 200
    assert client.get("/en/pages/nothing/").status_code == 404
    page = stories.begin(by=cast.director, title="Privacy", slug="privacy", kind="page")
    write(cast, page, "en", "How we keep what you tell us", "As the office wrote it.")
    stories.publish(by=cast.director, story=page, language="en")

    assert "As the office wrote it" in text(client, "/en/pages/privacy/")
    assert "privacy" not in text(client, "/en/stories/feed.atom")


def test_it_is_all_done_at_the_desk(cast: Cast, client: Any, sign_in: Any) -> None:
    desk = sign_in(cast.director)
    begun = desk.post("/desk/stories/new/", {"title": "The empty aisle", "country": "KE", "module": "", "video": ""})
    made = Story.objects.get(slug="the-empty-aisle")
    assert begun.status_code == 302
    upload = io.BytesIO(photo("#123456"))
    upload.name = "x.jpg"
    desk.post(f"/desk/stories/{made.code}/photos/new/", {"photo": upload, "shows_en": "An aisle"})
    code = made.photos.get().code
    desk.post(f"/desk/stories/{made.code}/shown/new/", {"name": "Omar Vidu", "handle": "omar", "instead": "manager", "way": "paper",
                                                       "given_on": "2026-01-05", "photos": [code]})  # fmt: skip
    wrote = desk.post(f"/desk/stories/{made.code}/en/write/", {"version": 0, "title": "The empty aisle", "lead": "Two lines.",
                                                              "body": "{omar} painted."})  # fmt: skip
    assert wrote.status_code == 302 and "Omar Vidu painted." in text(desk, wrote["Location"])
    assert desk.get(f"/desk/stories/{made.code}/photos/{code}.jpg").status_code == 200
    assert desk.post(f"/desk/stories/{made.code}/en/publish/", {"from_on": "", "from_time": ""}).status_code == 302
    assert "The empty aisle" in text(desk, "/desk/stories/?state=public")
    assert "Omar Vidu painted." in text(client, "/en/stories/the-empty-aisle/")
    desk.post(f"/desk/stories/shown/{made.shown.get().code}/withdraw/")
    assert "A manager painted." in text(client, "/en/stories/the-empty-aisle/")
    refused = desk.post(f"/desk/stories/{made.code}/en/publish/", {"from_on": "", "from_time": ""})
    assert refused.status_code == 422 and "no consent" in refused.content.decode()
    assert desk.post(f"/desk/stories/{made.code}/take-down/", {"reason": "Enough"}).status_code == 302
    assert client.get("/en/stories/the-empty-aisle/").status_code == 404
