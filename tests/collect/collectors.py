"""A collector on the phone of somebody: it knows a name and a collect password, speaks Digest, and fills forms in."""

from typing import Any
from urllib.parse import urlencode
from urllib.request import parse_http_list, parse_keqv_list
from uuid import uuid4
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from genba.access.models import User
from genba.collect import digest
from genba.collect.actions import passwords

FORMS, MANIFEST, RESPONSE = (
    "{http://openrosa.org/xforms/xformsList}", "{http://openrosa.org/xforms/xformsManifest}",
    "{http://openrosa.org/http/response}",
)  # fmt: skip


class Collector:
    """ODK Collect or KoboCollect in the hand of a user."""

    def __init__(self, user: User, device: str = "collect:9x2k", client: Client | None = None) -> None:
        self.user, self.device, self.client = user, device, client or Client()
        self.password, self.secret = passwords.make(by=user)
        self.headers: dict[str, str] = {"X-OpenRosa-Version": "1.0"}
        self.nonce, self.count = "", 0

    def ask(self, method: str, path: str, query: dict[str, str] | None = None, **more: Any) -> Any:
        """As a collector does: once without a password, then with it. A nonce serves until it is stale."""
        address = path + "?" + urlencode({"deviceID": self.device, **(query or {})})
        for _ in range(3):
            proof = self.proof(method, address) if self.nonce else ""
            answer = self.sent(method, address, proof, **more)
            if answer.status_code != 401 or (proof and "stale=TRUE" not in answer["WWW-Authenticate"]):
                return answer
            self.nonce, self.count = nonce_of(answer), 0
        return answer

    def sent(self, method: str, address: str, proof: str, **more: Any) -> Any:
        data = more.get("data")
        for file in data.values() if isinstance(data, dict) else ():
            if hasattr(file, "seek"):
                file.seek(0)  # read by the request that was challenged
        headers = {**self.headers, **({"Authorization": proof} if proof else {})}
        return getattr(self.client, method.lower())(address, headers=headers, **more)

    def proof(self, method: str, uri: str, *, secret: str = "", name: str = "") -> str:
        self.count += 1
        name, nc, cnonce = name or self.user.code, f"{self.count:08x}", uuid4().hex
        ha1 = digest.md5(name, "genba", secret or self.secret)
        response = digest.md5(ha1, self.nonce, nc, cnonce, "auth", digest.md5(method, uri))
        return (f'Digest username="{name}", realm="genba", nonce="{self.nonce}", uri="{uri}", algorithm=MD5, qop=auth, '
                f'nc={nc}, cnonce="{cnonce}", response="{response}"')  # fmt: skip

    def forms(self, **query: str) -> dict[str, dict[str, str]]:
        """The list, by formID, each with its elements by name."""
        root = ET.fromstring(self.ask("GET", "/collect/formList", query).content)
        rows = [{e.tag.removeprefix(FORMS): e.text or "" for e in row} for row in root]
        return {row["formID"]: row for row in rows}

    def files(self, form: str) -> dict[str, dict[str, str]]:
        """The manifest of a form, by filename."""
        root = ET.fromstring(self.ask("GET", self.forms()[form]["manifestUrl"].partition("testserver")[2]).content)
        rows = [{e.tag.removeprefix(MANIFEST): e.text or "" for e in row} for row in root]
        return {row["filename"]: row for row in rows}

    def content(self, form: str, name: str) -> str:
        return str(self.ask("GET", self.files(form)[name]["downloadUrl"].partition("testserver")[2]).content.decode())

    def send(self, xml: str | bytes, **photos: bytes) -> Any:
        data = xml.encode() if isinstance(xml, str) else xml
        parts: dict[str, Any] = {"xml_submission_file": SimpleUploadedFile("filled.xml", data, "text/xml")}
        parts |= {name: SimpleUploadedFile(f"{name}.jpg", picture, "image/jpeg") for name, picture in photos.items()}
        return self.ask("POST", "/collect/submission", data=parts)


def nonce_of(answer: Any) -> str:
    said = answer["WWW-Authenticate"].removeprefix("Digest ")
    return str(parse_keqv_list(parse_http_list(said))["nonce"])


def said(answer: Any) -> str:
    """The sentence of an OpenRosa response."""
    root = ET.fromstring(answer.content)
    assert root.tag == f"{RESPONSE}OpenRosaResponse"
    return root.findtext(f"{RESPONSE}message") or ""


def filled(form: str, *, instance: str = "", version: str = "1.0.0-old", inside: str = "", **answers: str) -> str:
    """A filled form as a collector writes it; names with _ for -."""
    words = "".join(f"<{n}>{escape(v)}</{n}>" for n, v in ((k.replace("_", "-"), v) for k, v in answers.items()))
    return (f'<?xml version="1.0"?><data id="{form}" version="{version}" xmlns:orx="http://openrosa.org/xforms">{words}{inside}'
            f"<orx:meta><orx:instanceID>{instance or f'uuid:{uuid4()}'}</orx:instanceID></orx:meta></data>")  # fmt: skip
