"""The house keeps its shape: walls, arrows, no drawers for everything."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(p for p in (ROOT / "genba").rglob("*.py") if "migrations" not in p.parts)
WALL, FUNCTION_WALL, TEMPLATE_WALL = 400, 40, 120
NEVER = {"core", "common", "utils", "helpers", "services", "misc", "shared", "managers"}
# Functions longer than the wall, each with its length. The list only shrinks.
LONG_FUNCTIONS: dict[str, int] = {}


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_is_longer_than_the_wall(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= WALL


@pytest.mark.parametrize("path", CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_function_is_longer_than_the_wall(path: Path) -> None:
    too_long = {}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            name = f"{path.relative_to(ROOT)}:{node.name}"
            lines = (node.end_lineno or 0) - node.body[0].lineno + 1
            if lines > LONG_FUNCTIONS.get(name, FUNCTION_WALL):
                too_long[name] = lines

    assert too_long == {}


def test_no_template_is_longer_than_the_wall() -> None:
    lengths = {
        str(p.relative_to(ROOT)): len(p.read_text().splitlines()) for p in (ROOT / "genba").rglob("templates/**/*.html")
    }

    assert {name: n for name, n in lengths.items() if n > TEMPLATE_WALL} == {}


def test_no_room_is_a_drawer_for_everything() -> None:
    rooms = {part for path in CODE for part in path.relative_to(ROOT).parts[:-1]}

    assert rooms & NEVER == set()


@pytest.mark.parametrize("room", ["science", "curriculum"])
def test_a_pure_room_leaves_django_out(room: str) -> None:
    program = f"import sys, genba.{room}; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


def test_templates_hold_no_inline_style_or_script() -> None:
    bad = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "genba").rglob("templates/**/*.html")
        if " style=" in (text := path.read_text()) or "<style" in text or " onclick=" in text or "<script>" in text
    ]

    assert bad == []


def test_styles_know_no_left_and_right() -> None:
    physical = ("margin-left", "margin-right", "padding-left", "padding-right", "text-align: left", "text-align: right",
                "border-left", "border-right")  # fmt: skip
    bad = [
        f"{path.name}: {word}"
        for path in (ROOT / "genba").rglob("static/**/*.css")
        for word in physical
        if word in path.read_text()
    ]

    assert bad == []
