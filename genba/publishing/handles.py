"""People and enterprises in a text go by handle, {ana}; what is read instead hangs on their consent."""

import re
from collections.abc import Iterable, Mapping

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.kit.names import name_key
from genba.publishing.models import Shown, Story

HANDLE = re.compile(r"\{([a-z0-9][a-z0-9-]*)\}")
WORD, SHORTEST = re.compile(r"[^\W\d_]+"), 3  # letters of a part of a name that give somebody away
MARK = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")  # what Markdown could take for its own


def handles_in(text: str) -> list[str]:
    """The handles of a text, each once, in order."""
    return list(dict.fromkeys(HANDLE.findall(text)))


def filled_in(text: str, names: Mapping[str, str], language: str) -> str:
    """The text as it is read: the name of whoever agrees, else a word for what they are. A word at the beginning of a
    sentence or line begins with a capital. `names`: what stands for each handle, see `standing_for`."""

    def said(found: re.Match[str]) -> str:
        name = names.get(found[1])
        if name is None:
            with override(language):
                name = _("somebody")
        before = text[: found.start()].rstrip(" *_")
        begins = not before or before[-1] in ".!?\n:" or text[: found.start()].endswith("\n")
        return name[0].upper() + name[1:] if begins else name

    return HANDLE.sub(said, text)


def standing_for(shown: Iterable[Shown], language: str) -> dict[str, str]:
    """By handle: the name of those who agree today, else what they are, in a language."""
    with override(language):
        return {one.handle: one.name if one.agrees else str(one.get_instead_display()) for one in shown}


def named_openly(story: Story, *texts: str) -> Shown | None:
    """The first who is shown and whose name stands in the texts or in the address in letters, however written; of a person a
    part of the name is enough, as it is written."""
    whole = HANDLE.sub(" ", "\n".join(texts))
    plain, words, address = f" {_folded(whole)} ", set(WORD.findall(whole)), f"-{story.slug}-"
    for one in story.shown.all():
        parts = {part for part in WORD.findall(one.name) if len(part) >= SHORTEST}
        if f" {_folded(one.name)} " in plain or (slugify(one.name) and f"-{slugify(one.name)}-" in address):
            return one
        in_address = any(slugify(part) and f"-{slugify(part)}-" in address for part in parts)
        if one.instead != Shown.As.ENTERPRISE and (parts & words or in_address):
            return one
    return None


def plainly(names: Mapping[str, str]) -> dict[str, str]:
    """The same for a text in Markdown: a name is letters there, whatever it holds."""
    return {handle: MARK.sub(r"\\\1", name) for handle, name in names.items()}


def _folded(text: str) -> str:
    """Word by word: a key of a whole text would be cut."""
    return " ".join(filter(None, map(name_key, text.split())))
