"""A real server on a socket, and the HTTP client of others with its own Digest: a day of KoboCollect from end to end."""

import hashlib
import io
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import requests
from PIL import Image
from requests.auth import HTTPDigestAuth

from genba.collect.actions import passwords
from genba.collect.models import Attachment
from genba.delivery.models import Visit
from tests.cast import Cast, assemble
from tests.collect.collectors import FORMS, MANIFEST, RESPONSE, filled
from tests.scenes_field import has_baseline

VISIT = "workplace-cooperation-visit"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Seen by the thread of the server too."""
    made = assemble()
    has_baseline(made)
    return made


@pytest.fixture(autouse=True)
def in_april() -> Iterator[None]:
    """A socket lives in the time that it is."""
    yield


@pytest.fixture
def app(cast: Cast) -> Iterator[requests.Session]:
    _password, secret = passwords.make(by=cast.omar)
    with requests.Session() as app:
        app.auth = HTTPDigestAuth(cast.omar.code, secret)
        app.headers["X-OpenRosa-Version"] = "1.0"
        app.params = {"deviceID": "collect:9x2k"}  # type: ignore[assignment]
        yield app


def a_photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((3000, 2500), 90).save(out, "JPEG", quality=95)
    return out.getvalue()


def test_a_day_with_an_app_from_the_list_of_forms_to_the_last_photo(
    cast: Cast, app: requests.Session, live_server: Any
) -> None:
    listed = app.get(f"{live_server.url}/collect/formList")
    assert (
        listed.status_code == 200
        and listed.headers["X-OpenRosa-Version"] == "1.0"
        and listed.headers["Date"].endswith("GMT")
    )
    (row,) = ET.fromstring(listed.content)
    form = app.get(row.findtext(f"{FORMS}downloadUrl") or "")
    assert "md5:" + hashlib.md5(form.content).hexdigest() == row.findtext(f"{FORMS}hash")
    (file,) = ET.fromstring(app.get(row.findtext(f"{FORMS}manifestUrl") or "").content)
    engagements = app.get(file.findtext(f"{MANIFEST}downloadUrl") or "")
    assert "md5:" + hashlib.md5(engagements.content).hexdigest() == file.findtext(f"{MANIFEST}hash")
    choice = engagements.content.decode().splitlines()[1].split(",")[0]
    assert choice == cast.engagement.code

    head = app.head(f"{live_server.url}/collect/submission")
    assert head.status_code == 204 and head.headers["Location"].startswith(live_server.url)
    xml = filled(
        VISIT, engagement=choice, visited_on="2026-03-12", advice_given="Mark the aisle", after_photo="one.jpg", b="two.jpg"
    )
    for name in ("one.jpg", "two.jpg", "two.jpg"):  # the last came twice: the answer was lost on the way
        sent = app.post(head.headers["Location"], files={
            "xml_submission_file": ("filled.xml", xml, "text/xml"), name: (name, a_photo(), "image/jpeg")})  # fmt: skip
        assert sent.status_code == 201 and ET.fromstring(sent.content).tag == f"{RESPONSE}OpenRosaResponse"

    visit = Visit.objects.get()
    assert visit.trainer == cast.omar and Attachment.objects.count() == 2


def test_a_wrong_password_is_turned_away_by_the_real_client_too(cast: Cast, app: requests.Session, live_server: Any) -> None:
    app.auth = HTTPDigestAuth(cast.omar.code, "wrong")

    assert app.get(f"{live_server.url}/collect/formList").status_code == 401
    assert requests.get(f"{live_server.url}/collect/formList", auth=(cast.omar.code, "wrong"), timeout=60).status_code == 401
