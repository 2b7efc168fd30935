"""What pages say of themselves to programs: valid JSON that no text can break out of, with what schema.org requires."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from genba.programmes.curricula import curriculum
from genba.publishing.facing import OURS
from genba.publishing.reading import Told
from genba.reports.certificate import Certificate
from genba.web.base.linked_data import article, course, credential, dataset, duration, linked, organization

HOME = "https://example.org/en/"
FACE = replace(OURS, name="Harbour Programme", lines=(("en", "Better work"),), email="office@example.org", mark="ab" * 32)
NASTY = "</script><script>alert(1)</script><!-- & \u2028 ]]>"


def data_of(block: Any) -> Any:
    head, tail = '<script type="application/ld+json">', "</script>"
    text = str(block)
    assert text.startswith(head) and text.endswith(tail)
    return json.loads(text[len(head) : -len(tail)])


def test_no_text_ends_the_block_or_begins_a_comment_and_none_is_lost() -> None:
    block = linked(organization(replace(FACE, name=NASTY), HOME))

    inside = str(block)[len('<script type="application/ld+json">') : -len("</script>")]
    assert not set("<>&\u2028\u2029") & set(inside)
    assert data_of(block)["name"] == NASTY


def test_what_is_no_number_is_no_data() -> None:
    with pytest.raises(ValueError):
        linked({"value": float("nan")})


def test_an_organisation_says_only_what_is_known() -> None:
    known, bare = organization(FACE, HOME), organization(OURS, HOME)

    assert (known["@context"], known["@type"]) == ("https://schema.org", "Organization")
    assert (known["name"], known["url"], known["email"]) == ("Harbour Programme", HOME, "office@example.org")
    assert known["logo"] == f"https://example.org/mark/{'ab' * 8}.png"
    assert set(bare) == {"@context", "@type", "name", "url"}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("module", curriculum().modules, ids=lambda m: m.slug)
def test_a_module_is_a_course_with_what_is_required_of_one(module: Any, language: str) -> None:
    told = data_of(linked(course(module, language, f"{HOME}modules/{module.slug}/", organization(FACE, HOME))))

    assert told["@type"] == "Course" and told["name"] and told["description"] and told["provider"]["name"]
    assert "@context" not in told["provider"]
    assert told["inLanguage"] == language
    for instance in told["hasCourseInstance"]:
        assert instance["courseMode"] in ("onsite", "online") and instance["courseWorkload"].startswith("PT")


@pytest.mark.parametrize(("hours", "said"), [(12, "PT12H"), (1.5, "PT1H30M"), (0.25, "PT15M"), (0, "PT0M"), (1.999, "PT2H")])
def test_a_length_of_time_is_written_as_iso_8601_writes_it(hours: float, said: str) -> None:
    assert duration(hours) == said


CERTIFICATE = Certificate("ABCD2345", "en", "Sample Street Garments", "Nairobi", "Workplace cooperation", "1.0.0", 12,
                          "Rift Training House", "Harbour Programme", date(2026, 6, 1), "Maya Muster", None)  # fmt: skip


def test_a_certificate_that_counts_is_a_credential_and_names_nobody_who_confirmed_it() -> None:
    told = data_of(linked(credential(CERTIFICATE, f"{HOME}certificates/ABCD2345/")))

    assert told["@type"] == "EducationalOccupationalCredential"
    assert (told["identifier"], told["recognizedBy"]["name"]) == ("ABCD2345", "Harbour Programme")
    assert "Maya" not in json.dumps(told)


def test_a_certificate_that_was_taken_back_is_no_credential() -> None:
    with pytest.raises(ValueError, match="taken back"):
        credential(replace(CERTIFICATE, taken_back_on=date(2026, 7, 1)), HOME)


def test_a_story_is_an_article() -> None:
    at = datetime(2026, 5, 1, 8, tzinfo=UTC)
    story = Told("ten-minutes", "fr", "Dix minutes", "Chaque matin", "…", (), "", "KE", "", at, at, ("fr",))

    told = data_of(linked(article(story, f"{HOME}stories/ten-minutes/", organization(FACE, HOME))))

    assert (told["@type"], told["headline"], told["inLanguage"]) == ("Article", "Dix minutes", "fr")
    assert told["datePublished"] == "2026-05-01T08:00:00+00:00" and told["publisher"]["name"] == "Harbour Programme"
    assert told["contentLocation"]["name"] == "Kenya"
    assert "image" not in told and "video" not in told


def test_figures_to_download_are_a_dataset_with_licence_and_files() -> None:
    files = [f"{HOME}open-data/figures.csv", f"{HOME}open-data/figures.json"]

    told = data_of(
        linked(dataset(FACE, f"{HOME}open-data/", files, worked_out_at=None, name="Figures", about="All of them"))
    )

    assert told["@type"] == "Dataset" and told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [one["contentUrl"] for one in told["distribution"]] == files
