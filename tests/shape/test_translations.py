"""Every string that people read is there in every language, with the same places for what is filled in."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import messages

PLACE = re.compile(r"%\(\w+\)[sd]|%%")


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_what_is_filled_in_has_its_place_in_every_translation(language: str) -> None:
    wrong = []
    for message in messages.load(language):
        if not message.id or message.pluralizable or not message.string:
            continue  # a plural form may well say "one" or "two" in a word instead of the figure
        if sorted(PLACE.findall(str(message.id))) != sorted(PLACE.findall(str(message.string))):
            wrong.append((message.id, message.string))

    assert wrong == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_plural_form_names_nothing_that_the_source_does_not(language: str) -> None:
    wrong = []
    for message in messages.load(language):
        if message.pluralizable:
            known = {place for text in message.id for place in PLACE.findall(text)}
            wrong += [(message.id, text) for text in message.string if set(PLACE.findall(text)) - known]

    assert wrong == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_string_of_today_is_translated(language: str) -> None:
    catalog = messages.load(language)
    today = {message.id for message in messages.gather() if message.id}

    assert today - {message.id for message in catalog} == set(), "gather them: python scripts/messages.py"
    assert messages.missing(catalog) == []
