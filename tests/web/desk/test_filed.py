"""An office makes a report, reads it as it was filed, files a new version, and says to whom it was sent."""

import io
import json
import re
from datetime import date
from typing import Any

import docx
import openpyxl
import pypdf
import pytest
import time_machine

from genba.cli import main
from genba.filing import actions
from genba.filing.models import Filed
from tests.cast import Cast
from tests.scenes_filing import a_year, put_right, work_out, year_of
from tests.scenes_impact import saved
from tests.words import text_of

LIST, NEW = "/desk/filed/", "/desk/filed/new/"
OF_2026 = {"starts_on": "2026-01-01", "ends_on": "2026-12-31", "language": "en"}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-01T10:00:00Z", tick=True):
        yield


def links(answer: Any) -> list[str]:
    return [address.replace("&amp;", "&") for address in re.findall(r'href="([^"]+)"', answer.content.decode())]


def look_and_file(client: Any, kind: str, **more: str) -> Any:
    """Look at a report of the year and file what was looked at."""
    asked = {**OF_2026, **more}
    look = client.get(f"{NEW}{kind}/", asked)
    assert look.status_code == 200, text_of(look)
    seen = re.search(r'name="seen" value="(\w+)"', look.content.decode())
    assert seen, text_of(look)
    return client.post(f"{NEW}{kind}/", {**asked, "seen": seen[1]})


def test_a_director_looks_at_a_donor_report_files_it_and_finds_it_again(cast: Cast, sign_in: Any) -> None:
    a_year(cast)
    client = sign_in(cast.director)

    look = text_of(client.get(f"{NEW}donor/", OF_2026))
    filed = look_and_file(client, "donor")
    page = text_of(client.get(filed["Location"]))

    for text in (look, page):
        assert (
            "1.1 Enterprises in training" in text and "People trained" in text and "Absenteeism: share that improved" in text
        )
    assert "not filed yet" in look and "not filed yet" not in page and "Nothing in it moves any more" in page
    assert "Donor report: All countries" in text_of(client.get(LIST)) and "Version 1" in page


def test_the_report_does_not_move_and_its_new_version_tells_the_difference(cast: Cast, sign_in: Any) -> None:
    a_year(cast)
    client = sign_in(cast.director)
    address = look_and_file(client, "donor")["Location"]
    before = client.get(f"{address}report.json").content

    put_right(cast)
    asked = client.get(f"{address}again/")
    seen = re.search(r'name="seen" value="(\w+)"', asked.content.decode())
    assert seen
    made = client.post(f"{address}again/", {"reason": "Ben Fir was not there", "seen": seen[1]})["Location"]

    assert client.get(f"{address}report.json").content == before
    new, old = text_of(client.get(made)), text_of(client.get(address))
    assert "What was put right" in new and "12 (n 12)" in new and "11 (n 11)" in new and "Ben Fir was not there" in new
    assert "There is a newer version" in old and "What was put right" not in old
    assert "Nothing is different" in text_of(client.get(f"{made}again/"))


