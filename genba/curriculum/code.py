"""The pure functions of a package, taken from its calculators.py by file path."""

import importlib.util
import inspect
from collections.abc import Mapping
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from genba.curriculum.modules import Calculator
from genba.curriculum.reading import Place, Report


def functions_of(path: Path, report: Report) -> dict[str, FunctionType]:
    """The public functions of a calculators.py, by name; an empty dict when there is no such file."""
    if not path.exists():
        return {}
    name = f"genba_module_{path.parent.name.replace('-', '_')}_calculators"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        return {}
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        report.add(error.lineno or 1, "", f"This is not valid Python: {error.msg}.", "mend the line.")
        return {}
    except Exception as error:
        report.add(1, "", f"The file cannot be loaded: {error!r}.", "let it define functions and nothing else.")
        return {}
    return {key: value for key, value in vars(module).items() if _is_own(value, module, key)}


def _is_own(value: object, module: ModuleType, name: str) -> bool:
    return isinstance(value, FunctionType) and value.__module__ == module.__name__ and not name.startswith("_")


def calculator(values: dict[str, Any], functions: Mapping[str, FunctionType], report: Report) -> Calculator | None:
    """A declared calculator joined to its function, or None with a finding on what does not match."""
    place: Place = values.pop("place")
    name = str(values["code"]).replace("-", "_")
    function = functions.get(name)
    if function is None:
        problem = f"calculators.py has no function {name}."
        report.add(place.line, f"{place.key}.code", problem, f"write “def {name}(…)”.")
        return None
    wanted = [quantity.name for quantity in values["inputs"]]
    given = list(inspect.signature(function).parameters)
    if wanted != given:
        report.add(
            place.line,
            f"{place.key}.inputs",
            f"The inputs ({', '.join(wanted)}) are not the parameters of {name} ({', '.join(given)}).",
            "give both the same names in the same order.",
        )
        return None
    return Calculator(function=function, **values)
