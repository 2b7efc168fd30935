"""Photos arrive apart from their records, in parts, whatever breaks on the way: on a disk and in a bucket."""

import io
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from genba.kit import kept
from genba.plans.models import Action, ActionPhoto
from genba.sync.models import Outcome, Upload
from tests.api.answers import ok, problem_of
from tests.api.conftest import Program
from tests.cast import Cast
from tests.pictures import hash_of, huge_png, jpeg
from tests.scenes_sheet import play
from tests.storages import files

pytestmark = pytest.mark.usefixtures("storage")
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0" + b"\0" * 3000


class Sender:
    """The field app of somebody, as far as photos go."""

    def __init__(self, page: Program) -> None:
        self.page = page
        self.device: str = ok(page.post("/devices", {"name": "Android, Chrome"}))["code"]

    def announce(self, data: bytes, **other: Any) -> Any:
        return self.page.post("/photos", {"device": self.device, "content": hash_of(data), "size": len(data), **other})

    def part(self, data: bytes, begin: int, end: int | None = None, *, content: str = "") -> Any:
        address = f"/api/v1/photos/{content or hash_of(data)}?offset={begin}"
        return self.page.client.generic("PATCH", address, data[begin:end], content_type="application/octet-stream")

    def send(self, data: bytes, step: int = 20_000) -> Any:
        at = ok(self.announce(data), 201)["received"]
        for begin in range(at, len(data), step):
            told = ok(self.part(data, begin, begin + step), 200)
        return told

    def record(self, author: Any, action: Action, data: bytes, **other: Any) -> dict[str, Any]:
        body = {"action": action.code, "kind": "before", "shows": "The aisle", "taken_on": "2026-10-06",
                "content": hash_of(data), "size": len(data), **other}  # fmt: skip
        return {"id": str(uuid4()), "kind": "photo", "version": 1, "author": author.code, "made_at": "2026-10-06T09:00:00Z",
                "body": body}  # fmt: skip

    def tell(self, *records: dict[str, Any]) -> list[dict[str, Any]]:
        sent = {"device": self.device, "sent_at": timezone.now().isoformat(), "records": list(records)}
        results: list[dict[str, Any]] = ok(self.page.post("/records", sent), 200)["results"]
        return results


@pytest.fixture
def seam(cast: Cast) -> Action:
    return play(cast)["seam"]


@pytest.fixture
def omar(cast: Cast, page: Any) -> Sender:
    return Sender(page(cast.omar))


def test_a_photo_comes_in_parts_and_its_record_is_a_fact_with_the_last_byte(cast: Cast, seam: Action, omar: Sender) -> None:
    data = jpeg(with_place=True)
    record = omar.record(cast.omar, seam, data)
    (told,) = omar.tell(record)
    assert told["state"] == "waiting" and "on its way" in told["said"][0]

    last = omar.send(data)

    assert last == {"content": hash_of(data), "received": len(data), "is_whole": True, "state": "whole", "withdrawn": False,
                    "said": ""}  # fmt: skip
    photo = seam.photos.get()
    assert omar.tell(record)[0] | {"id": ""} == {"id": "", "state": "accepted", "said": [], "field": "", "noun": "photo",
                                                 "code": photo.code}  # fmt: skip
    assert (photo.kind, photo.shows, str(photo.taken_on), photo.added_by) == ("before", "The aisle", "2026-10-06", cast.omar)
    assert not files("coming")


def test_what_the_camera_wrote_is_in_no_file_any_more(cast: Cast, seam: Action, omar: Sender) -> None:
    data = jpeg(with_place=True)
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825) and b"Maker" in data

    omar.send(data)
    omar.tell(omar.record(cast.omar, seam, data))

    assert len(files()) == 2  # as it arrived, for thirty days, and the photo of the action
    for file in files():
        here = kept.read(file)
        assert not Image.open(io.BytesIO(here)).getexif() and b"Maker" not in here


def test_the_photo_may_come_before_its_record(cast: Cast, seam: Action, omar: Sender) -> None:
    data = jpeg()
    omar.send(data)

    (told,) = omar.tell(omar.record(cast.omar, seam, data))

    assert told["state"] == "accepted" and seam.photos.get().code == told["code"]


