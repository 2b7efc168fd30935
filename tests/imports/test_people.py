"""Lists of people: whose they are, who is known already, and what is told about the rest."""

from pathlib import Path
from typing import Any

import pytest

from genba.audit.models import Event
from genba.directory.actions import enterprises
from genba.directory.models import Person
from tests.cast import Cast
from tests.imports.conftest import Bring, told

HEAD = ["Enterprise", "Country", "Full name", "Role", "Sex", "Job", "Telephone", "Another person of that name"]
BY_MAYA = ("--by", "maya@example.org")


def names(cast: Cast) -> list[tuple[str, str, str]]:
    return sorted(Person.objects.filter(enterprise=cast.garments).values_list("name", "role", "sex"))


def test_people_come_in_by_the_code_or_by_the_name_and_country_of_their_enterprise(cast: Cast, bring: Bring) -> None:
    rows = [HEAD, [cast.garments.code, "", "Ana  Exemplo", "Worker", "Woman", "Cutting", "+254 700 000 001", ""],
            ["sample street GARMENTS", "Kenya", "Juma Mfano", "manager", "", "", "", ""]]  # fmt: skip

    answer = bring("people", rows, *BY_MAYA)

    assert (answer["code"], answer["written"], answer["problems"]) == (0, 2, [])
    ana = Person.objects.get(name="Ana Exemplo")
    assert (ana.enterprise, ana.role, ana.sex, ana.job, ana.phone) == (
        cast.garments, "worker", "female", "Cutting", "+254700000001")  # fmt: skip
    assert Person.objects.get(name="Juma Mfano").sex == "not-stated"
    event = Event.objects.get(noun="person", code=ana.code)
    assert (event.verb, event.by, event.changes) == (
        "register", cast.coordinator.code, {"role": "worker", "enterprise": cast.garments.code})  # fmt: skip


def test_a_name_that_is_known_in_the_enterprise_is_told_and_nothing_is_taken_in(cast: Cast, bring: Bring) -> None:
    rows = [HEAD, [cast.garments.code, "", "Ana Exemplo", "worker", "female", "", "", ""],
            [cast.garments.code, "", "ROSA  Vidú", "worker", "female", "", "", ""]]  # fmt: skip

    answer = bring("people", rows, *BY_MAYA)

    assert told(answer) == [(3, "Full name", "Sample Street Garments already has a person called Rosa Vidu (Worker). Leave the "
                             "row out, or write yes in the column “Another person of that name”.")]  # fmt: skip
    assert (answer["code"], answer["written"]) == (1, 0)
    assert not Person.objects.filter(name="Ana Exemplo").exists()


def test_another_person_of_a_name_comes_in_where_the_row_says_so(cast: Cast, bring: Bring) -> None:
    rows = [HEAD, [cast.garments.code, "", "Rosa Vidu", "worker", "female", "Packing", "", "yes"]]

    answer = bring("people", rows, *BY_MAYA)

    assert answer["written"] == 1
    assert sorted(Person.objects.called(cast.garments, "Rosa Vidu").values_list("job", flat=True)) == ["Packing", "Sewing"]


def test_a_name_twice_in_the_file_is_told_with_the_first_row(cast: Cast, bring: Bring) -> None:
    row = [cast.garments.code, "", "Ana Exemplo", "worker", "female", "", "", ""]

    once = bring("people", [HEAD, row, row], *BY_MAYA)
    good = bring("people", [HEAD, row, row], *BY_MAYA, "--good-rows")
    both = bring("people", [HEAD, row, [*row[:-1], "yes"]], *BY_MAYA)

    assert "stands in row 2 already" in told(once)[0][2]
    assert (good["written"], good["bad"]) == (1, 1)
    assert [row for row, _column, _sentence in told(both)] == [2]  # the row below says that she is another one
    assert Person.objects.called(cast.garments, "Ana Exemplo").count() == 1


def test_enterprises_beyond_reach_are_as_good_as_unknown(cast: Cast, bring: Bring) -> None:
    rows = [HEAD, [cast.metals.code, "", "Ana Exemplo", "worker", "", "", "", ""],
            ["Other Side Metals", "Viet Nam", "Ana Exemplo", "worker", "", "", "", ""],
            ["No Such Works", "Kenya", "Ana Exemplo", "worker", "", "", "", ""]]  # fmt: skip

    by_maya = bring("people", rows, *BY_MAYA)
    by_dana = bring("people", rows[:2], "--by", "dana@example.org")

    assert [(row, column) for row, column, _sentence in told(by_maya)] == [
        (2, "Enterprise"), (3, "Enterprise"), (4, "Enterprise")]  # fmt: skip
    assert told(by_maya)[1][2] == told(by_maya)[2][2]
    assert by_dana["written"] == 1


def test_two_enterprises_of_one_name_are_told_apart_by_their_codes(cast: Cast, bring: Bring) -> None:
    twin = enterprises.register(by=cast.coordinator, name="Sample Street Garments", country="KE", provider=cast.provider)
    rows = [HEAD, ["Sample Street Garments", "KE", "Ana Exemplo", "worker", "", "", "", ""]]

    answer = bring("people", rows, *BY_MAYA)
    by_code = bring("people", [HEAD, [twin.code.lower(), *rows[1][1:]]], *BY_MAYA)

    assert twin.code in told(answer)[0][2] and cast.garments.code in told(answer)[0][2]
    assert by_code["written"] == 1


@pytest.mark.parametrize(
    ("place", "cell", "column"),
    [(0, "", "Enterprise"), (2, " ", "Full name"), (3, "boss", "Role"), (3, "", "Role"), (4, "M", "Sex"),
     (6, "12", "Telephone"), (7, "perhaps", "Another person of that name")],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_told_with_its_row_and_column(
    cast: Cast, bring: Bring, place: int, cell: str, column: str
) -> None:
    row = [cast.garments.code, "", "Ana Exemplo", "worker", "female", "", "", ""]
    row[place] = cell

    answer = bring("people", [HEAD, row], *BY_MAYA)

    assert [(row, name) for row, name, _sentence in told(answer)] == [(2, column)]
    assert not Person.objects.filter(name="Ana Exemplo").exists()


def test_a_list_of_one_enterprise_needs_no_column_for_it_and_its_own_words_can_be_mapped(
    cast: Cast, bring: Bring, tmp_path: Path
) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("columns: {Nombre: name, Puesto: role, Sexo: sex}\nreplace:\n  sex: {M: female, H: male}\n"
                       "  role: {Obrera: worker}\n", encoding="utf-8")  # fmt: skip
    rows = [["Nombre", "Puesto", "Sexo"], ["Luz Ejemplo", "Obrera", "M"], ["Sol Ejemplo", "Obrera", "H"]]

    answer = bring("people", rows, *BY_MAYA, "--mapping", str(mapping), "--set", f"enterprise={cast.garments.code}")

    assert (answer["written"], answer["notes"]) == (2, [])
    assert ("Luz Ejemplo", "worker", "female") in names(cast) and ("Sol Ejemplo", "worker", "male") in names(cast)


def test_a_thousand_people_are_looked_up_and_written_in_a_few_dozen_statements(
    cast: Cast, bring: Bring, django_assert_max_num_queries: Any
) -> None:
    rows = [[cast.garments.code, "", f"Person {n}", "worker", "", "", "", ""] for n in range(1000)]

    with django_assert_max_num_queries(40):
        answer = bring("people", [HEAD, *rows], *BY_MAYA)

    assert answer["written"] == 1000
