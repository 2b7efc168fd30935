"""The list of forms, written from the text of the Form List API (docs.getodk.org/openrosa-form-list)."""

import csv
import hashlib
import io
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from genba.directory.actions import enterprises
from genba.programmes.actions import engagements
from tests.cast import AGREED, Cast
from tests.collect.collectors import FORMS, MANIFEST, Collector, said
from tests.scenes_classes import a_class

VISIT, BASELINE = "workplace-cooperation-visit", "workplace-cooperation-baseline"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def of_file(content: bytes) -> str:
    return "md5:" + hashlib.md5(content).hexdigest()


def test_within_each_xform_there_must_be_exactly_one_of_each(cast: Cast, phone: Collector) -> None:
    """“a top-level <xforms/> element in the http://openrosa.org/xforms/xformsList namespace” … “exactly one of each of the
    following: formID, name, version, hash, downloadUrl”"""
    answer = phone.ask("GET", "/collect/formList")

    root = ET.fromstring(answer.content)
    assert answer.status_code == 200 and answer["Content-Type"] == "text/xml; charset=utf-8"
    assert root.tag == f"{FORMS}xforms" and len(root) == 1
    for name in ("formID", "name", "version", "hash", "downloadUrl", "manifestUrl"):
        assert len(root[0].findall(f"{FORMS}{name}")) == 1 and root[0].findtext(f"{FORMS}{name}")


def test_every_answer_says_its_version(cast: Cast, phone: Collector) -> None:
    """“Servers should include the following headers in all responses: X-OpenRosa-Version 1.0”"""
    right, wrong = phone.ask("GET", "/collect/formList"), phone.ask("GET", "/collect/forms/none/form.xml")

    assert right["X-OpenRosa-Version"] == wrong["X-OpenRosa-Version"] == "1.0"
    assert wrong.status_code == 404 and said(wrong)
    assert int(right["X-OpenRosa-Accept-Content-Length"]) >= 10_000_000


def test_a_form_id_asks_for_that_form_only(cast: Cast, phone: Collector) -> None:
    """“formID: If specified, the server MUST return information for only this formID.”"""
    a_class(cast)

    assert {"attendance", VISIT} <= set(phone.forms())
    assert set(phone.forms(formID="attendance")) == {"attendance"} and phone.forms(formID="none") == {}


def test_only_verbose_brings_descriptions(cast: Cast, phone: Collector) -> None:
    """“If not supplied or not present, the server MUST NOT include this optional information in its response.”"""
    assert "descriptionText" not in phone.forms()[VISIT]
    assert phone.forms(verbose="true")[VISIT]["descriptionText"]


def test_the_name_follows_the_language_that_is_asked_for(cast: Cast, phone: Collector) -> None:
    """“The server may localize this name based upon the Accept-Language header on the incoming request.”"""
    phone.headers["Accept-Language"] = "es"

    assert phone.forms()[VISIT]["name"].startswith("Cooperación")


def test_the_hash_is_that_of_the_file(cast: Cast, phone: Collector) -> None:
    """“The hash value of the form definition file available for download … MD5 hashes of the file contents”"""
    form = phone.forms()[VISIT]

    answer = phone.ask("GET", form["downloadUrl"].partition("testserver")[2])

    assert answer["Content-Type"] == "text/xml; charset=utf-8" and of_file(answer.content) == form["hash"]
    assert f'id="{VISIT}" version="{form["version"]}"' in answer.content.decode()


def test_the_manifest_names_the_files_with_their_hashes(cast: Cast, phone: Collector) -> None:
    """“a top-level <manifest/> tag in the http://openrosa.org/xforms/xformsManifest namespace” … “exactly one of each of:
    filename, hash, downloadUrl”"""
    answer = phone.ask("GET", phone.forms()[VISIT]["manifestUrl"].partition("testserver")[2])

    assert ET.fromstring(answer.content).tag == f"{MANIFEST}manifest"
    (file,) = phone.files(VISIT).values()
    content = phone.content(VISIT, "engagements.csv")
    assert file["filename"] == "engagements.csv" and file["hash"] == of_file(content.encode())
    assert rows(content) == [{"name": cast.engagement.code, "label": "Sample Street Garments, Nairobi"}]


