"""A form that came back, as its XML says it: which form, which number, what was answered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree.ElementTree import Element

from genba.collect.xml import NotXml, local, namespace, read
from genba.curriculum.collecting import ENDED, STARTED

YEARS = range(2000, 2100)


@dataclass(frozen=True)
class Filled:
    """`answers`: what was answered, by the name of the question; of a question in a repeat, the last. `repeats`: the rounds of
    each repeat, in order."""

    form: str
    version: str
    id: UUID
    replaces: UUID | None
    answers: dict[str, str]
    repeats: dict[str, list[dict[str, str]]]
    made_at: datetime | None
    text: str

    @property
    def says(self) -> set[str]:
        """Every answer: a file that came with the form is named by one of them."""
        return {*self.answers.values(), *(v for rounds in self.repeats.values() for one in rounds for v in one.values())}


def filled(data: bytes) -> Filled:
    """Raises NotXml where it is no form that came back, or names no instanceID."""
    root, text = read(data), data.decode()
    meta = next((child for child in root if local(child.tag) == "meta"), None)
    said = {local(child.tag): (child.text or "").strip() for child in meta} if meta is not None else {}
    instance = said.get("instanceID") or root.attrib.get("instanceID", "")
    form = root.attrib.get("id") or namespace(root.tag)
    if not instance or not form:
        raise NotXml("instanceID")
    repeats = _repeats(root)
    answers = {}
    for element in root.iter():
        if len(element) == 0 and element is not root and (element.text or "").strip():
            answers[local(element.tag)] = (element.text or "").strip()
    for name in said:
        answers.pop(name, None)
    return Filled(form, root.attrib.get("version", ""), number_of(instance),
                  number_of(said["deprecatedID"]) if said.get("deprecatedID") else None, answers, repeats,
                  _moment(answers.get(ENDED, "")) or _moment(answers.get(STARTED, "")), text)  # fmt: skip


def number_of(instance: str) -> UUID:
    """The number of a record for an instanceID: its own where it is a uuid, else one that is always the same for it."""
    scheme, _, rest = instance.partition(":")
    try:
        return UUID(rest if scheme == "uuid" else instance)
    except ValueError:
        return uuid5(NAMESPACE_URL, instance)


def _repeats(root: Element) -> dict[str, list[dict[str, str]]]:
    """Groups, by name; those that stand there several times are the rounds of a repeat."""
    found: dict[str, list[dict[str, str]]] = {}
    for element in root.iter():
        if element is not root and len(element):
            found.setdefault(local(element.tag), []).append(
                {local(child.tag): (child.text or "").strip() for child in element if len(child) == 0}
            )
    return found


def _moment(said: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    return moment if moment.tzinfo and moment.year in YEARS else None
