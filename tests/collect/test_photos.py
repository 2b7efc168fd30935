"""Photos that come with a form: split over requests, made small, shown to those who may read the visit and to nobody else."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from genba.collect.models import Attachment
from genba.delivery.models import Visit
from tests.cast import Cast
from tests.collect.collectors import Collector, filled, said


def a_photo(colour: str = "navy", exif: bool = True) -> bytes:
    picture, out = Image.new("RGB", (2400, 1800), colour), io.BytesIO()
    place = Image.Exif()
    place[0x8825] = {1: "N", 2: (1.0, 17.0, 0.0)}  # where it was taken
    picture.save(out, "JPEG", **({"exif": place} if exif else {}))
    return out.getvalue()


def a_visit(cast: Cast, **photos: str) -> str:
    return filled("workplace-cooperation-visit", engagement=cast.engagement.code, visited_on="2026-03-12",
                  advice_given="Mark the aisle", **photos)  # fmt: skip


def test_photos_come_in_several_requests_with_the_same_form(cast: Cast, phone: Collector) -> None:
    """“split the POST into multiple individual POST requests, each containing the form's XML submission and one or more
    additional parts”"""
    xml = a_visit(cast, after_photo="one.jpg", other_photo="two.jpg")

    answers = [
        phone.send(xml),
        phone.send(xml, one=a_photo()),
        phone.send(xml, two=a_photo("red")),
        phone.send(xml, two=a_photo("red")),
    ]

    assert [a.status_code for a in answers] == [201] * 4 and Visit.objects.count() == 1
    assert [a.name for a in Attachment.objects.all()] == ["one.jpg", "two.jpg"]


def test_a_photo_is_made_small_and_loses_its_place(cast: Cast, phone: Collector) -> None:
    phone.send(a_visit(cast, after_photo="one.jpg"), one=a_photo())

    with default_storage.open(Attachment.objects.get().file) as file, Image.open(file) as kept:
        assert max(kept.size) == 1600 and not kept.getexif()


@pytest.mark.parametrize("broken", [b"", b"no photo", b"<svg xmlns='http://www.w3.org/2000/svg'/>", a_photo()[:2000]])
def test_a_broken_photo_is_told_and_holds_the_visit_not_up(cast: Cast, phone: Collector, broken: bytes) -> None:
    answer = phone.send(a_visit(cast, after_photo="one.jpg"), one=broken)

    assert answer.status_code == 201 and Visit.objects.count() == 1
    if broken:  # an empty file is no file for the envelope
        kept = Attachment.objects.get()
        assert kept.content == "" and "one.jpg" in kept.said and kept.said in said(answer)


def test_a_file_that_the_form_does_not_name_is_not_kept(cast: Cast, phone: Collector) -> None:
    """“Name: matches an appropriate element inside of the XForm Element's XML.”"""
    answer = phone.send(a_visit(cast), stranger=a_photo())

    assert answer.status_code == 201 and "stranger.jpg" in said(answer) and not Attachment.objects.exists()


def test_the_visit_shows_them_to_its_readers_only(cast: Cast, phone: Collector, sign_in: Any) -> None:
    phone.send(a_visit(cast, after_photo="one.jpg", what_went_well="The board is used"), one=a_photo())
    visit, photo = Visit.objects.get(), Attachment.objects.get()
    address = f"/field/visits/{visit.code}/sent/{photo.code}/"

    page = sign_in(cast.omar).get(f"/field/visits/{visit.code}/").content.decode()
    assert address in page and "The board is used" in page and "What went well" in page
    answer = sign_in(cast.omar).get(address)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert sign_in(cast.coordinator).get(address).status_code == 200
    assert sign_in(cast.brand_officer).get(address).status_code in (403, 404)
    other = phone.send(
        filled("workplace-cooperation-visit", engagement=cast.engagement.code, visited_on="2026-03-13", advice_given="x")
    )
    assert other.status_code == 201
    elsewhere = Visit.objects.exclude(pk=visit.pk).get()
    assert sign_in(cast.omar).get(f"/field/visits/{elsewhere.code}/sent/{photo.code}/").status_code == 404


def test_what_was_refused_keeps_no_photo(cast: Cast, phone: Collector) -> None:
    xml = filled(
        "workplace-cooperation-visit",
        engagement="ZZZZZZZZ",
        visited_on="2026-03-12",
        advice_given="x",
        after_photo="one.jpg",
    )

    assert phone.send(xml, one=a_photo()).status_code == 403 and not Attachment.objects.exists()
