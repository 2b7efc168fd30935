"""Stories by their titles, as lists of other pages name them: in the reader's language, without a name that was taken back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from genba.directory.models import Enterprise
from genba.kit.names import words_of
from genba.publishing.models import Publication, Shown, Story

HANDLE = re.compile(r"\{([\w-]+)\}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A story that can be read now: its slug, and title and lead in the language in which it is offered."""

    slug: str
    language: str
    title: str
    lead: str


def about(enterprise: Enterprise, language: str) -> list[Mention]:
    """The stories in which this enterprise agreed to be shown and still does."""
    shown = Shown.objects.agreeing().filter(enterprise=enterprise)
    return _mentions(Story.objects.public().filter(pk__in=shown.values("story_id")), language)


def matching(text: str, language: str, most: int = 10) -> list[Mention]:
    """Stories whose title or lead has a word that begins with each word of the text."""
    asked = words_of(text)
    if not asked:
        return []
    found = []
    for mention in _mentions(Story.objects.public(), language):
        known = words_of(mention.title, mention.lead)
        if all(any(word.startswith(one) for word in known) for one in asked):
            found.append(mention)
    return found[:most]


def _mentions(stories: QuerySet[Story], language: str) -> list[Mention]:
    """The newest first; of each story the wording in this language, else in English, else whichever there is."""
    live = (
        Publication.objects.live().filter(story__in=stories).select_related("story", "wording").order_by("-from_at", "-pk")
    )
    chosen: dict[int, Publication] = {}
    for row in live:
        now = chosen.get(row.story_id)
        if now is None or _rank(row.language, language) < _rank(now.language, language):
            chosen[row.story_id] = row
    names = _names(chosen)
    return [
        Mention(
            p.story.slug, p.language, _said(p.wording.title, names.get(key, {})), _said(p.wording.lead, names.get(key, {}))
        )
        for key, p in chosen.items()
    ]


def _rank(language: str, wanted: str) -> int:
    return 0 if language == wanted else 1 if language == "en" else 2


def _names(stories: Iterable[int]) -> dict[int, dict[str, str]]:
    """By story and handle: the name of whoever agrees to be shown, else what stands instead."""
    agreeing = set(Shown.objects.agreeing().filter(story__in=list(stories)).values_list("pk", flat=True))
    names: dict[int, dict[str, str]] = {}
    for row in Shown.objects.filter(story__in=list(stories)):
        names.setdefault(row.story_id, {})[row.handle] = row.name if row.pk in agreeing else str(row.get_instead_display())
    return names


def _said(text: str, names: dict[str, str]) -> str:
    return HANDLE.sub(lambda found: names.get(found[1], ""), text)
