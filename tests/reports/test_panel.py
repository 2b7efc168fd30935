"""What an evaluator is handed out: whole enough to judge by, and nobody to be found in it."""

import csv
import io
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine

from genba.audit.actions import SYSTEM
from genba.cli import main
from genba.directory.actions import enterprises, merges
from genba.directory.models import Enterprise, Region
from genba.impact.actions import panels
from genba.impact.models import PanelExport
from genba.kit.refused import Refused
from genba.observations.models import Observation
from genba.plans.models import Action
from genba.programmes.actions import engagements
from genba.reports.panel import hand_out, masks_of, panel_file
from genba.reports.panel.columns import TABLES
from tests.cast import Cast
from tests.scenes_impact import count, firm, train

QUASI = ("country", "region", "section", "size", "women")


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-01T10:00:00Z", tick=True):
        yield


def tables(export: PanelExport) -> dict[str, Any]:
    """The file read back: rows of each CSV, and the README."""
    with panel_file(masks_of(export)) as made, ZipFile(made) as zipped:
        found: dict[str, Any] = {name: zipped.read(name) for name in zipped.namelist()}
    rows = {name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
            for name, body in found.items() if name.endswith(".csv")}  # fmt: skip
    return rows | {"README": found["README.txt"].decode(), "raw": found}


@pytest.fixture
def office(cast: Cast) -> list[Any]:
    """Twelve garment makers in Kenya, of whom six are trained; two restaurants there, one enterprise in Viet Nam; and Sample
    Street Garments of the cast, which is of another size."""
    people = {("worker", "female"): 30, ("worker", "male"): 10}
    made = [firm(cast, f"Contoh {'bcdfghjklmnp'[n] * 5}", workforce=people) for n in range(12)]
    made += [firm(cast, f"Sample Meals {n}", isic="5610", workforce={("worker", "male"): 4}) for n in range(2)]
    made.append(firm(cast, "Beispiel Far Away", country="VN", workforce=people))
    train(cast, *made[:6], on=date(2026, 1, 12))
    for taking in made:
        count(taking.enterprise, "absenteeism", ("2025-12", "2026-03"), 60, 1000)
    return made


def exported(cast: Cast, **asked: Any) -> PanelExport:
    return panels.export(by=cast.director, **{"why": "Evaluation of 2026 by Sample University", **asked})


def test_every_value_of_every_enterprise_is_there_once_with_its_month_and_unit(cast: Cast, office: list[Any]) -> None:
    found = tables(exported(cast))

    kept = [row for row in found["panel"] if row["kpi"] == "absenteeism"]
    assert len(kept) == 15 * 2 and len({(r["enterprise"], r["month"]) for r in kept}) == 30
    assert {(r["numerator"], r["denominator"], r["value"], r["unit"], r["is_believed"]) for r in kept} == {
        ("60.0", "1000.0", "6.0", "%", "yes")
    }
    assert len(found["enterprises"]) == 16 and sum(r["first_class_month"] == "2026-01" for r in found["enterprises"]) == 6
    assert {r["month"] for r in kept} == {"2025-12", "2026-03"}
    assert f"panel: {len(found['panel'])} rows" in found["README"] and "2026-07-01" in found["README"]


def test_who_counts_how_enterprises_look_finds_no_group_under_the_threshold(
    cast: Cast, office: list[Any], settings: Any
) -> None:
    for n, taking in enumerate(office[:7]):
        taking.enterprise.region = Region.objects.get_or_create(country_id="KE", name="Coast" if n < 5 else "Lake")[0]
        taking.enterprise.save()

    for threshold in (3, 5, 6):
        settings.SMALL_GROUP = threshold
        looks = Counter(tuple(row[name] for name in QUASI) for row in tables(exported(cast))["enterprises"])
        assert min(looks.values()) >= threshold and sum(looks.values()) == 16

    settings.SMALL_GROUP = 5
    found = tables(exported(cast))
    assert Counter(row["region"] for row in found["enterprises"])["Coast"] == 5
    assert {row["region"] for row in found["enterprises"]} == {"Coast", "*"}  # five of no region went with Viet Nam
    assert {row["country"] for row in found["enterprises"]} == {"KE", "*"}


