"""Nobody is named in a way that could not be taken back, wherever in a text it stands; and who is gone is not found."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from genba.directory.actions import enterprises, merges
from genba.kit.refused import Refused
from genba.publishing import reading
from genba.publishing.actions import photos, shown, stories
from genba.publishing.models import Story
from tests.cast import Cast
from tests.publishing.test_stories import photo

pytestmark = pytest.mark.django_db
LONG = "Every morning the line stands together and says what was hard the day before. " * 6


def told_of(cast: Cast, body: str, title: str = "A place for every tool", name: str = "Rosa Vidu", **facts: Any) -> Story:
    """A draft about somebody who agreed and goes by {rosa}."""
    made = stories.begin(by=cast.officer, title=title, country="KE")
    shown.show(by=cast.officer, story=made, handle="rosa", name=name, **{
        "instead": "worker", "way": "paper", "given_on": date(2026, 1, 5), **facts})  # fmt: skip
    stories.write(by=cast.officer, story=made, language="en", title=title, lead="What changed.", body=body)
    return made


def publish(cast: Cast, story: Story, **how: Any) -> Any:
    return stories.publish(by=cast.officer, story=story, language="en", **how)


@pytest.mark.parametrize(
    "body", [f"{LONG} Rosa Vidu was there.", f"{LONG} Only ROSA  **VIDU** knew.", f"{LONG} Rosa said so.", "Vidu’s idea"]
)
def test_a_name_is_found_however_far_down_it_stands(cast: Cast, body: str) -> None:
    with pytest.raises(Refused, match=r"Write \{rosa\} instead"):
        publish(cast, told_of(cast, body))


def test_words_of_a_photo_give_no_name_away_and_may_hold_a_handle(cast: Cast) -> None:
    story = told_of(cast, "{rosa} sorts.")
    picture = photos.add(by=cast.officer, story=story, data=photo(), shows={"en": "Rosa at the board"})
    with pytest.raises(Refused, match=r"Write \{rosa\} instead"):
        publish(cast, story)
    photos.describe(by=cast.officer, photo=picture, shows={"en": "{rosa} at the board"})
    publish(cast, story)

    told = reading.told(story.slug, "en")
    assert told and told.photos[0].shows == "Rosa Vidu at the board"


def test_the_address_gives_no_name_away(cast: Cast) -> None:
    story = stories.begin(by=cast.officer, title="How Rosa did it", country="KE")
    shown.show(
        by=cast.officer,
        story=story,
        handle="rosa",
        name="Rosa Vidu",
        instead="worker",
        way="paper",
        given_on=date(2026, 1, 5),
    )
    stories.write(by=cast.officer, story=story, language="en", title="How it was done", lead="L.", body="{rosa} did it.")

    with pytest.raises(Refused):
        publish(cast, story)


def test_common_words_in_the_name_of_an_enterprise_may_stand(cast: Cast) -> None:
    story = told_of(cast, "Garments from a Street.", name="Sample Street Garments", instead="enterprise")

    assert publish(cast, story)


def test_consent_must_still_be_there_on_the_day_the_text_comes(cast: Cast) -> None:
    story = told_of(cast, "{rosa} sorts.", until_on=timezone.localdate() + timedelta(days=3))

    with pytest.raises(Refused, match="no consent"):
        publish(cast, story, from_at=timezone.now() + timedelta(days=5))
    assert publish(cast, story)


def test_a_search_reads_to_the_end_and_finds_nobody_who_is_gone(cast: Cast) -> None:
    story = told_of(cast, f"{LONG} At the very end a lantern, and {{rosa}}.")
    publish(cast, story)

    assert [t.slug for t in reading.matching("LANTERN morn", "en")] == [story.slug]
    assert [t.slug for t in reading.matching("vidu", "en")] == [story.slug]
    shown.withdraw(by=cast.officer, shown=story.shown.get())
    assert reading.matching("Vidu", "en") == [] and reading.matching("rosa", "en") == []
    assert reading.matching("lantern", "en") and reading.matching(" ", "en") == []


def test_a_name_is_letters_whatever_it_holds(cast: Cast) -> None:
    story = told_of(cast, "So {rosa} said.", name="[*Ex* & Co_](https://elsewhere.example)", instead="enterprise")
    publish(cast, story)

    told = reading.told(story.slug, "en")
    assert told and "<em>" not in told.html and "<a " not in told.html
    assert "So [*Ex* &amp; Co_](https://elsewhere.example) said." in told.html


def test_what_was_planned_is_called_off_and_what_is_public_stays(cast: Cast) -> None:
    story, now = told_of(cast, "First."), timezone.now()
    publish(cast, story)
    stories.write(by=cast.officer, story=story, language="en", title="Second", lead="L.", body="Second.")
    planned = publish(cast, story, from_at=now + timedelta(days=2))
    stories.call_off(by=cast.officer, publication=planned)

    with time_machine.travel(now + timedelta(days=3), tick=False):
        told = reading.told(story.slug, "en")
        assert told and told.body == "First."
    with pytest.raises(Refused):
        stories.call_off(by=cast.officer, publication=planned)


def test_after_a_merge_the_record_that_stays_takes_both_back(cast: Cast) -> None:
    story = told_of(cast, "At {rosa}.", name="Sample Street Garments", instead="enterprise", enterprise=cast.garments)
    publish(cast, story)
    twin = enterprises.register(by=cast.coordinator, name="Sample Street Garment", country="KE", provider=cast.provider)
    merges.merge(by=cast.director, kept=twin, gone=cast.garments)

    assert shown.withdraw_all(by=cast.director, enterprise=twin) == 1
    told = reading.told(story.slug, "en")
    assert told and told.body == "At an enterprise."
