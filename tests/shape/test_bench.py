"""The bench is run seldom: what it takes from the house and from the tests is there all the same."""

import importlib
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import bench


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", *arguments], capture_output=True, text=True, env={**os.environ, **environment}
    )


def test_every_part_of_the_bench_can_be_loaded() -> None:
    names = [one.name for one in pkgutil.iter_modules(bench.__path__) if not one.name.startswith("_")]

    loaded = [importlib.import_module(f"bench.{name}") for name in names]

    assert {"bench.facts", "bench.pages", "bench.weight"} <= {one.__name__ for one in loaded}


def test_a_part_of_it_prints_its_table_and_an_unknown_one_is_refused() -> None:
    told, refused = run("bench", "--quick", "evaluate"), run("bench", "nothing")

    assert told.returncode == 0, told.stderr
    assert "| What | Measured |" in told.stdout
    assert "effects of 2,000 enterprises" in told.stdout
    assert refused.returncode != 0
    assert "there is no part nothing" in refused.stderr


def test_facts_that_are_drawn_by_lot_are_facts_as_the_house_has_them(tmp_path: Path) -> None:
    place = {"GENBA_HOME": str(tmp_path), "GENBA_FACTS_FOLDER": str(tmp_path / "facts")}
    told = {step: run("bench.scale_one", *step.split(), **place) for step in ("draw 12000", "ask", "heavy")}

    assert {step: done.returncode for step, done in told.items()} == dict.fromkeys(told, 0), [
        d.stderr for d in told.values()
    ]
    assert {"months", "changes", "months_by_hand"} <= json.loads(told["heavy"].stdout.splitlines()[-1]).keys()
