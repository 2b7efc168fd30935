"""Worked examples: published inputs and results that an indicator or a tool must reproduce."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from genba.curriculum.modules import Example, Module
from genba.curriculum.tools import No, NotUsable


def problem_with(example: Example, module: Module) -> str:
    """A sentence on how an example fails, or an empty text when it holds."""
    try:
        found = computed(example, module)
    except LookupError as error:
        return str(error)
    except TypeError as error:
        return f"The names do not fit: {error}."
    except ValueError as error:
        reason = _reason(error, example, module)
        if example.withheld and example.withheld in reason:
            return ""
        return f"It gives no figure: {reason}"
    except Exception as error:
        return f"The function breaks: {error!r}."
    if example.withheld:
        return f"It should be withheld because “{example.withheld}”, but gives {found}."
    for path, expected in example.expect.items():
        problem = _differs(path, _among(found, path), expected, example.tolerance)
        if problem:
            return problem
    return ""


def computed(example: Example, module: Module) -> Mapping[str, Any]:
    """The figures an example's inputs give, by name.

    Raises ValueError where there is none, LookupError where its subject does not exist, TypeError where its inputs have
    other names.
    """
    if example.subject == "tool":
        tool = module.tool(example.code)
        answer = tool.run(example.given)
        unsaid = sorted(set(tool.unsaid(answer)))
        if unsaid:
            raise TypeError(f"the tool has no sentence {', '.join(unsaid)}")
        absent = [one.name for one in tool.results if answer.value(one.name) is None and one.name not in answer.withheld]
        if len(absent) == len(tool.results):
            raise TypeError(f"none of the declared results is given: {', '.join(absent)}")
        return {**answer.values, "says": [one.code for one in answer.says], "withheld": dict.fromkeys(answer.withheld, True)}
    indicator = module.kpi(example.code)
    wanted = {indicator.numerator.name, indicator.denominator.name}
    if set(example.given) != wanted:
        raise TypeError(f"{', '.join(sorted(wanted))} are wanted")
    return {"value": indicator.value(example.given[indicator.numerator.name], example.given[indicator.denominator.name])}


def _reason(error: ValueError, example: Example, module: Module) -> str:
    if isinstance(error, No):
        texts = module.tool(example.code).sentences.get(error.said.code)
        return f"{error.said.code}: {texts['en'] if texts else 'this sentence is not written'}"
    if isinstance(error, NotUsable):
        return " ".join(str(problem) for problem in error.problems)
    return str(error)


def _among(found: Any, path: str) -> Any:
    """limits.lower, stations.0, chart: where a value stands. Raises LookupError with the nearest that exists."""
    for part in path.split("."):
        if isinstance(found, Mapping) and part in found:
            found = found[part]
        elif isinstance(found, Sequence) and not isinstance(found, str) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        else:
            known = ", ".join(map(str, found)) if isinstance(found, Mapping) else type(found).__name__
            return _Absent(f"There is no result “{path}”; there are {known}.")
    return found


class _Absent(str):
    """The sentence that says that something is not there."""

    __slots__ = ()


def _differs(path: str, found: Any, expected: Any, tolerance: float) -> str:
    if isinstance(found, _Absent):
        return str(found)
    if isinstance(expected, bool) or expected is None or isinstance(expected, str):
        return "" if found == expected else f"{path} is {found!r}, not {expected!r}."
    if isinstance(expected, int | float):
        if isinstance(found, bool) or not isinstance(found, int | float):
            return f"{path} is {found!r}, not {expected:g}."
        is_near = math.isclose(found, expected, rel_tol=tolerance, abs_tol=1e-12)
        return "" if is_near else f"{path} is {found:.10g}, not {expected:.10g}."
    if isinstance(expected, Mapping):
        parts = [_differs(f"{path}.{key}", _among(found, str(key)), value, tolerance) for key, value in expected.items()]
        return next(filter(None, parts), "")
    if not isinstance(found, Sequence) or len(found) != len(expected):
        return f"{path} is {found!r}, not {expected!r}."
    parts = [_differs(f"{path}.{n}", one, two, tolerance) for n, (one, two) in enumerate(zip(found, expected, strict=True))]
    return next(filter(None, parts), "")
