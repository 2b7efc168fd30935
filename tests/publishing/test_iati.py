"""Who reports a programme to IATI: what may be said, and that two who write at once are both heard."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from genba.audit.models import Event
from genba.kit.refused import Refused, Stale
from genba.publishing.models import IatiReporting
from tests.cast import Cast
from tests.scenes_iati import says_who_reports


@pytest.mark.parametrize("organisation", ["XM-DAC-41302", "XM-DAC-3-1", "GB-CHC-202918", "KE-NCB-93175", "BE-BCE_KBO-0430.2",
                                          "XI-IATI-EC_FPI"])  # fmt: skip
def test_identifiers_of_every_agency_are_taken(cast: Cast, organisation: str) -> None:
    held = says_who_reports(cast, organisation=organisation, activity=f"{organisation}-HARBOUR-2")

    assert held.organisation == organisation
    assert Event.objects.get(noun="iatireporting").changes["organisation"] == organisation


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"organisation": "ILO"}, "organisation"), ({"organisation": "XM-DAC-ILO"}, "organisation"),
        ({"organisation": "XM-DAC-٤١"}, "organisation"), ({"organisation": "GB-CHC-20/29"}, "organisation"),
        ({"organisation": "gb-chc-202918"}, "organisation"), ({"organisation": ""}, "organisation"),
        ({"activity": "HARBOUR"}, "activity"), ({"activity": "XM-DAC-99999"}, "activity"),
        ({"activity": "XM-DAC-99999-A&B"}, "activity"), ({"activity": "XM-DAC-999990-A"}, "activity"),
        ({"name": " "}, "name"), ({"email": "nobody"}, "email"), ({"email": ""}, "email"), ({"kind": "99"}, "kind"),
        ({"role": "9"}, "role"), ({"status": "0"}, "status"), ({"language": "de"}, "language"),
        ({"sector": "3213"}, "sector"), ({"sector": "٣٢١٣٠"}, "sector"),
        ({"descriptions": {"fr": "Mieux travailler"}}, "description_en"), ({"descriptions": {"en": " "}}, "description_en"),
        ({"countries": {}}, "countries"), ({"countries": {"KE": Decimal(60), "VN": Decimal(39)}}, "countries"),
        ({"countries": {"KE": Decimal(110), "VN": Decimal(-10)}}, "countries"), ({"countries": {"Atlantis": Decimal(100)}}, "country"),
        ({"planned_start_on": date(2027, 1, 1), "planned_end_on": date(2026, 1, 1)}, "planned_end_on"),
        ({"ended_on": date(2024, 6, 1), "status": "4"}, "ended_on"), ({"ended_on": date(2030, 6, 1), "status": "4"}, "ended_on"),
        ({"ended_on": date(2026, 2, 1), "status": "2"}, "status"), ({"status": "4"}, "ended_on"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence_where_it_stands(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with time_machine.travel(date(2026, 6, 1)), pytest.raises(Refused) as no:
        says_who_reports(cast, **wrong)

    assert no.value.field == field
    assert no.value.reason.endswith(".")
    assert not IatiReporting.objects.exists()


def test_two_who_write_at_once_are_both_heard(cast: Cast) -> None:
    says_who_reports(cast, version=0)

    with pytest.raises(Stale):
        says_who_reports(cast, version=0, name="Somebody Else")

    assert says_who_reports(cast, version=1, name="Somebody Else").version == 2
    assert IatiReporting.objects.get().name == "Somebody Else"


def test_a_single_country_has_everything_and_names_are_understood(cast: Cast) -> None:
    held = says_who_reports(cast, countries={"Viet Nam": Decimal("100.00")})

    assert held.countries == {"VN": "100"}