def test_a_phone_takes_along_what_its_user_may_report_on_and_nothing_else(cast: Cast, phone: Collector) -> None:
    strange = engagements.open_engagement(by=cast.director, programme=cast.programme, enterprise=cast.metals, provider=cast.rival, trainer=None,
                                          module="workplace-cooperation", agreed_on=AGREED, currency="USD")  # fmt: skip

    assert strange.code not in phone.content(VISIT, "engagements.csv")
    assert strange.code in Collector(cast.director).content(VISIT, "engagements.csv")
    assert Collector(cast.coordinator).ask("GET", "/collect/forms/lean-manufacturing-visit/form.xml").status_code == 404


def test_a_new_enterprise_changes_the_hash_of_the_file_and_not_that_of_the_form(cast: Cast, phone: Collector) -> None:
    """“If the hash value identified in the manifest differs … then the file should be re-fetched from the server.”"""
    form, file = phone.forms()[VISIT], phone.files(VISIT)["engagements.csv"]
    joinery = enterprises.register(by=cast.coordinator, name='Two "Oaks", Joinery', country="KE", city="Thika",
                                   provider=cast.provider)  # fmt: skip
    engagements.open_engagement(by=cast.coordinator, programme=cast.programme, enterprise=joinery, provider=cast.provider,
                                module="workplace-cooperation", trainer=cast.omar, agreed_on=AGREED, currency="KES")  # fmt: skip

    assert phone.forms()[VISIT] == form and phone.files(VISIT)["engagements.csv"]["hash"] != file["hash"]
    assert 'Two "Oaks", Joinery, Thika' in [row["label"] for row in rows(phone.content(VISIT, "engagements.csv"))]


def test_a_baseline_is_asked_for_until_there_is_one(cast: Cast) -> None:
    phone = Collector(cast.omar)
    assert set(phone.forms()) == {VISIT, BASELINE}

    from tests.scenes_field import has_baseline

    has_baseline(cast)

    assert set(phone.forms()) == {VISIT}


def test_an_enterprise_that_left_is_taken_along_no_more(cast: Cast, phone: Collector) -> None:
    engagements.withdraw(by=cast.coordinator, engagement=cast.engagement, withdrawn_on=date(2026, 4, 1), reason="Sold")

    assert phone.forms() == {}


def test_the_list_of_a_class_goes_along_for_these_weeks(cast: Cast, phone: Collector, in_april: object) -> None:
    room = a_class(cast)

    assert [row["name"] for row in rows(phone.content("attendance", "workshops.csv"))] == [room.workshop.code]
    people = rows(phone.content("attendance", "participants.csv"))
    assert [row["label"].partition(",")[0] for row in people] == ["Lina Sample", "Nuri Ornek", "Rosa Vidu"]
    assert {row["workshop"] for row in people} == {room.workshop.code}
    (first, *_others) = rows(phone.content("attendance", "sessions.csv"))
    assert first["name"] == f"{room.workshop.code}-2026-04-14-morning" and first["minutes"] == "180"

    in_april.move_to("2026-06-01T10:00:00Z")  # type: ignore[attr-defined]

    assert "attendance" not in phone.forms()


@pytest.mark.parametrize("path", ["/collect/formList", "/collect/forms/x/form.xml", "/collect/forms/x/manifest.xml"])
def test_nobody_writes_where_there_is_only_to_read(phone: Collector, path: str) -> None:
    assert phone.ask("POST", path, data={}).status_code == 405


def test_whoever_opens_the_address_in_a_browser_is_told_what_it_is_for(cast: Cast, sign_in: object) -> None:
    answer = sign_in(cast.omar).get("/collect/", follow=True)  # type: ignore[operator]

    assert answer.status_code == 200 and "KoboCollect" in answer.content.decode()
