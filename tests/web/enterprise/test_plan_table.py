"""The plan as a table: filtered by its address, given out and printed exactly as it is shown."""

import csv
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from genba.plans import actions as plans
from tests.cast import Cast
from tests.scenes_sheet import at_today, play
from tests.words import words_of

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def table(cast: Cast, ending: str = "/") -> str:
    return f"/engagements/{cast.engagement.code}/plan/table{ending}"


def of_csv(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ({"owner": "Mina Ejemplo"}, "A place for each tool", "Sell the old press"),
        ({"state": "dropped"}, "Buy a radio", "Sell the old press"),
        ({"overdue": "yes"}, "Cutting plan that nests sizes", "Sort thread by colour"),
        ({"area": "Quality and work flow"}, "Sort thread by colour", "Sell the old press"),
        ({"owner": "Nobody we know"}, "Sell the old press", "never"),
    ],
)
def test_the_address_says_which_rows_are_shown(
    cast: Cast, sign_in: Any, asked: dict[str, str], shown: str, hidden: str
) -> None:
    action = play(cast)["thread"]
    client = sign_in(cast.owner)
    if "area" in asked:
        area = next(iter(plans.plan.areas_of(cast.engagement)))
        plans.edit(action=action, by=cast.owner, version=action.version, changes={"area": area})
        asked = {"area": area}

    page = words_of(client.get(table(cast), asked))
    file = [row["Action"] for row in of_csv(client.get(table(cast, ".csv"), asked))]

    assert shown in page and hidden not in page
    assert shown in file and hidden not in file


def test_the_workbook_holds_what_is_shown_as_numbers_and_days_and_no_formula_runs(cast: Cast, sign_in: Any) -> None:
    play(cast)
    plans.propose(by=cast.owner, engagement=cast.engagement, problem="=1+1", action='=HYPERLINK("http://x.example")',
                  owner="+Rosa", due_on=cast.engagement.agreed_on.replace(year=2027), expected_saving=Decimal(5))  # fmt: skip
    client = sign_in(cast.team_member)

    answer = client.get(table(cast, ".xlsx"))

    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0][:3] == ["Action", "Problem", "Behind it"] and len(rows) == 8
    seam = next(row for row in rows if row[0] == "Find defects at the seam")
    assert (seam[7].isoformat()[:10], seam[10], seam[11], seam[12]) == ("2026-07-01", 3600, 4104, "USD")
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    guarded = of_csv(client.get(table(cast, ".csv")))[-1]
    assert not guarded["Action"].startswith("=") and not guarded["Who"].startswith("+")


def test_the_table_is_printed(cast: Cast, sign_in: Any) -> None:
    play(cast)

    answer = sign_in(cast.worker).get(table(cast, ".pdf"), {"state": "done"})

    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_an_empty_table_says_so_and_an_unknown_form_is_not_found(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)

    assert "Nothing here." in words_of(client.get(table(cast)))
    assert client.get(table(cast, ".pdf")).status_code == 200
    assert client.get(table(cast, ".exe")).status_code == 404


def test_the_table_of_another_enterprise_is_not_found(cast: Cast, sign_in: Any) -> None:
    assert sign_in(cast.brand_officer).get(table(cast)).status_code == 404


def test_the_table_reads_as_often_whatever_the_number_of_actions(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    play(cast)
    client = sign_in(cast.owner)

    with django_assert_max_num_queries(7):
        client.get(table(cast))


def test_what_is_due_soon_or_late_stands_on_the_pages_of_the_enterprise(cast: Cast, sign_in: Any) -> None:
    play(cast)
    client = sign_in(cast.owner)

    for address in ("/enterprise/", "/my-plan/"):
        page = words_of(client.get(address))
        soon = page.partition("Due soon or late")[2].partition("Plan:")[0]
        assert "Cutting plan that nests sizes late since 20 November 2026" in soon
        assert "Sort thread by colour" not in soon
