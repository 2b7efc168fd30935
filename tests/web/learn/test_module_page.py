"""The page of a module: for whom it is, what it takes, who took it, and a lesson to try at once."""

import json
import re
from typing import Any

import pytest

from genba.audit.actions import SYSTEM
from genba.impact import standings
from genba.programmes.curricula import curriculum
from genba.publishing.actions import stories
from tests.cast import Cast
from tests.scenes_impact import firm

pytestmark = pytest.mark.django_db
MODULE = "/en/modules/workplace-cooperation/"


def read(client: Any, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("module", [m.slug for m in curriculum().modules])
def test_every_module_has_a_page_in_every_language(client: Any, module: str, language: str) -> None:
    page = read(client, f"/{language}/modules/{module}/")

    assert curriculum().module(module).titles.in_(language) in page
    assert f'class="button main" href="/{language}/modules/{module}/lessons/1/"' in page


def test_a_visitor_reads_for_whom_it_is_and_what_it_takes(client: Any) -> None:
    page = text_of(read(client, MODULE))

    for said in ("small enterprises of every kind", "2 managers and 2 workers", "2 days · 12 hours · 4 to 6 enterprises together",
                 "3 visits by the trainer", "open to everybody"):  # fmt: skip
        assert said in page
    assert "accommodation and food service" in text_of(read(client, "/en/modules/hospitality/")).lower()


def test_a_visitor_reads_what_an_enterprise_does_to_complete_it(client: Any) -> None:
    page = text_of(read(client, MODULE))
    short = text_of(read(client, "/en/modules/crisis-response/"))

    for said in ("Measures where it stands before the class.", "at least 75\u00a0% of the time", "Makes a plan of what to change.",
                 "Carries out at least 3 actions of the plan.", "Receives the trainer at least 2 times.",
                 "Reports at least 3 figures before and after."):  # fmt: skip
        assert said.replace("\u00a0", " ") in page.replace("\u00a0", " ")
    assert "Receives the trainer at least once." in short and "Carries out at least 2 actions of the plan." in short


def test_each_target_leads_to_the_page_about_the_agenda(client: Any) -> None:
    page, agenda = read(client, MODULE), read(client, "/en/agenda-2030/")

    for target in ("5.5", "8.2", "8.5", "8.8", "9.3"):
        assert f'href="/en/agenda-2030/#target-{target}"' in page
        assert f'id="target-{target}"' in agenda
    assert "also 4.4, 10.4" in text_of(read(client, "/en/modules/workforce-management/"))


def test_how_many_took_it_is_told_with_its_day_or_hidden_or_said_to_be_none(cast: Cast, client: Any) -> None:
    before = text_of(read(client, MODULE))
    standings.refresh()
    small = text_of(read(client, MODULE))
    none = text_of(read(client, "/en/modules/gender-equality/"))
    for at in range(5):
        firm(cast, f"Sample {at}")
    standings.refresh()
    page = text_of(read(client, MODULE))

    assert "Taken so far by No data yet" in before
    assert "Taken so far by Too few to show" in small
    assert "Taken so far by no enterprise yet" in none
    assert "Taken so far by 6 enterprises" in page
    assert "6 enterprises so far" in text_of(read(client, "/en/modules/"))


def test_stories_of_the_module_stand_there_and_others_do_not(cast: Cast, client: Any) -> None:
    for title, module in (
        ("Every morning ten minutes", "workplace-cooperation"),
        ("A meter for the boiler", "resource-efficiency"),
    ):
        story = stories.begin(by=SYSTEM, title=title, module=module)
        stories.write(by=SYSTEM, story=story, language="en", title=title, lead="What changed", body="Told at length.")
        stories.publish(by=SYSTEM, story=story, language="en")

    page = read(client, MODULE)

    assert '<a href="/en/stories/every-morning-ten-minutes/">Every morning ten minutes</a>' in page
    assert "A meter for the boiler" not in page


def test_programs_that_read_the_page_learn_what_kind_of_course_it_is(client: Any) -> None:
    page = client.get(MODULE).content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])  # type: ignore[index]

    assert (data["@type"], data["name"], data["url"]) == ("Course", "Workplace cooperation", f"http://testserver{MODULE}")
    assert [one["courseMode"] for one in data["hasCourseInstance"]] == ["onsite", "online"]
    assert data["provider"]["url"] == "http://testserver/en/"


def test_the_page_costs_two_queries_where_there_is_no_story(cast: Cast, client: Any, django_assert_num_queries: Any) -> None:
    standings.refresh()
    client.get(MODULE)

    with django_assert_num_queries(2):
        client.get(MODULE)
    with django_assert_num_queries(1):
        client.get("/en/modules/")


def test_reading_a_module_a_lesson_and_a_tool_sets_no_cookie(client: Any) -> None:
    for path in (MODULE, f"{MODULE}lessons/1/", "/en/modules/gender-equality/tools/pay-gap/"):
        assert client.get(path).cookies.output() == ""