def test_no_word_of_the_house_is_in_any_file(cast: Cast, office: list[Any]) -> None:
    note = "The ledger of Aunt Example burned"
    Observation.objects.filter(enterprise=office[0].enterprise).update(note=note, unusual=True, unit="cups of Example")
    Enterprise.objects.filter(pk=office[1].enterprise.pk).update(
        latitude=-1.28333, longitude=36.81667, phone="+254700000000"
    )

    raw = tables(exported(cast))["raw"]

    told = b"\n".join(raw.values()).decode("utf-8", "ignore")
    names = [*Enterprise.objects.values_list("name", flat=True), *Enterprise.objects.values_list("code", flat=True)]
    for secret in [*names, note, "Aunt Example", "cups of Example", "1.28333", "36.81667", "700000000", cast.provider.name, cast.provider.code,
                   "Omar", "2026-01-12", PanelExport.objects.get().salt]:  # fmt: skip
        assert secret not in told
    for table in ("trainings", "panel", "enterprises"):
        assert not re.search(rb"\d{4}-\d\d-\d\d", raw[f"{table}.csv"])  # no day


def test_pseudonyms_join_within_an_export_and_across_two_only_when_asked(cast: Cast, office: list[Any]) -> None:
    first = exported(cast)
    one, other, again = tables(first), tables(exported(cast)), tables(exported(cast, like=first.code))

    def names(found: Any, table: str = "enterprises") -> set[str]:
        return {row["enterprise"] for row in found[table]}

    assert names(one, "panel") <= names(one) and names(one, "trainings") <= names(one)
    assert not names(one) & names(other) and names(one) == names(again)
    assert all(re.fullmatch(r"E[A-Z2-7]{16}", name) for name in names(one))


def test_without_the_secret_of_the_installation_no_pseudonym_can_be_worked_out(
    cast: Cast, office: list[Any], settings: Any
) -> None:
    export = exported(cast)
    ours = {row["enterprise"] for row in tables(export)["enterprises"]}

    settings.SECRET_KEY = "another secret that somebody who stole the salt might try"

    assert not ours & {row["enterprise"] for row in tables(export)["enterprises"]}


def test_what_is_odd_missing_or_ended_early_stays_in_and_is_marked_and_counted(cast: Cast, office: list[Any]) -> None:
    rows = Observation.objects.filter(ends_on__year=2025).order_by("pk")
    odd, right, untracked = rows[0], rows[1], rows[2]
    Observation.objects.filter(pk=odd.pk).update(unusual=True, note="really")
    Observation.objects.filter(pk=right.pk).update(unusual=True, approved_version=right.version, note="really")
    Observation.objects.filter(pk=untracked.pk).update(numerator=None, denominator=None, note="no clock")
    engagements.withdraw(
        by=cast.director, engagement=office[0], withdrawn_on=date(2026, 2, 10), reason="The hall was flooded."
    )

    found = tables(exported(cast))

    marks = Counter(
        (r["is_tracked"], r["is_unusual"], r["is_approved"], r["is_believed"], r["has_reason"]) for r in found["panel"]
    )
    assert marks == {("yes", "no", "", "yes", "no"): 27, ("yes", "yes", "no", "no", "yes"): 1, ("yes", "yes", "yes", "yes", "yes"): 1,
                     ("no", "no", "", "no", "yes"): 1}  # fmt: skip
    assert [r["left_month"] for r in found["trainings"] if r["left_month"]] == ["2026-02"]
    told = found["README"]
    assert (
        "1 trainings that ended early" in told
        and "1 periods that are not tracked" in told
        and "1 periods with an unusual value" in told
    )
    assert "flooded" not in told and "no clock" not in str(found["panel"])


def test_an_enterprise_that_was_there_twice_is_there_once_with_the_values_of_both(cast: Cast, office: list[Any]) -> None:
    twin = enterprises.register(by=SYSTEM, name="Contoh bbbbb Ltd", country="KE", isic="1410", provider=cast.provider)
    count(twin, "absenteeism", ("2026-05",), 50, 1000)
    merges.merge(by=cast.director, kept=office[0].enterprise, gone=twin)

    found = tables(exported(cast))

    assert len(found["enterprises"]) == 16 and len(found["panel"]) == 31
    assert "1 records that turned out to be an enterprise that is in it" in found["README"]


