"""One word per thing: the glossary knows every row we keep, and the translations say its words."""

import re
import sys
from pathlib import Path

import pytest
from django.apps import apps

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import messages

GLOSSARY = (Path(__file__).resolve().parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
WORDS = [
    tuple(cell.strip() for cell in line.strip("| ").split("|"))
    for line in GLOSSARY.partition("| English |")[2].splitlines()[2:]
    if line.startswith("|")
]
LANGUAGES = ("fr", "es", "ar")


def plain(word: str, language: str) -> str:
    """A word without its article, capitals and vowel signs."""
    bare = re.sub("[\u064b-\u0652]", "", word.casefold())
    return bare.removeprefix("ال") if language == "ar" else re.sub(r"^(la|le|el|los|las|les) ", "", bare)


def test_every_row_we_keep_is_in_the_glossary() -> None:
    kept = {m.__name__ for m in apps.get_models() if m.__module__.startswith("genba.")}

    assert kept - set(re.findall(r"`(\w+)`", GLOSSARY)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_label_that_is_a_word_of_the_glossary_is_translated_with_it(language: str) -> None:
    translations = messages.load(language)
    wrong = []
    for english, *others in WORDS:
        message = translations.get(english)
        wanted = others[LANGUAGES.index(language)]
        if message and message.string and plain(wanted, language) != plain(str(message.string), language):
            wrong.append((english, wanted, message.string))

    assert wrong == [], "one word per thing: change the glossary or the translation"
