"""Signatures and flags of records, on the pages of those who read the report, and on none of others."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader

from genba.delivery.models import Visit
from genba.directory.models import Enterprise
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class
from tests.scenes_field import has_baseline
from tests.scenes_review import NOW
from tests.sync.devices import Phone
from tests.words import words_of

FAR = {"where": {"lat": -4.05, "lon": 39.67, "accuracy": 20}}  # Mombasa


@pytest.fixture(autouse=True)
def one_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def visit(cast: Cast) -> Visit:
    """Written far away, and signed."""
    has_baseline(cast)
    Enterprise.objects.filter(pk=cast.garments.pk).update(latitude=-1.2864, longitude=36.8172)
    phone = Phone(cast.omar)
    body = {"engagement": cast.engagement.code, "visited_on": "2026-03-20", "advice": "Meet every morning.", **FAR}
    report = phone.record("visit", body)
    mark = {"visit": str(report.id), "role": "worker", "person": cast.rosa.code, "name": "Rosa Vidu", "signed_on": "2026-03-20",
            "drawing": [[100, 100, 500, 300, 900, 100], [950, 350]]}  # fmt: skip
    phone.send(phone.record("signature", mark), report)
    return Visit.objects.get()


def test_a_signature_is_drawn_beside_the_name_on_the_page_and_in_the_pdf(cast: Cast, visit: Visit, sign_in: Any) -> None:
    address = f"/field/visits/{visit.code}/"

    page = sign_in(cast.omar).get(address).content.decode()
    pdf = sign_in(cast.owner).get(f"{address}report.pdf")

    assert 'd="M100 100L500 300 900 100M950 350h.1"' in page and "<title>Signature of Rosa Vidu</title>" in page
    last = PdfReader(io.BytesIO(pdf.content)).pages[-1]
    contents: Any = last.get_contents()
    assert "Rosa Vidu" in last.extract_text() and b"100 100 m 500 300 l 900 100 l" in contents.get_data()
    assert sign_in(cast.brand_officer).get(address).status_code == 404


def test_a_reviewer_reads_what_is_odd_beside_the_report_and_it_is_kept_back(cast: Cast, visit: Visit, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    read, many = client.get(f"/field/review/visit/{visit.code}/"), client.get("/desk/review/reports/")

    assert "To be looked at" in words_of(read) and "km away from the enterprise" in words_of(read)
    assert "39.67" not in read.content.decode()
    assert "To be looked at" in words_of(many) and f'value="{visit.code}" checked' in many.content.decode()
    client.post("/desk/review/reports/", {"reports": f"{visit.code}:1", "keep": visit.code, "scope": "all"})
    assert not visit.reviews.exists()


def test_what_is_odd_about_a_list_stands_on_the_page_of_the_class_for_reviewers_only(cast: Cast, sign_in: Any) -> None:
    room: Classroom = a_class(cast)
    phone = Phone(cast.omar)
    body = {"workshop": room.workshop.code, "session": room.sessions[0].key, "marks": {cast.rosa.code: 180}}
    phone.send(phone.record("attendance", body), phone.record("attendance", body))
    address = f"/desk/workshops/{room.workshop.code}/"

    assert "This list has come before" in words_of(sign_in(cast.coordinator).get(address))
    assert "This list has come before" not in words_of(sign_in(cast.owner).get(address))
