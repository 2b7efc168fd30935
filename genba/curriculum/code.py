"""The pure functions of a package, taken from tools/*.py by file path."""

import ast
import importlib.util
import inspect
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from genba.curriculum.reading import Place, Report
from genba.curriculum.tools import Tool

# What a tool may lean on: our own science and words, numbers, and what Python brings for counting and reckoning.
ALLOWED = frozenset({
    "genba.science", "genba.curriculum.tools", "numpy", "math", "statistics", "itertools", "functools", "collections",
    "datetime", "dataclasses", "typing", "bisect", "operator", "fractions", "decimal", "re", "enum", "heapq", "random",
    "__future__",
})  # fmt: skip


def function_file(folder: Path, code: str) -> Path:
    """The file that holds the function of a tool: control-chart is tools/control_chart.py."""
    return folder / "tools" / f"{code.replace('-', '_')}.py"


def loaded(path: Path, report: Report) -> ModuleType | None:
    """The Python file of a tool, run once; None with a finding where it cannot be."""
    if not path.exists():
        report.add(1, "", "The file is missing.", f"write it, with a function {path.stem}.")
        return None
    if not _imports_are_allowed(path, report):
        return None
    name = f"genba_module_{path.parent.parent.name.replace('-', '_')}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look themselves up there
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        report.add(1, "", f"The file cannot be loaded: {error!r}.", "let it define functions and nothing else.")
        return None
    return module


def _imports_are_allowed(path: Path, report: Report) -> bool:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except SyntaxError as error:
        report.add(error.lineno or 1, "", f"This is not valid Python: {error.msg}.", "mend the line.")
        return False
    whole = True
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if not any(name == one or name.startswith(f"{one}.") for one in ALLOWED):
                problem = f"A tool does not import {name}."
                report.add(node.lineno, "", problem, "use genba.science, numpy or what Python brings for reckoning.")  # type: ignore[attr-defined]
                whole = False
    return whole


def tool(values: dict[str, Any], module: ModuleType, report: Report) -> Tool | None:
    """A declared tool joined to its function, or None with a finding on what does not match."""
    place: Place = values.pop("place")
    name = str(values["code"]).replace("-", "_")
    function = getattr(module, name, None)
    if function is None:
        report.add(place.line, "code", f"tools/{name}.py has no function {name}.", f"write “def {name}(…)”.")
        return None
    wanted = [one.name for one in values["inputs"]]
    wanted += ["parameters"] * bool(values["parameters"]) + ["watch"] * values["is_long"]
    given = list(inspect.signature(function).parameters)
    if wanted != given:
        report.add(
            place.line,
            "inputs",
            f"The inputs ({', '.join(wanted)}) are not the parameters of {name} ({', '.join(given)}).",
            "give both the same names in the same order.",
        )
        return None
    reader = getattr(module, "read_file", None)
    if values["reads"] and reader is None:
        report.add(place.line, "reads", f"tools/{name}.py has no function read_file.", "write “def read_file(text)”.")
        return None
    return Tool(function=function, read_file=reader if values["reads"] else None, **values)
