"""People and enterprises in a text go by handle, {ana}; what is read instead hangs on their consent."""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.kit.names import name_key
from genba.publishing.models import Shown, Story

HANDLE = re.compile(r"\{([a-z0-9][a-z0-9-]*)\}")


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


def standing_for(shown: Iterable[Shown], agreeing: set[int], language: str) -> dict[str, str]:
    """By handle: the name of those whose key is among the agreeing, else what they are, in a language."""
    with override(language):
        return {one.handle: one.name if one.pk in agreeing else str(one.get_instead_display()) for one in shown}


def named_openly(story: Story, text: str) -> Shown | None:
    """The first who is shown and whose name stands in the text in letters, however written."""
    plain = f" {name_key(HANDLE.sub(' ', text))} "
    return next((one for one in story.shown.all() if f" {name_key(one.name)} " in plain), None)
