"""The owner decides whether everybody sees the enterprise, and looks first at exactly that."""

import re
from typing import Any

import pytest

from genba.impact import changes
from genba.publishing.models import EnterpriseListing
from tests.cast import Cast
from tests.scenes_sheet import at_today, play
from tests.words import words_of

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def address(cast: Cast) -> str:
    return f"/enterprises/{cast.garments.code}/everybody/"


def shown(page: str) -> str:
    """The part that everybody sees, from its list of modules on."""
    part = page[page.index("<h2>Modules</h2>") :].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", part).split()).replace("The enterprise wants to be seen like this and can take it back at any time.", "").strip()  # fmt: skip


def test_looking_shows_what_was_typed_to_nobody_else(cast: Cast, sign_in: Any) -> None:
    play(cast)
    changes.refresh()

    page = words_of(sign_in(cast.owner).post(address(cast), {"deed": "look", "words": "We sew.", "shows_results": "on"}))

    assert "This is how it would look" in page and "We sew." in page and "−39" in page
    assert not EnterpriseListing.objects.exists()


def test_what_the_owner_sees_is_what_everybody_sees(cast: Cast, sign_in: Any, client: Any) -> None:
    play(cast)
    changes.refresh()
    owner = sign_in(cast.owner)

    preview = owner.post(address(cast), {"deed": "publish", "words": "We sew.", "shows_results": "on"}, follow=True).content.decode()  # fmt: skip
    client.logout()
    public = client.get(f"/partnerships/enterprises/{cast.garments.code}/").content.decode()

    assert "Everybody can see it now." in preview and "This is exactly what everybody sees now." in preview
    assert shown(preview) == shown(public) and "−39" in shown(public)
    assert ">We sew.<" in public


def test_the_sharing_page_says_whether_everybody_sees_it_and_it_is_changed_and_taken_back(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)
    before = words_of(client.get("/my-sharing/"))
    client.post(address(cast), {"deed": "publish", "words": "One"})
    between = words_of(client.get("/my-sharing/"))
    client.post(address(cast), {"deed": "publish", "words": "Two", "shows_results": "on"})
    listing = EnterpriseListing.objects.get()
    after = client.post(address(cast), {"deed": "withdraw"}, follow=True)

    assert "Nobody sees you on the public pages" in before
    assert "Everybody sees you since 22 November 2026, without your results" in between
    assert (listing.words, listing.shows_results) == ("Two", True)
    assert "Taken back." in words_of(after) and not EnterpriseListing.objects.in_force().exists()
    assert client.get(f"/partnerships/enterprises/{cast.garments.code}/").status_code == 404


def test_too_many_words_are_met_beside_the_field_and_kept(cast: Cast, sign_in: Any) -> None:
    answer = sign_in(cast.owner).post(address(cast), {"deed": "publish", "words": "x" * 301})

    assert answer.status_code == 422 and "x" * 301 in answer.content.decode()
    assert not EnterpriseListing.objects.exists()


def test_taking_back_what_is_not_there_and_odd_deeds_do_nothing(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)

    assert client.post(address(cast), {"deed": "withdraw"}).status_code == 200
    assert client.post(address(cast), {"deed": "conquer"}).status_code == 200
    assert not EnterpriseListing.objects.exists()


def test_only_the_owner_comes_here(cast: Cast, sign_in: Any) -> None:
    for other, status in ((cast.worker, 403), (cast.director, 403), (cast.omar, 403), (cast.brand_officer, 404)):
        assert sign_in(other).get(address(cast)).status_code == status
        assert sign_in(other).post(address(cast), {"deed": "publish"}).status_code == status
    assert not EnterpriseListing.objects.exists()
