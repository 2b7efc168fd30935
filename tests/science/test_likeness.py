"""Which facilities are one and the same: figures on real, labelled pairs, and what each sign does.

The labels of the nine lists were set by reading them: `same_facility.csv` names rows (from 0) that are one facility,
`unclear_facility.csv` those of which nobody can tell. Rows whose name and address are letter for letter the same are the
same; all other pairs of one country are two.
"""

import csv
import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from rapidfuzz.distance import Levenshtein

from genba.science.likeness import MATCH_FROM, Facility, compared, keys_of

HERE = Path(__file__).parent
Key = tuple[str, int]
OF_ONE_COUNTRY = {"usa": "us", "united states": "us"}


def labels(name: str) -> set[frozenset[Key]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return {frozenset({(r["list_a"], int(r["row_a"])), (r["list_b"], int(r["row_b"]))}) for r in csv.DictReader(file)}


def facilities(folder: Path) -> Iterator[tuple[Key, Facility]]:
    for path in sorted(folder.iterdir()):
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
        elif path.suffix == ".xlsx":
            head, *cells = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
            rows = [{str(h): str(v or "") for h, v in zip(head, row, strict=True)} for row in cells]
        else:
            continue
        for number, row in enumerate(rows):
            country = row["country"].strip().lower()
            yield (path.name, number), Facility(row["name"], row["address"], OF_ONE_COUNTRY.get(country, country))


def f1(said: list[bool], true: list[bool]) -> float:
    hits = sum(s and t for s, t in zip(said, true, strict=True))
    return 2 * hits / (sum(said) + sum(true))


def interval(said: list[bool], true: list[bool], rounds: int = 2_000) -> tuple[float, float]:
    """The middle 95 % of F1 over samples of these pairs, drawn with replacement (Efron's percentile bootstrap)."""
    draw, pairs = random.Random(2026), list(zip(said, true, strict=True))
    drawn = (draw.choices(pairs, k=len(pairs)) for _ in range(rounds))
    figures = sorted(f1([s for s, _t in some], [t for _s, t in some]) for some in drawn)
    return figures[round(0.025 * rounds)], figures[round(0.975 * rounds) - 1]


def plain(one: Facility, other: Facility) -> float:
    return Levenshtein.normalized_similarity(f"{one.name} {one.address}".lower(), f"{other.name} {other.address}".lower())


def best_plain(pairs: list[tuple[Facility, Facility]], true: list[bool]) -> float:
    """The best that a plain string distance can do, with the threshold that suits it best on these very pairs."""
    scores = [plain(one, other) for one, other in pairs]
    return max(f1([s >= n / 100 for s in scores], true) for n in range(40, 101))


def test_the_same_facility_is_found_again_in_the_nine_lists(shared_data: Path) -> None:
    rows = list(facilities(shared_data / "supplier-lists"))
    same, unclear = labels("same_facility.csv"), labels("unclear_facility.csv")
    pairs, true = [], []
    for (key, one), (other_key, other) in itertools.combinations(rows, 2):
        if one.country == other.country and frozenset({key, other_key}) not in unclear:
            pairs.append((one, other))
            written_alike = (one.name.strip(), one.address.strip()) == (other.name.strip(), other.address.strip())
            true.append(written_alike or frozenset({key, other_key}) in same)

    ours = f1([compared(one, other).score >= MATCH_FROM for one, other in pairs], true)

    print(f"F1 {ours:.3f}; plain string distance {best_plain(pairs, true):.3f}; {sum(true)} of {len(pairs)} pairs are one")
    assert len(rows) > 480 and sum(true) > 80
    assert ours >= 0.90


def test_published_training_pairs_are_told_apart(shared_data: Path) -> None:
    """The labelled pairs by which Open Supply Hub trains its own matching (its `training.json`), where somebody put them."""
    file = shared_data / "supplier-lists" / "training.json"
    if not file.is_file():
        pytest.skip(f"The labelled pairs are not at {file}.")
    said = json.loads(file.read_text(encoding="utf-8"))
    pairs, true = [], []
    for label in ("match", "distinct"):
        for pair in said[label]:
            one, other = pair["__value__"] if isinstance(pair, dict) else pair
            pairs.append((Facility(one["name"] or "", one["address"] or "", one["country"]),
                          Facility(other["name"] or "", other["address"] or "", other["country"])))  # fmt: skip
            true.append(label == "match")

    found = [compared(one, other).score >= MATCH_FROM for one, other in pairs]
    ours, (low, high) = f1(found, true), interval(found, true)

    hits = sum(s and t for s, t in zip(found, true, strict=True))
    print(f"F1 {ours:.3f} ({low:.3f} to {high:.3f}), precision {hits / sum(found):.3f}, recall {hits / sum(true):.3f}; "
          f"plain string distance {best_plain(pairs, true):.3f}; n = {len(pairs)}")  # fmt: skip
    assert ours >= 0.90


def test_the_interval_of_a_figure_holds_it_and_narrows_with_the_pairs() -> None:
    said, true = [True] * 9 + [False] * 11, [True] * 8 + [False] * 10 + [True] * 2

    few, many = interval(said, true, 500), interval(said * 20, true * 20, 500)

    assert few[0] < f1(said, true) < few[1]
    assert many[1] - many[0] < (few[1] - few[0]) / 3


HANOI = Facility("Sample Street Garments Co., Ltd", "No. 68 Lo Duc Street, Hanoi 100000", "VN", "Hanoi", "+84 24 3971 1111")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (Facility("SAMPLE STREET GARMENT COMPANY LIMITED", "68, Lo-Duc St., Hanoi", "VN"), "same-number"),
        (Facility("SampleStreet Garments", "68 Lo Duc, Ha Noi 100000", "VN"), "same-postcode"),
        (Facility("Samplé Street Garments", "", "VN", "Hanoi", "024 3971 1111"), "same-phone"),
    ],
)
def test_another_way_of_writing_is_the_same_facility_and_says_why(other: Facility, reason: str) -> None:
    found = compared(HANOI, other)

    assert found.score >= MATCH_FROM
    assert reason in found.reasons


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (Facility("Sample Street Garments Co., Ltd", "No. 68 Lo Duc Street, Hanoi", "KH"), "other-country"),
        (Facility("Hoa Binh Bakery", "No. 12 Bach Mai Street, Hue", "VN"), "other-address"),
        (Facility("Lotus Shoes", "No. 70 Lo Duc Street, Hanoi", "VN"), "other-number"),
    ],
)
def test_another_facility_is_told_apart_and_says_why(other: Facility, reason: str) -> None:
    found = compared(HANOI, other)

    assert found.score < MATCH_FROM
    assert reason in found.against


def test_units_of_one_firm_are_looked_up_together_and_told_apart() -> None:
    three = Facility("Jeans Knit Unit 3", "No 34/A, Peenya Industrial Area", "IN")
    four = Facility("Jeans Knit Unit 4", "No 20/A, Peenya Industrial Area", "IN")

    assert set(keys_of(three)) & set(keys_of(four))
    assert "other-unit" in compared(three, four).against
    assert compared(three, four).score < compared(three, three).score


def test_nothing_known_is_nothing_said() -> None:
    assert compared(Facility(""), Facility("")).score < MATCH_FROM
    assert keys_of(Facility("")) == [""]