def test_a_network_that_is_lost_between_parts_costs_only_the_rest(omar: Sender, cast: Cast) -> None:
    data = jpeg()
    assert ok(omar.announce(data), 201)["received"] == 0
    ok(omar.part(data, 0, 30_000), 200)

    again = ok(omar.announce(data), 200)

    assert (again["received"], again["is_whole"], again["state"]) == (30_000, False, "coming")
    assert ok(omar.part(data, 30_000), 200)["is_whole"]
    assert ok(omar.announce(data), 200)["is_whole"]


def test_a_part_that_is_sent_twice_or_from_a_wrong_place_is_told_where_to_go_on(omar: Sender, cast: Cast) -> None:
    data = jpeg()
    omar.announce(data)
    ok(omar.part(data, 0, 30_000), 200)

    for begin in (0, 10_000, 40_000):
        told = omar.part(data, begin, begin + 5000)
        assert told.status_code == 409 and told.json()["received"] == 30_000

    ok(omar.part(data, 30_000), 200)
    assert ok(omar.part(data, 30_000), 200)["is_whole"]  # the last one twice: its answer was lost
    assert Upload.objects.get().received == len(data)


def test_what_is_not_the_file_that_was_announced_is_thrown_away_and_may_come_again(omar: Sender, cast: Cast) -> None:
    data = jpeg()
    broken = data[:-10] + b"0123456789"
    omar.announce(data)
    ok(omar.part(broken, 0, 30_000, content=hash_of(data)), 200)

    told = ok(omar.part(broken, 30_000, content=hash_of(data)), 200)

    assert (told["received"], told["is_whole"], told["state"]) == (0, False, "coming") and "thrown away" in told["said"]
    assert files() == []
    assert omar.send(data)["is_whole"]


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"no photo at all, only words. " * 100, "no photo"), (HEIC, "HEIC"), (huge_png(), "million pixels"),
     (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>" * 30, "no photo"),
     (b"<!doctype html><title>Hi</title><script>alert(1)</script>" * 30, "no photo"), (jpeg()[:5000], "broken")],
    ids=["text", "heic", "bomb", "svg", "html", "half"],
)  # fmt: skip
def test_what_is_no_photo_is_refused_kept_by_nobody_and_told_to_whoever_took_it(
    cast: Cast, seam: Action, omar: Sender, data: bytes, why: str
) -> None:
    record = omar.record(cast.omar, seam, data)
    omar.tell(record)

    told = omar.send(data)

    assert (told["is_whole"], told["state"]) == (False, "refused") and why in told["said"]
    assert ok(omar.announce(data), 200)["state"] == ok(omar.part(data, 0), 200)["state"] == "refused"
    (fix,) = omar.tell(record)
    assert (fix["state"], fix["field"]) == ("to-fix", "content") and why in fix["said"][0]
    assert files() == [] and not ActionPhoto.objects.exists()


def test_too_large_is_said_before_a_byte_is_sent(cast: Cast, seam: Action, omar: Sender) -> None:
    data = jpeg()

    refused = problem_of(omar.announce(data, size=1_600_000), 422)
    (told,) = omar.tell(omar.record(cast.omar, seam, data, size=1_600_000))

    assert "1.6 MB; 1.5 MB is the most" in refused["detail"] and refused["errors"][0]["field"] == "size"
    assert (told["state"], told["field"]) == ("to-fix", "size")
    assert not Upload.objects.exists()


def test_more_bytes_than_announced_and_parts_of_a_few_bytes_are_refused(omar: Sender, cast: Cast) -> None:
    data = jpeg()
    omar.announce(data)

    assert "more bytes" in problem_of(omar.part(data + b"!", 0, content=hash_of(data)), 422)["detail"]
    assert "at least 1024" in problem_of(omar.part(data, 0, 10), 422)["detail"]
    assert "at least 1024" in problem_of(omar.part(data, 0, 0), 422)["detail"]
    assert ok(omar.part(data, 0, len(data) - 5), 200)["received"] == len(data) - 5
    assert ok(omar.part(data, len(data) - 5), 200)["is_whole"]  # but the rest may be short


