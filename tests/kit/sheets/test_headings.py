"""Headings are recognised as people write them; what does not fit is named."""

from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import gettext_lazy, override

from genba.kit.sheets import BadFile, Column, mapping_from_file, mapping_from_flags, open_table, read_records


@pytest.mark.parametrize("heading", ["Number of workers", "number_of_workers", "NUMBER OF WORKERS *", "Nùmber  of workers:"])
def test_case_blanks_underscores_and_accents_do_not_matter(text_file: Any, columns: Any, heading: str) -> None:
    path = text_file(f"{heading},Name,Country\n12,Alpha,VN\n")

    with open_table(path, columns=columns) as table:
        record = next(read_records(table, columns))

    assert record.values["workers"] == 12


def test_a_heading_in_another_language_of_the_product_is_known(text_file: Any) -> None:
    label = gettext_lazy("Yes")
    with override("fr"):
        heading = str(label)
    path = text_file(f"{heading},x\nAlpha,1\n")

    with open_table(path) as table:
        match = table.match([Column("agreed", label)])

    assert match.positions == {"agreed": 0}


def test_unknown_columns_are_named_with_the_nearest_and_missing_ones_with_a_remedy(text_file: Any, columns: Any) -> None:
    path = text_file("Name,Contry,Colour\nAlpha,VN,red\n")

    with open_table(path, columns=columns) as table:
        match = table.match(columns)

    assert [(unknown.heading, unknown.nearest) for unknown in match.unknown] == [("Contry", "Country"), ("Colour", "")]
    assert str(match.unknown[0]) == "We do not know the column “Contry”. Did you mean “Country”?"
    (problem,) = match.problems(row=1)
    assert problem.problem == "The column “Country” is missing."
    assert "“Contry=country”" in problem.remedy


def test_two_columns_for_one_of_ours_are_a_problem(text_file: Any, columns: Any) -> None:
    path = text_file("Name,Factory,Country\nAlpha,Beta,VN\n")

    with open_table(path, columns=columns) as table:
        problems = table.match(columns).problems()

    assert [problem.problem for problem in problems] == ["Two columns of the file are both “name”."]


def test_a_mapping_by_flags_finds_and_leaves_out(text_file: Any, columns: Any) -> None:
    path = text_file("Vendor,Where,Country\nAlpha,VN,ignored\n")
    mapping = mapping_from_flags(["Vendor=name", "Where=country", "Country="])

    with open_table(path, columns=columns, mapping=mapping) as table:
        record = next(read_records(table, columns, mapping=mapping))

    assert record.values == {"name": "Alpha", "country": "VN"}


@pytest.mark.parametrize("content", ["Vendor: name\nWhere: country\n", '{"Vendor": "name", "Where": "country"}'])
def test_a_mapping_by_file_is_yaml_or_json(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(content)

    mapping = mapping_from_file(path)

    assert mapping == {"Vendor": "name", "Where": "country"}


@pytest.mark.parametrize("content", ["- a\n- b\n", "a: [1, 2]\n", "{broken", "a: !!python/object/apply:os.system [ls]"])
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(content)

    with pytest.raises(BadFile, match="mapping"):
        mapping_from_file(path)


@pytest.mark.parametrize(
    ("flag", "words"), [("Vendor=nam", "The nearest is “name”"), ("Seller=name", "It has: Vendor, Country")]
)
def test_a_mapping_that_does_not_fit_says_what_would(text_file: Any, columns: Any, flag: str, words: str) -> None:
    path = text_file("Vendor,Country\nAlpha,VN\n")

    with open_table(path) as table, pytest.raises(BadFile, match=words):
        table.match(columns, mapping_from_flags([flag]))


def test_a_flag_without_a_sign_is_refused() -> None:
    with pytest.raises(BadFile, match="no mapping"):
        mapping_from_flags(["Vendor"])
