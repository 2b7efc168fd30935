"""What a trainer reads and prints: session plan, exercises, hand-outs; and the pictures of lessons."""

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree  # the pictures are ours; a stranger's package is installed like code

from genba.curriculum.reading import Report

NAME = re.compile(r"(\d{2})-([a-z0-9-]+)\.md")
PICTURE = re.compile(r"!\[([^\]]*)\]\(pictures/([a-z0-9-]+\.svg)\)")
SVG = "{http://www.w3.org/2000/svg}"
RUNS = ("script", "foreignObject", "image", "use", "a")
MOST_BYTES = 30_000


@dataclass(frozen=True)
class Note:
    """One text for trainers in one language."""

    number: int
    slug: str
    language: str
    title: str
    markdown: str


def read_note(name: str, language: str, source: str, report: Report) -> Note | None:
    """One file of trainer/<language>/, or None with findings. Its first heading is its title."""
    named = NAME.fullmatch(name)
    if not named:
        report.add(1, "", f"The name “{name}” is not that of a text for trainers.", "name it like 01-session-plan.md.")
        return None
    first = source.lstrip().split("\n", 1)[0]
    if not first.startswith("# "):
        report.add(1, "", "The text has no title.", "begin with “# ” and the title.")
        return None
    return Note(int(named[1]), named[2], language, first[2:].strip(), source)


def check_picture(path: Path, report: Report) -> None:
    """A picture of a lesson: a small SVG that runs nothing and leads nowhere."""
    text = path.read_bytes()
    if len(text) > MOST_BYTES:
        report.add(1, "", f"The picture has {len(text):,} bytes.", f"draw it simpler: at most {MOST_BYTES:,}.")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 see the import
    except ElementTree.ParseError as error:
        report.add(error.position[0], "", f"This is no SVG: {error}.", "mend the line.")
        return
    if root.tag != f"{SVG}svg" or "viewBox" not in root.attrib:
        report.add(
            1,
            "",
            "The picture has no viewBox.",
            'begin with <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 200">.',
        )
    for element in root.iter():
        tag = str(element.tag).removeprefix(SVG)
        attributes = {name.lower() for name in element.attrib}
        if tag in RUNS or any(name.startswith("on") or "href" in name for name in attributes):
            report.add(1, tag, "A picture of a lesson runs nothing and leads nowhere.", f"take out <{tag}>.")