def test_paper_word_workbook_data_page_and_command_show_the_same_figures(
    cast: Cast, sign_in: Any, capsys: pytest.CaptureFixture[str], tmp_path: Any
) -> None:
    a_year(cast)
    filed = actions.file(by=cast.director, question=year_of(cast, "donor"))
    client = sign_in(cast.director)
    files = {kind: client.get(f"/desk/filed/{filed.code}/report.{kind}").content for kind in ("pdf", "docx", "xlsx", "json")}

    data = json.loads(files["json"])
    figures = {f["key"]: f for s in data["sections"] for f in s["figures"]}
    rows = {row[17].value: row for row in openpyxl.load_workbook(io.BytesIO(files["xlsx"]))["Figures"].iter_rows(min_row=2)}
    word = docx.Document(io.BytesIO(files["docx"]))
    cells = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    paper = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(files["pdf"])).pages))
    page = text_of(client.get(f"/desk/filed/{filed.code}/"))

    assert len(figures) > 20 and rows.keys() == figures.keys()
    for key, figure in figures.items():
        assert rows[key][3].value == figure["value"] and rows[key][8].value == figure["n"], key
    trained = figures["until|period-people-trained||"]
    absent = figures["standing|absenteeism||"]
    assert trained["value"] == 12 and absent["value"] == pytest.approx(5 / 6) and (absent["n"], absent["n_of"]) == (6, 6)
    for text in (paper, page, "\n".join(" ".join(row) for row in cells).replace("\u00a0", " ")):
        assert "Absenteeism: share that improved" in text and "83 %" in text.replace("\u00a0", " ") and "6 of 6" in text
    assert main(["file", filed.code, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == data
    for kind in ("pdf", "docx"):
        out = tmp_path / f"report.{kind}"
        assert main(["file", filed.code, "--format", kind, "--out", str(out)]) == 0
        assert out.stat().st_size > 5_000


def test_every_figure_carries_definition_and_date_of_its_data(cast: Cast) -> None:
    a_year(cast)
    filed = actions.file(by=cast.director, question=year_of(cast, "donor"))
    known = {d.code: d.version for d in filed.told.definitions}

    for figure in filed.told.figures:
        assert figure.data_at and known[figure.code] == figure.definition, figure.key


def test_a_figure_opens_to_the_records_behind_it(cast: Cast, sign_in: Any) -> None:
    a_year(cast)
    client = sign_in(cast.director)
    filed = actions.file(by=cast.director, question=year_of(cast, "donor"))
    behind = [
        to
        for to in links(client.get(f"/desk/filed/{filed.code}/"))
        if "/behind/" in to or "/records/" in to or "period=" in to
    ]

    people = next(to for to in behind if "period-people-trained" in to and "from=2026-01-01" in to)
    answers = {to: client.get(to) for to in set(behind)}

    assert len(behind) > 10 and all(answer.status_code == 200 for answer in answers.values())
    assert "12 records" in text_of(answers[people]) and "Ben Fir" in text_of(answers[people])
    for code, n in (("period-enterprises", 7), ("period-enterprises-trained", 6)):
        to = next(to for to in behind if f"figure={code}&" in to and "from=2026-01-01" in to)
        assert f"{n} records" in text_of(answers[to])


def test_a_country_officer_reports_about_the_own_country_alone(cast: Cast, sign_in: Any) -> None:
    a_year(cast)
    of_all = actions.file(by=cast.director, question=year_of(cast, "donor"))
    client = sign_in(cast.officer)

    kinds = text_of(client.get(NEW))
    own = look_and_file(client, "country", country="KE")
    other = client.get(f"{NEW}country/", {**OF_2026, "country": "VN"})

    assert "Country report" in kinds and "Donor report" not in kinds and "Annual figures" not in kinds
    assert client.get(f"{NEW}annual/", OF_2026).status_code == 404
    assert "Kenya" in text_of(client.get(own["Location"])) and other.status_code == 422
    assert client.get(f"/desk/filed/{of_all.code}/").status_code == 404
    assert client.get(f"/desk/filed/{of_all.code}/report.pdf").status_code == 404
    assert of_all.code not in " ".join(links(client.get(LIST)))


def test_an_auditor_reads_and_files_nothing_and_others_see_no_report(cast: Cast, sign_in: Any) -> None:
    filed = actions.file(by=cast.director, question=year_of(cast, "donor"))
    client = sign_in(cast.auditor)

    assert client.get(f"/desk/filed/{filed.code}/").status_code == 200
    assert client.get(NEW).status_code == 403 and client.get(f"/desk/filed/{filed.code}/again/").status_code == 403
    for somebody in (cast.coordinator, cast.omar, cast.owner, cast.brand_officer):
        assert sign_in(somebody).get(LIST).status_code == 403


def test_it_is_written_down_to_whom_a_version_was_sent(cast: Cast, sign_in: Any) -> None:
    filed = actions.file(by=cast.director, question=year_of(cast, "donor"))
    client = sign_in(cast.director)
    sent = {"sent_to": "Harbour Fund", "sent_on": "2026-07-01"}

    client.post(f"/desk/filed/{filed.code}/sent/", sent)

    assert "Sent to Harbour Fund on 1 July 2026" in text_of(client.get(f"/desk/filed/{filed.code}/"))
    assert "Harbour Fund" in text_of(client.get(LIST)) and filed.sendings.get().sent_on == date(2026, 7, 1)
    for wrong in (sent, {**sent, "sent_on": "2026-07-02"}, {**sent, "sent_on": "2026-06-30"}, {**sent, "sent_to": " "}):
        assert client.post(f"/desk/filed/{filed.code}/sent/", wrong).status_code == 422
    assert filed.sendings.count() == 1


def test_a_figure_that_moved_since_it_was_looked_at_is_not_filed(cast: Cast, sign_in: Any) -> None:
    a_year(cast)
    client = sign_in(cast.director)
    seen = re.search(r'name="seen" value="(\w+)"', client.get(f"{NEW}donor/", OF_2026).content.decode())
    assert seen
    put_right(cast)

    answer = client.post(f"{NEW}donor/", {**OF_2026, "seen": seen[1]})

    assert answer.status_code == 422 and "moved since you looked" in text_of(answer) and not Filed.objects.exists()


def test_the_command_looks_files_and_files_again(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    a_year(cast)
    asked = ["file", "country", "--country", "Kenya", "--period", "2026", "--format", "json"]

    assert main(asked) == 0 and not Filed.objects.exists()
    looked = json.loads(capsys.readouterr().out)
    assert main([*asked, "--keep"]) == 0
    filed = json.loads(capsys.readouterr().out)
    assert main([*asked, "--keep"]) == 1
    put_right(cast)
    capsys.readouterr()
    assert main(["file", filed["code"], "--because", "One was not there"]) == 0

    told = capsys.readouterr().out
    assert looked["sections"][0]["title"] == filed["sections"][0]["title"] and looked["code"] == "" and filed["version"] == 1
    assert (
        "Country report" in told and "In place of" in told and "One was not there" in told and "What was put right" in told
    )


def test_an_arabic_report_runs_from_right_to_left_in_every_file(cast: Cast, sign_in: Any) -> None:
    a_year(cast)
    filed = actions.file(by=cast.director, question=year_of(cast, "donor", "ar"))
    client = sign_in(cast.director)

    word = docx.Document(io.BytesIO(client.get(f"/desk/filed/{filed.code}/report.docx").content))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/desk/filed/{filed.code}/report.xlsx").content))
    paper = client.get(f"/desk/filed/{filed.code}/report.pdf").content

    body = word.element.body.xml
    assert body.count("<w:bidi/>") > len(word.paragraphs) and body.count("<w:bidiVisual/>") == len(word.tables) > 3
    assert all(run.font.rtl for paragraph in word.paragraphs for run in paragraph.runs)
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    assert paper.startswith(b"%PDF") and "١٢" in " ".join(c.text for t in word.tables for c in t._cells)


def test_headings_and_header_rows_in_word_are_real_ones(cast: Cast) -> None:
    from genba.filing.document import document_of
    from genba.web.print.filed import as_docx

    a_year(cast)
    document = document_of(actions.file(by=cast.director, question=year_of(cast, "donor")))
    word = docx.Document(io.BytesIO(as_docx(document)))

    styles = [p.style.name for p in word.paragraphs if p.style]
    assert styles.count("Title") == 1 and styles.count("Heading 1") >= len(word.tables)
    for table in word.tables:
        first, *others = (row._tr.xml.count("<w:tblHeader/>") for row in table.rows)
        assert (first, sum(others)) == (1, 0) and "w:tblDescription" in table._tbl.tblPr.xml
    assert word.core_properties.title == "Donor report: All countries" and word.core_properties.language == "en"


def test_a_long_table_goes_on_at_a_page_of_its_own_and_what_is_counted_has_one_too(cast: Cast, sign_in: Any) -> None:
    a_year(cast)
    client = sign_in(cast.director)
    address = look_and_file(client, "donor")["Location"]
    page = client.get(address).content.decode()
    told = json.loads(client.get(f"{address}report.json").content)["sections"]

    for place, section in enumerate(told):
        table = client.get(f"{address}?table={place}").content.decode()
        rows = table.count("<tr") - 1
        assert f"<h1>{section['title']}</h1>" in table
        assert (f"{address}?table={place}" in page) == (rows > 20), f"{rows} rows"
    assert f"{address}?defined=all" in page
    assert "each counted once" not in text_of(client.get(address))
    assert "each counted once" in text_of(client.get(f"{address}?defined=all"))
    for wrong in ("table=99", "table=x", "table=0&after=-1"):
        assert client.get(f"{address}?{wrong}").status_code == 404


def test_savings_in_several_currencies_are_told_in_a_word_and_the_reason_stands_below(cast: Cast, sign_in: Any) -> None:
    taking = a_year(cast)
    saved(taking[0], 5000, currency="KES")
    work_out()

    page = text_of(sign_in(cast.director).get(f"{NEW}donor/", OF_2026))

    assert "Savings a year In several currencies" in page
    assert "Amounts in different currencies are never added; see the rows by currency." in page
