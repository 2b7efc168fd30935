"""What we answer, as OpenRosa writes it down."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

XML = "text/xml; charset=utf-8"
FORMS, MANIFEST, RESPONSE = (
    "http://openrosa.org/xforms/xformsList", "http://openrosa.org/xforms/xformsManifest", "http://openrosa.org/http/response"
)  # fmt: skip
ACCEPTED_BYTES = 10 * 1024 * 1024  # of one POST, as we wish it: the app sends the rest in others
VERSION_HEADER, LENGTH_HEADER = "X-OpenRosa-Version", "X-OpenRosa-Accept-Content-Length"
Fields = dict[str, str]


def headed(response: HttpResponse) -> HttpResponse:
    """With what every answer says. The date is written by the server that sends it."""
    response[VERSION_HEADER] = "1.0"
    response[LENGTH_HEADER] = str(ACCEPTED_BYTES)
    response["Cache-Control"] = "private, no-store"
    return response


def message(words: str, status: int, nature: str) -> HttpResponse:
    """An OpenRosa response: words for the person who holds the phone."""
    root = Element("OpenRosaResponse", xmlns=RESPONSE)
    SubElement(root, "message", nature=nature).text = words
    return _written(root, status)


def listed(forms: Iterable[Fields]) -> HttpResponse:
    return _written(_rows("xforms", FORMS, "xform", forms), 200)


def manifest(files: Iterable[Fields]) -> HttpResponse:
    return _written(_rows("manifest", MANIFEST, "mediaFile", files), 200)


def _rows(name: str, space: str, row: str, rows: Iterable[Fields]) -> Element:
    root = Element(name, xmlns=space)
    for fields in rows:
        element = SubElement(root, row)
        for field, words in fields.items():
            SubElement(element, field).text = words
    return root


def _written(root: Element, status: int) -> HttpResponse:
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(text, content_type=XML, status=status)
