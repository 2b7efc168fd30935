"""XML from strangers: no document type, so no entities; no more than a form of ours can hold."""

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

LARGEST = 256 * 1024  # bytes of one filled form; photos come beside it
DEEPEST = 30


class NotXml(ValueError):
    """It cannot be read, or must not be."""


def read(data: bytes) -> Element:
    """The tree. Names have their namespace in front, as {namespace}name. Raises NotXml."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    depth = 0

    def name(said: str) -> str:
        return f"{{{said}" if "}" in said else said

    def begin(said: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise NotXml("deep")
        builder.start(name(said), attributes)

    def end(said: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name(said))

    def refuse(*_: object) -> None:
        raise NotXml("doctype")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        data.decode()  # nobody sends us another one; expat would read several
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise NotXml(str(error)) from error
    return builder.close()


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]


def namespace(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""
