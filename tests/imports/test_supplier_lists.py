"""Real lists of brands, as they publish them, through the command: every factory once, and on the desk's pages.

What is expected is worked out here, with the csv module and openpyxl and without any code of ours.
"""

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from genba.directory.models import Enterprise
from tests.cast import Cast
from tests.imports.conftest import Bring

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "supplier-list.yaml"
# Every way in which the lists write a country, read off them by eye.
COUNTRIES = {
    "argentina": "AR", "australia": "AU", "bangladesh": "BD", "brazil": "BR", "china": "CN", "dominican republic": "DO",
    "el salvador": "SV", "france": "FR", "germany": "DE", "guatemala": "GT", "honduras": "HN", "india": "IN", "indonesia": "ID",
    "italy": "IT", "jordan": "JO", "mauritius": "MU", "mexico": "MX", "morocco": "MA", "nepal": "NP", "new zealand": "NZ",
    "nicaragua": "NI", "peru": "PE", "philippines": "PH", "portugal": "PT", "puerto rico": "PR", "romania": "RO",
    "south africa": "ZA", "sri lanka": "LK", "thailand": "TH", "turkey": "TR", "uae": "AE", "united states": "US", "us": "US",
    "usa": "US", "vietnam": "VN",
}  # fmt: skip


def folded(name: str) -> str:
    """The words of a name without case, accents and punctuation."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare.lower()))


def rows_of(list_: Path) -> Iterator[dict[str, Any]]:
    if list_.suffix == ".csv":
        with list_.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
        return
    head, *rows = openpyxl.load_workbook(list_).active.iter_rows(values_only=True)
    yield from (dict(zip(head, row, strict=True)) for row in rows)


@pytest.fixture
def lists(shared_data: Path) -> list[Path]:
    found = sorted((shared_data / "supplier-lists").glob("list-*")) + sorted(
        (shared_data / "supplier-lists").glob("*20*.csv")
    )
    assert len(found) == 9
    return found


def test_the_same_factory_in_several_lists_is_one_enterprise(
    cast: Cast, bring: Bring, lists: list[Path], sign_in: Any
) -> None:
    cast.metals.delete()
    named: dict[str, set[str]] = defaultdict(set)
    taken = {}
    for list_ in lists:
        before = sum(map(len, named.values()))
        for row in rows_of(list_):
            named[COUNTRIES[row["country"].lower()]].add(folded(row["name"]))
        taken[list_.name] = sum(map(len, named.values())) - before

    answers = {list_.name: bring("enterprises", list_, "--set", "another=no") for list_ in lists}

    assert {name: answer["written"] for name, answer in answers.items()} == taken
    assert all(answer["code"] == 0 and answer["problems"] == [] for answer in answers.values())
    registered = Enterprise.objects.exclude(pk=cast.garments.pk)
    assert Counter(registered.values_list("country", flat=True)) == {land: len(names) for land, names in named.items()}
    assert sum(map(len, named.values())) == 403  # 491 rows
    page = sign_in(cast.director).get("/desk/enterprises/?q=huai headwear&country=CN").content.decode()
    assert page.count("Huai An Yuan Tong Headwear") == 1  # in three of the lists, at two addresses


def test_a_row_of_a_list_stands_on_its_page_as_it_was_published(
    cast: Cast, bring: Bring, shared_data: Path, sign_in: Any
) -> None:
    list_ = shared_data / "supplier-lists" / "affiliate-summer-2019.csv"
    published = next(row for row in rows_of(list_) if row["name"] == "Alif Embroidery Village Ltd.")

    answer = bring("enterprises", list_, "--mapping", str(EXAMPLE))

    made = Enterprise.objects.get(name=published["name"], country="BD")
    page = sign_in(cast.director).get(f"/desk/enterprises/{made.code}/").content.decode()
    assert (answer["code"], answer["written"], answer["notes"][0][:7]) == (0, 77, "Row 20:")
    assert made.isic == "14"
    assert (made.latitude, made.longitude) == (float(published["lat"]), float(published["lng"]))
    assert published["address"] in page and "Manufacture of wearing apparel" in page and "Bangladesh" in page


def test_a_list_that_names_a_factory_twice_is_given_back_with_the_rows_to_look_at(
    cast: Cast, bring: Bring, shared_data: Path, tmp_path: Path
) -> None:
    list_, back = shared_data / "supplier-lists" / "list-2.csv", tmp_path / "list-2 to correct.csv"
    seen: set[str] = set()
    twice = []
    for number, row in enumerate(rows_of(list_), start=2):
        twice += [number] if folded(row["name"]) in seen else []
        seen.add(folded(row["name"]))

    answer = bring("enterprises", list_, "--report", str(back))

    with back.open(encoding="utf-8", newline="") as file:
        given_back = list(csv.reader(file))
    assert (answer["code"], answer["written"]) == (1, 0)
    assert [number for number, cells in enumerate(given_back, start=1) if number > 1 and cells[-1]] == twice != []
    assert given_back[0][-1] == "⚠ What to correct"
    assert not Enterprise.objects.filter(country="CN").exists()
