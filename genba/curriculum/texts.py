"""A sentence in the languages of the programme."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

LANGUAGES = ("en", "fr", "es", "ar")
SOURCE_LANGUAGE = "en"


class Texts(Mapping[str, str]):
    """A frozen mapping from language to text, which always has the source language."""

    __slots__ = ("_by_language",)

    def __init__(self, by_language: Mapping[str, str]) -> None:
        if SOURCE_LANGUAGE not in by_language:
            raise ValueError(f"A text needs its {SOURCE_LANGUAGE} wording.")
        self._by_language = MappingProxyType(dict(by_language))

    def in_(self, language: str) -> str:
        """The wording in this language, else in its base language (fr for fr-TN), else in English."""
        wanted = language.replace("_", "-").lower()
        for candidate in (wanted, wanted.split("-")[0]):
            if candidate in self._by_language:
                return self._by_language[candidate]
        return self._by_language[SOURCE_LANGUAGE]

    def __getitem__(self, language: str) -> str:
        return self._by_language[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_language)

    def __len__(self) -> int:
        return len(self._by_language)

    def __hash__(self) -> int:
        return hash(frozenset(self._by_language.items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Texts) and dict(self) == dict(other)

    def __reduce__(self) -> tuple[type["Texts"], tuple[dict[str, str]]]:
        return Texts, (dict(self._by_language),)

    def __repr__(self) -> str:
        return f"Texts({dict(self._by_language)!r})"
