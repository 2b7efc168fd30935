"""An enterprise moves, splits, closes and comes back: dated facts, and a list of those that are open."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from genba.directory.actions import enterprises, events
from genba.directory.models import Enterprise
from genba.kit.refused import Refused
from genba.reports.sheet import as_data, as_text, enterprise_sheet
from genba.web.print.sheet import as_html, as_pdf
from tests.cast import Cast

SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


def test_a_move_takes_the_new_address_and_keeps_the_old_one(cast: Cast) -> None:
    made = events.tell(by=cast.coordinator, enterprise=cast.garments, kind="moved", happened_on=SPRING, city="Thika",
                       address="Plot 7, Garissa Road")  # fmt: skip

    now = Enterprise.objects.get(pk=cast.garments.pk)
    assert (now.city, now.address) == ("Thika", "Plot 7, Garissa Road")
    assert made.before == {"city": "Nairobi", "address": ""}
    assert list(Enterprise.objects.matching("thika")) == [now]


def test_an_older_move_told_late_does_not_change_where_it_is_today(cast: Cast) -> None:
    events.tell(by=cast.coordinator, enterprise=cast.garments, kind="moved", happened_on=SUMMER, address="New Road 2")
    events.tell(by=cast.coordinator, enterprise=cast.garments, kind="moved", happened_on=SPRING, address="Old Road 1")

    assert Enterprise.objects.get(pk=cast.garments.pk).address == "New Road 2"


def test_a_closed_one_is_not_among_the_open_until_it_comes_back(cast: Cast) -> None:
    events.tell(by=cast.coordinator, enterprise=cast.garments, kind="closed", happened_on=SPRING, note="no orders")
    closed = cast.garments not in Enterprise.objects.open() and cast.garments in Enterprise.objects.closed()
    events.tell(by=cast.coordinator, enterprise=cast.garments, kind="reopened", happened_on=SUMMER)

    assert closed
    assert cast.garments in Enterprise.objects.open()
    assert cast.garments not in Enterprise.objects.closed()


def test_the_head_of_the_sheet_says_what_befell_it_in_every_form(cast: Cast) -> None:
    events.tell(by=cast.coordinator, enterprise=cast.garments, kind="closed", happened_on=SPRING)

    sheet = enterprise_sheet(Enterprise.objects.get(pk=cast.garments.pk), language="en")

    assert sheet.enterprise.life == ((SPRING, "closed"),)
    assert "It closed, 1 March 2026" in as_text(sheet, "en")
    assert "It closed" in as_html(sheet)
    assert str(as_data(sheet)).count("closed")
    first = PdfReader(BytesIO(as_pdf(sheet))).pages[0].extract_text()
    assert "It closed, 1 March 2026" in " ".join(first.split())


def test_the_part_of_a_split_is_an_enterprise_of_its_own(cast: Cast) -> None:
    part = enterprises.register(by=cast.coordinator, name="Sample Street Dyeing", country="KE", provider=cast.provider)

    made = events.tell(by=cast.coordinator, enterprise=cast.garments, kind="split", happened_on=SPRING, other=part)

    assert made.other == part
    assert [e.enterprise for e in part.came_from.all()] == [cast.garments]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"kind": "closed", "happened_on": timezone.localdate() + timedelta(days=3)}, "not come yet"),
        ({"kind": "moved", "happened_on": SPRING}, "new address"),
        ({"kind": "split", "happened_on": SPRING}, "Which enterprise is the part"),
        ({"kind": "reopened", "happened_on": SPRING}, "never closed"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(cast: Cast, facts: dict[str, object], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        events.tell(by=cast.coordinator, enterprise=cast.garments, **facts)  # type: ignore[arg-type]


def test_it_cannot_close_twice_nor_come_back_before_it_closed(cast: Cast) -> None:
    events.tell(by=cast.coordinator, enterprise=cast.garments, kind="closed", happened_on=SUMMER)

    with pytest.raises(Refused, match="closed already"):
        events.tell(by=cast.coordinator, enterprise=cast.garments, kind="closed", happened_on=AUTUMN)
    with pytest.raises(Refused, match="before it last closed"):
        events.tell(by=cast.coordinator, enterprise=cast.garments, kind="reopened", happened_on=SPRING)
