"""Lists of enterprises: what a row says is kept, an enterprise is counted once, and nobody reaches further than their role."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from genba.audit.models import Event
from genba.directory.actions import enterprises
from genba.directory.models import Enterprise, Provider, Serving, Workforce
from tests.cast import Cast
from tests.imports.conftest import Bring, told

HEAD = ["Factory name", "Country"]
ASKED = "In the column “Another enterprise of that name” write yes, or no if it is the same: then the row is left out."
BY_MAYA = ("--by", "maya@example.org")


def names() -> list[str]:
    return sorted(
        Enterprise.objects.exclude(country="VN").exclude(name="Sample Street Garments").values_list("name", flat=True)
    )


def test_a_row_keeps_everything_it_says(cast: Cast, bring: Bring) -> None:
    rows = [
        ["Name", "Country", "Province", "City", "Address", "Phone", "ISIC", "Output unit", "lat", "lng", "Served by",
         "Worker: Woman", "Worker: Man", "manager_not_stated", "Counted on"],
        ["  Thika   Bakers ", "Kenia", "Kiambu", "Thika", "Plot 5, Market Road", "+254 700 000-001", "1071", "loaves",
         "-1.0388", "37.08", "rift training house", "30", "12", "0", "2026-03-01"],
    ]  # fmt: skip

    answer = bring("enterprises", rows)

    assert (answer["code"], answer["written"], answer["problems"], answer["notes"]) == (0, 1, [], [])
    made = Enterprise.objects.select_related("region").get(name="Thika Bakers")
    assert (made.name_key, made.country_id, made.region.name, made.city, made.address) == (
        "thika bakers", "KE", "Kiambu", "Thika", "Plot 5, Market Road")  # fmt: skip
    assert (made.phone, made.isic, made.output_unit, made.currency, made.headcount) == (
        "+254700000001", "1071", "loaves", "KES", 42)  # fmt: skip
    assert (made.latitude, made.longitude, made.registered_on) == (-1.0388, 37.08, timezone.localdate())
    assert set(Workforce.objects.filter(enterprise=made).values_list("counted_on", "role", "sex", "people")) == {
        (date(2026, 3, 1), "worker", "female", 30), (date(2026, 3, 1), "worker", "male", 12),
        (date(2026, 3, 1), "manager", "not-stated", 0)}  # fmt: skip
    assert list(Serving.objects.filter(enterprise=made).values_list("provider", "trainer")) == [(cast.provider.pk, None)]
    assert list(Enterprise.objects.matching("thik bak")) == [made]


def test_each_enterprise_has_its_event_with_who_did_it(cast: Cast, bring: Bring) -> None:
    bring("enterprises", [[*HEAD, "ISIC"], ["Thika Bakers", "Kenya", "1071"], ["Lamu Joinery", "Kenya", ""]], *BY_MAYA)

    for made, isic in (("Thika Bakers", "1071"), ("Lamu Joinery", "")):
        event = Event.objects.get(noun="enterprise", code=Enterprise.objects.get(name=made).code)
        assert (event.verb, event.by, event.changes) == ("register", cast.coordinator.code, {"country": "KE", "isic": isic})


@pytest.mark.parametrize("written", ["CHINA", "China", "CN", "chn", "Chine", "الصين"])
def test_a_country_is_understood_as_lists_write_it(cast: Cast, bring: Bring, written: str) -> None:
    bring("enterprises", [HEAD, ["Ningbo Model Textile", written]])

    assert Enterprise.objects.get(name="Ningbo Model Textile").country_id == "CN"


@pytest.mark.parametrize(
    ("heading", "cell", "column", "says"),
    [
        ("Country", "Atlantis", "Country", "“Atlantis” is not a country we know."),
        ("Name", "", "Name", "“Name” is empty."),
        ("Worker: Woman", "-3", "Worker: Woman", "“Worker: Woman” cannot be negative. Write 0 or more"),
        ("Worker: Woman", "3.5", "Worker: Woman", "This must be a whole number."),
        ("Counted on", "2569-03-01", "People counted on", "Buddhist calendar. If so, it is 2026-03-01 of the Gregorian"),
        ("Counted on", "1447-09-12", "People counted on", "Hijri calendar. If so, it is about 2026-03-"),
        ("Counted on", "", "People counted on", "On which day were these people counted?"),
        ("Counted on", (timezone.localdate() + timedelta(days=2)).isoformat(), "People counted on", "has not come yet"),
        ("ISIC", "Apparel", "Kind of business (ISIC code)", "“APPAREL” is not a code of ISIC Rev. 4."),
        ("Latitude", "97", "Latitude", "This is more than 90."),
        ("Phone", "ask Rosa", "Telephone", "This is no phone number."),
        ("Served by", "Nobody's House", "Served by", "There is no provider “Nobody's House” that you may choose."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_its_place_and_what_to_do(
    cast: Cast, bring: Bring, heading: str, cell: str, column: str, says: str
) -> None:
    good = {"Name": "Thika Bakers", "Country": "Kenya", "Worker: Woman": "3", "Counted on": "2026-03-01", "ISIC": "1071",
            "Latitude": "-1", "Phone": "", "Served by": ""}  # fmt: skip

    answer = bring("enterprises", [list(good), [*{**good, heading: cell}.values()]])

    ((row, where, sentence),) = told(answer)
    assert (answer["code"], answer["written"], row, where) == (1, 0, 2, column)
    assert says in sentence
    assert names() == []


def test_a_word_for_a_kind_of_business_is_a_code_only_where_a_mapping_says_which(
    cast: Cast, bring: Bring, tmp_path: Path
) -> None:
    mapping = tmp_path / "brand.yaml"
    mapping.write_text('columns: {sector: isic}\nreplace: {isic: {Apparel: "1410"}}\n', encoding="utf-8")
    rows = [[*HEAD, "sector"], ["Thika Bakers", "Kenya", "Apparel"]]

    bring("enterprises", rows, "--mapping", str(mapping))

    assert Enterprise.objects.get(name="Thika Bakers").isic == "1410"


def test_the_same_name_in_the_same_country_is_asked_about_and_nothing_is_taken_in(cast: Cast, bring: Bring) -> None:
    rows = [HEAD, ["Thika Bakers", "Kenya"], ["SAMPLE-STREET Garments", "KE"], ["thika  BAKERS", "Kenya"],
            ["Thika Bakers", "Uganda"]]  # fmt: skip

    answer = bring("enterprises", rows, *BY_MAYA)

    assert told(answer) == [
        (3, "Name", f"This name is here already in the same country; its code is {cast.garments.code}. {ASKED}"),
        (4, "Name", f"The same name stands in row 2 already, in the same country. {ASKED}"),
    ]
    assert "To leave out all rows that are here already, say “another=no” for the whole file." in answer["notes"]
    assert names() == []


def test_who_may_not_see_an_enterprise_learns_that_it_is_here_and_not_its_code(cast: Cast, bring: Bring) -> None:
    rows = [HEAD, ["Other Side Metals", "Viet Nam"]]

    answer = bring("enterprises", rows, *BY_MAYA)

    assert told(answer) == [(2, "Name", f"This name is here already in the same country. {ASKED}")]
    assert cast.metals.code not in str(answer)


def test_yes_registers_another_of_the_name_and_no_leaves_the_row_out(cast: Cast, bring: Bring) -> None:
    rows = [[*HEAD, "another", "Town"], ["Sample Street Garments", "Kenya", "yes", "Kisumu"],
            ["Sample Street Garments", "Kenya", "no", "Nakuru"], ["Thika Bakers", "Kenya", "no", "Thika"]]  # fmt: skip

    answer = bring("enterprises", rows)

    kept = Enterprise.objects.filter(country="KE").values_list("name", "city")
    assert (answer["code"], answer["read"], answer["written"]) == (0, 3, 2)
    assert sorted(kept) == [("Sample Street Garments", "Kisumu"), ("Sample Street Garments", "Nairobi"),
                            ("Thika Bakers", "Thika")]  # fmt: skip
    assert answer["notes"] == ["Left out because they are here already: 1."]


def test_a_list_can_be_brought_in_again_when_the_whole_file_says_no(cast: Cast, bring: Bring) -> None:
    rows = [HEAD, ["Thika Bakers", "Kenya"], ["Lamu Joinery", "Kenya"]]
    bring("enterprises", rows)

    asked = bring("enterprises", rows)
    again = bring("enterprises", [*rows, ["Kitui Pottery", "Kenya"]], "--set", "another=no")

    assert (asked["code"], len(asked["problems"])) == (1, 2)
    assert (again["code"], again["written"], again["problems"]) == (0, 1, [])
    assert names() == ["Kitui Pottery", "Lamu Joinery", "Thika Bakers"]


def test_nearly_the_same_names_are_taken_in_and_told(cast: Cast, bring: Bring) -> None:
    rows = [HEAD, ["Thika Bakers Ltd.", "Kenya"], ["Sampel Street Garments Co.", "Kenya"], ["Bakers of Thika", "Kenya"],
            ["Kitui Pottery Unit 3", "Kenya"], ["Kitui Pottery Unit 4", "Kenya"], ["Sample Street Joinery", "Kenya"]]  # fmt: skip

    answer = bring("enterprises", rows, *BY_MAYA)

    assert (answer["code"], answer["written"]) == (0, 6)
    assert answer["notes"] == [
        "Row 3: “Sampel Street Garments Co.” is nearly “Sample Street Garments” "
        f"({cast.garments.code}), which is here. Are they one?",
        "Row 4: “Bakers of Thika” is nearly “Thika Bakers Ltd.” of row 2. Are they one?",
    ]


def test_the_list_of_one_provider_goes_into_its_hands(cast: Cast, bring: Bring, sign_in: Any) -> None:
    bring("enterprises", [HEAD, ["Thika Bakers", "Kenya"]], *BY_MAYA)

    page = sign_in(cast.coordinator).get("/desk/enterprises/?q=thika").content.decode()

    assert list(Serving.objects.filter(enterprise__name="Thika Bakers").values_list("provider", flat=True)) == [
        cast.provider.pk
    ]
    assert "Thika Bakers" in page


def test_a_coordinator_gives_nothing_into_the_hands_of_others(cast: Cast, bring: Bring) -> None:
    rows = [[*HEAD, "Provider"], ["Thika Bakers", "Kenya", "Delta Advisers"]]

    answer = bring("enterprises", rows, *BY_MAYA)

    assert told(answer) == [(2, "Served by", "There is no provider “Delta Advisers” that you may choose. Write its name as it "
                             "stands here, or its code.")]  # fmt: skip


def test_an_officer_registers_in_the_own_country_only(cast: Cast, bring: Bring) -> None:
    rows = [[*HEAD, "Served by"], ["Thika Bakers", "Kenya", ""], ["Hue Silk", "Viet Nam", ""],
            ["Hue Lacquer", "Viet Nam", "Rift Training House"]]  # fmt: skip

    answer = bring("enterprises", rows, "--by", "kip@example.org", "--good-rows")

    assert told(answer) == [(row, "Country", "This country is beyond the reach of your role.") for row in (3, 4)]
    assert (answer["written"], names()) == (1, ["Thika Bakers"])


def test_one_name_of_two_providers_means_the_one_in_the_country_of_the_row(cast: Cast, bring: Bring) -> None:
    twin = Provider.objects.create(name="Rift Training House", country_id="VN")
    rows = [[*HEAD, "Served by"], ["Hue Silk", "Viet Nam", "Rift Training House"], ["Mbale Mills", "Uganda", "Rift Training House"],
            ["Gulu Foods", "Uganda", twin.code.lower()]]  # fmt: skip

    answer = bring("enterprises", rows, "--good-rows")

    ((row, column, sentence),) = told(answer)
    assert (row, column) == (3, "Served by")
    assert "There are several providers “Rift Training House”." in sentence and twin.code in sentence
    assert set(Serving.objects.filter(provider=twin).values_list("enterprise__name", flat=True)) == {
        "Hue Silk",
        "Gulu Foods",
    }


def test_a_trainer_may_not_bring_lists(cast: Cast, bring: Bring) -> None:
    answer = bring("enterprises", [HEAD, ["Thika Bakers", "Kenya"]], "--by", "omar@example.org")

    assert (answer["code"], answer["error"]) == (1, "No role of “omar@example.org” may bring such files.")


def test_many_are_registered_as_one_would_be(cast: Cast) -> None:
    facts = {"name": "Thika Bakers", "country": "KE", "region": "Kiambu", "city": "Thika", "isic": "1071",
             "provider": cast.provider, "workforce": {("worker", "female"): 4}, "counted_on": date(2026, 3, 1)}  # fmt: skip

    one = enterprises.register(by=cast.director, **facts)  # type: ignore[arg-type]
    rows = [enterprises.registration(**facts), enterprises.registration(name="Lamu", country="KE", region="Kiambu")]  # type: ignore[arg-type]
    first, second = enterprises.register_many(by=cast.director, rows=rows)

    def kept(key: int) -> list[Any]:
        made = Enterprise.objects.get(pk=key)
        unlike = {"id", "code", "_state", "_prefetched_objects_cache"}
        return [
            {name: value for name, value in vars(made).items() if name not in unlike},
            sorted(made.words.exclude(word=made.code.lower()).values_list("word", flat=True)),
            list(made.workforce.values_list("counted_on", "role", "sex", "people")),
            list(made.servings.values_list("provider", "trainer", "since_on", "until_on")),
            list(Event.objects.filter(noun="enterprise", code=made.code).values_list("by", "verb", "changes", "reason")),
        ]

    assert kept(first) == kept(one.pk)
    assert Enterprise.objects.get(pk=second).region_id == one.region_id