def test_a_size_that_was_said_wrongly_begins_anew(omar: Sender, cast: Cast) -> None:
    data = jpeg()
    omar.announce(data, size=len(data) + 7)
    ok(omar.part(data, 0, 30_000), 200)

    assert ok(omar.announce(data), 201)["received"] == 0
    assert files() == []
    assert omar.send(data)["is_whole"]


def test_an_upload_is_its_owners_alone_and_nobody_hears_of_another(cast: Cast, page: Any, omar: Sender) -> None:
    data, eva = jpeg(), Sender(page(cast.expert))
    omar.send(data)

    problem_of(eva.part(data, 0, 5000), 404)
    problem_of(eva.part(data, 0, 5000, content=hash_of(b"never sent")), 404)
    assert ok(eva.announce(data), 201) == {"content": hash_of(data), "received": 0, "is_whole": False, "state": "coming",
                                           "withdrawn": False, "said": ""}  # fmt: skip
    assert eva.send(data)["is_whole"] and Upload.objects.count() == 2


def test_nobody_announces_from_a_device_of_somebody_else(cast: Cast, page: Any, program: Any, omar: Sender) -> None:
    data = jpeg()
    body = {"device": omar.device, "content": hash_of(data), "size": len(data)}

    assert "somebody else" in problem_of(program(cast.coordinator).post("/photos", body), 422)["detail"]
    problem_of(page(cast.owner).post("/photos", body), 403)
    problem_of(Program(Client()).post("/photos", body), 401)
    assert not Upload.objects.exists()


def test_a_page_proves_where_it_comes_from(cast: Cast, omar: Sender) -> None:
    data, client = jpeg(), Client(enforce_csrf_checks=True)
    client.cookies = omar.page.client.cookies
    address = f"/api/v1/photos/{hash_of(data)}?offset=0"
    omar.announce(data)

    problem_of(client.generic("PATCH", address, data, content_type="application/octet-stream"), 403)
    token = client.get("/field/app/day/").json()["csrf"]
    ok(client.generic("PATCH", address, data, content_type="application/octet-stream", headers={"x-csrftoken": token}), 200)


def test_a_withdrawn_device_sends_no_photo_and_says_once_that_nothing_is_left(
    cast: Cast, program: Any, page: Any, omar: Sender
) -> None:
    data, maya = jpeg(), program(cast.coordinator)
    omar.announce(data)
    assert "in use" in problem_of(omar.page.post(f"/devices/{omar.device}/wiped", {}), 422)["detail"]
    maya.post(f"/devices/{omar.device}/withdrawal", {})

    assert ok(omar.announce(data), 200)["withdrawn"] and ok(omar.part(data, 0), 200)["withdrawn"]
    assert files() == [] and Upload.objects.get().received == 0

    first = ok(omar.page.post(f"/devices/{omar.device}/wiped", {}), 200)["wiped_at"]
    assert first and ok(omar.page.post(f"/devices/{omar.device}/wiped", {}), 200)["wiped_at"] == first
    assert "somebody else" in problem_of(maya.post(f"/devices/{omar.device}/wiped", {}), 422)["detail"]
    problem_of(page(cast.owner).post(f"/devices/{omar.device}/wiped", {}), 403)


def test_the_photo_is_handed_out_by_the_policy_from_every_storage(cast: Cast, seam: Action, omar: Sender, page: Any) -> None:
    data = jpeg()
    omar.send(data)
    (told,) = omar.tell(omar.record(cast.omar, seam, data))

    served = page(cast.worker).client.get(f"/photos/{told['code']}.jpg")
    assert served.status_code == 200 and served["Content-Type"] == "image/jpeg" and "private" in served["Cache-Control"]
    assert Image.open(io.BytesIO(served.content)).size == (800, 600)
    assert Client().get(f"/photos/{told['code']}.jpg").status_code == 302
    assert page(cast.brand_officer).client.get(f"/photos/{told['code']}.jpg").status_code in (403, 404)
    assert Outcome.objects.filter(state="accepted").count() == 1
