"""Every form as a collector and as a spreadsheet has it: the same one, that engines of others read."""

import io
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from pyxform.validators.odk_validate import check_xform
from pyxform.xls2xform import convert

from genba.collect.forms import all_forms, version_of
from genba.curriculum import Form, Texts
from genba.curriculum.collecting import collected, sheets_of
from genba.curriculum.modules import Module
from genba.programmes.curricula import curriculum
from tests.cast import Cast

FORMS = [form for _module, form in all_forms()]


def plain(xml: str) -> bytes:
    return ET.tostring(ET.fromstring(xml))


def of(slug: str, code: str) -> tuple[Module, Form]:
    module = curriculum().module(slug)
    return module, module.form(code)


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.code)
def test_the_workbook_read_back_is_the_same_form(form: Form, tmp_path: Path) -> None:
    book = tmp_path / f"{form.code}.xlsx"
    book.write_bytes(form.xlsx())

    again = convert(str(book), form_name="data", default_language="English (en)").xform

    assert plain(again) == plain(form.xml())


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.code)
@pytest.mark.skipif(not shutil.which("java"), reason="the engine of ODK Collect needs Java")
def test_the_engine_of_the_app_itself_accepts_it(form: Form, tmp_path: Path) -> None:
    file = tmp_path / "form.xml"
    file.write_text(form.xml())

    assert check_xform(str(file)) == []  # ODK Validate, which runs JavaRosa


@pytest.mark.parametrize("form", FORMS, ids=lambda f: f.code)
def test_it_speaks_four_languages_and_names_itself(form: Form) -> None:
    root = ET.fromstring(form.xml())
    spoken = {e.get("lang") for e in root.iter("{http://www.w3.org/2002/xforms}translation")}
    assert spoken == {"English (en)", "French (fr)", "Spanish (es)", "Arabic (ar)"}
    data = next(e for e in root.iter() if e.get("id") == form.code)
    assert data.get("version") == version_of(form)
    for row in form.rows:
        for column in ("label", "hint", "constraint_message"):
            assert len(row.texts(column)) in (0, 4), row.cells


def test_the_version_changes_with_any_word_of_it() -> None:
    module, form = of("quality-improvement", "visit")
    other = Form(form.code, form.titles, form.source.replace("Advice given", "The advice given"))

    versions = {version_of(collected(module, form)), version_of(collected(module, other))}

    assert len(versions) == 2 and all(v.startswith(f"{module.version}-") for v in versions)
    assert collected(module, form) == collected(module, form)


def test_the_questions_of_the_module_stay_as_they_are() -> None:
    module, form = of("workplace-cooperation", "baseline")
    ours, theirs = sheets_of(collected(module, form))["survey"], sheets_of(form)["survey"]

    assert all(row in ours for row in theirs)


@pytest.mark.parametrize("module", curriculum().modules, ids=lambda m: m.slug)
def test_a_baseline_asks_for_every_core_kpi_as_one_amount_over_another(module: Module) -> None:
    asked = {row["name"] for row in collected(module, module.form("baseline")).questions}

    for kpi in module.core_kpis:
        assert {f"kpi-{kpi.code}-{part}" for part in ("answer", "numerator", "denominator", "reason", "note")} <= asked
    if module.core_kpis:
        assert {"period-starts", "period-ends"} <= asked
        assert not any(kpi.own_output_unit for kpi in module.core_kpis) or "output-unit" in asked


def test_a_pipe_in_a_word_stays_in_its_cell() -> None:
    module, form = of("quality-improvement", "visit")
    odd = Form(form.code, Texts({"en": "x"}), form.source.replace("Advice given", r"Advice \| given"))

    assert any("Advice | given" in row["label::English (en)"] for row in collected(module, odd).rows)


def test_trainers_find_every_workbook_on_one_page(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)
    page = client.get("/field/collect/").content.decode()

    for form in FORMS:
        assert f"/field/collect/{form.code}.xlsx" in page
    book = openpyxl.load_workbook(io.BytesIO(client.get("/field/collect/hospitality-visit.xlsx").content))
    assert book.sheetnames == ["survey", "choices", "settings"] and book["survey"]["A1"].value == "type"
    assert client.get("/field/collect/nothing.xlsx").status_code == 404