def test_savings_stand_in_their_own_currency_unless_it_would_tell_a_hidden_country(cast: Cast, office: list[Any]) -> None:
    for taking, currency in (*((taking, "KES") for taking in office[:12]), (office[14], "VND")):
        Action.objects.create(engagement=taking, problem="=cmd|' /C calc'!A0", action="Sort it", owner="Lina", due_on=date(2026, 3, 1),
                              actual_saving=Decimal("120.50"), currency=currency, saving_on=date(2026, 4, 2))  # fmt: skip

    found = tables(exported(cast))

    rows = found["savings"]
    said = {(row["actual"], row["currency"], row["stated_month"], row["is_checked"]) for row in rows}
    assert said == {("120.50", "KES", "2026-04", "no")} and b"VND" not in found["raw"]["savings.csv"]
    # Who is hidden along with the one in Viet Nam is drawn by lot: some makers in Kenya may be.
    hidden = {r["enterprise"] for r in found["enterprises"] if r["country"] == "*"}
    assert f"{13 - len(rows)} savings of enterprises whose country is hidden" in found["README"]
    assert len({row["enterprise"] for row in rows} - hidden) == len(rows) >= 5
    assert hidden and {r["provider"] for r in found["trainings"] if r["enterprise"] in hidden} == {"*"}


def test_a_region_that_is_a_formula_does_not_run_and_parquet_has_it_as_it_is(
    cast: Cast, office: list[Any], tmp_path: Path
) -> None:
    import duckdb

    Enterprise.objects.filter(isic="1410").update(region=Region.objects.create(country_id="KE", name="=1+1"))

    found = tables(exported(cast))

    assert {r["region"] for r in found["enterprises"]} == {"'=1+1", "*"}
    for table, fields in TABLES.items():
        (tmp_path / table).write_bytes(found["raw"][f"{table}.parquet"])
        rows = duckdb.sql(f"SELECT * FROM read_parquet('{tmp_path / table}')")
        assert rows.columns == [field.name for field in fields]
        assert len(rows.fetchall()) == len(found[table])
    (value,) = duckdb.sql(f"SELECT DISTINCT value FROM read_parquet('{tmp_path / 'panel'}')").fetchall()
    regions = duckdb.sql(f"SELECT DISTINCT region FROM read_parquet('{tmp_path / 'enterprises'}')").fetchall()
    assert value == (6.0,) and set(regions) == {("=1+1",), ("*",)}


def test_the_codebook_explains_every_column_of_every_table(cast: Cast, office: list[Any]) -> None:
    found = tables(exported(cast))

    told = {(row["table"], row["column"]): row for row in found["codebook"]}
    for table in TABLES:
        heading = next(csv.reader(io.StringIO(found["raw"][f"{table}.csv"].decode("utf-8-sig"))))
        assert [column for of, column in told if of == table] == heading
    assert all(row["meaning"] and row["type"] and row["source"] for row in told.values())


def test_fewer_than_the_threshold_are_not_handed_out(cast: Cast) -> None:
    with pytest.raises(Refused, match="nobody could hide"):
        hand_out(by=cast.director, why="Evaluation of 2026")

    assert not PanelExport.objects.exists()  # and nobody finds an export that there was none


def test_the_command_writes_the_same_file_and_leaves_one_event(
    cast: Cast, office: list[Any], tmp_path: Path, capsys: Any
) -> None:
    out = tmp_path / "panel.zip"

    assert main(["export", "panel", "--why", "Evaluation of 2026", "--country", "Kenya", "--out", str(out)]) == 0

    with ZipFile(out) as zipped:
        assert {"panel.csv", "panel.parquet", "codebook.csv", "README.txt"} <= set(zipped.namelist())
    assert PanelExport.objects.get().country_id == "KE"
    assert main(["export", "panel", "--out", str(out)]) == 1 and "Say what for" in capsys.readouterr().err
