"""The stories of the demonstration are complete, honest and careful with names."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from genba.access.actions import users
from genba.audit.actions import SYSTEM
from genba.curriculum import LANGUAGES
from genba.demonstration import scenes
from genba.demonstration.lands import LANDS
from genba.demonstration.scenes import SCENES, mark
from genba.demonstration.tales import Tale, tales
from genba.demonstration.telling import tell_everybody
from genba.programmes.actions import programmes
from genba.programmes.curricula import curriculum
from genba.publishing import reading
from genba.publishing.actions import shown
from genba.publishing.models import Face, Shown

HANDLE = re.compile(r"\{([a-z0-9-]+)\}")
WORD = re.compile(r"[\w{}’'.,٫-]*\w[\w{}’'.,٫-]*")
LIGHT = 60 * 1024
every_tale = pytest.mark.parametrize("tale", tales(), ids=lambda tale: tale.slug)


def test_eight_to_ten_stories_play_in_different_countries_trades_and_modules() -> None:
    told = tales()

    assert 8 <= len(told) <= 10
    assert len({tale.country for tale in told}) == len({tale.photo for tale in told}) == len(told)
    assert len({tale.module for tale in told}) >= 6
    assert {tale.country for tale in told} <= {"KE", "VN", "PE"} | {land.code for land in LANDS}


@every_tale
def test_a_story_is_complete_in_every_language(tale: Tale) -> None:
    assert list(tale.wordings) == list(LANGUAGES)
    assert tale.module in {module.slug for module in curriculum().modules}
    for told in tale.wordings.values():
        assert 0 < len(told.title) <= 80
        assert 0 < len(told.lead) <= 200
        assert 0 < len(told.shows) <= 250
        assert 180 <= len(WORD.findall(told.body)) <= 320
        assert told.body.count("\n## ") == tale.wordings["en"].body.count("\n## ") >= 3
        assert "\n# " not in told.body and "<" not in told.body


@every_tale
def test_a_story_tells_the_same_figures_in_every_language(tale: Tale) -> None:
    said = {language: _figures(told.body) for language, told in tale.wordings.items()}

    assert len(said["en"]) >= 4
    assert all(figures == said["en"] for figures in said.values()), said


@every_tale
def test_everybody_who_is_shown_has_agreed_before_it_came_out_and_is_named_in_every_language(tale: Tale) -> None:
    handles = {consent.handle for consent in tale.shown}

    assert handles and len(handles) == len(tale.shown)
    for told in tale.wordings.values():
        assert set(HANDLE.findall(told.body)) == handles
        assert not HANDLE.search(told.title + told.lead + told.shows)
    for consent in tale.shown:
        assert consent.instead in Shown.As.values and consent.way in Shown.Way.values
        assert consent.given > tale.published


@every_tale
def test_nobody_who_is_shown_is_named_but_by_the_handle(tale: Tale) -> None:
    for told in tale.wordings.values():
        words = set(re.findall(r"\w+", f"{told.title} {told.lead} {told.shows} {told.body}"))
        for consent in tale.shown:
            assert not words & set(consent.name.split())


@every_tale
def test_a_sentence_never_begins_with_a_handle_because_what_is_said_instead_is_no_name(tale: Tale) -> None:
    for told in tale.wordings.values():
        assert not re.search(r"(^|\n|[.!?»”] )\{", told.body)


@every_tale
def test_no_story_carries_the_name_of_somebody_elses_programme(tale: Tale) -> None:
    for told in tale.wordings.values():
        everything = f"{told.title} {told.lead} {told.shows} {told.body}"
        assert not re.search(r"\b(ILO|OIT|SCORE|UNIDO|GIZ)\b|منظمة العمل الدولية", everything)


@pytest.mark.parametrize("scene", SCENES)
def test_a_picture_is_a_light_jpeg_of_one_size(scene: str) -> None:
    data = scenes.drawn(scene)

    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1200, 900))
    assert len(data) <= LIGHT


def test_every_story_has_a_picture_of_its_own_and_the_programme_a_mark() -> None:
    assert {tale.photo for tale in tales()} == set(SCENES)
    with Image.open(io.BytesIO(mark.drawn())) as picture:
        assert (picture.format, picture.size) == ("PNG", (512, 512))


@pytest.mark.django_db
def test_told_by_the_products_own_actions_all_can_be_read_in_every_language_and_the_name_goes_with_consent() -> None:
    today = timezone.localdate()
    director = users.add(by=SYSTEM, name="Dana Muster", email="dana@harbour.example")
    programme = programmes.begin(by=SYSTEM, name="Harbour Programme", began_on=today - timedelta(days=700))

    tell_everybody(programme, director, today)

    newest = min(tales(), key=lambda tale: tale.published)
    someone = newest.shown[-1]
    for language in LANGUAGES:
        read = reading.latest(language, only_in=language)
        assert [one.slug for one in read] == [tale.slug for tale in reversed(tales())]
        assert all(one.language == language and len(one.photos) == 1 and "{" not in one.body for one in read)
        assert someone.name in read[0].body
    assert Face.objects.get().name == programme.name and Face.objects.get().mark
    shown.withdraw(by=director, shown=Shown.objects.get(story__slug=newest.slug, handle=someone.handle))
    for language in LANGUAGES:
        (read_again,) = reading.latest(language, most=1)
        assert someone.name not in read_again.body and not read_again.photos


def _figures(body: str) -> list[float]:
    """The figures of a text in their order of size, whatever digits and separators its language has. Small ones may be
    words in one language and not in another."""
    western = body.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩٫", "0123456789."))
    thousands = re.sub(r"(\d)[., \u00a0\u202f](\d{3})\b", r"\1\2", western)
    found = {float(figure.replace(",", ".")) for figure in re.findall(r"\d+(?:[.,]\d+)*", thousands)}
    return sorted(figure for figure in found if figure >= 10 or figure % 1)
