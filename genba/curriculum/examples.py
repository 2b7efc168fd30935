"""Worked examples: published inputs and results that an indicator or a calculator must reproduce."""

import math

from genba.curriculum.modules import Calculator, Example, Module


def problem_with(example: Example, module: Module) -> str:
    """A sentence on how an example fails, or an empty text when it holds."""
    try:
        found = computed(example, module)
    except LookupError as error:
        return str(error)
    except TypeError as error:
        return f"The names do not fit: {error}."
    except ValueError as error:
        if example.withheld and example.withheld in str(error):
            return ""
        return f"It gives no figure: {error}"
    except Exception as error:
        return f"The function breaks: {error!r}."
    if example.withheld:
        return f"It should be withheld because “{example.withheld}”, but gives {found}."
    for name, expected in _expected(example, found):
        if name not in found:
            return f"There is no result “{name}”; there are {', '.join(found)}."
        if not math.isclose(found[name], expected, rel_tol=example.tolerance, abs_tol=1e-12):
            return f"{name} is {found[name]:g}, not {expected:g}."
    return ""


def computed(example: Example, module: Module) -> dict[str, float]:
    """The figures an example's inputs give, by name.

    Raises ValueError with a sentence where there is none, LookupError where its subject does not exist,
    TypeError where its inputs have other names.
    """
    given = dict(example.given)
    if example.subject == "calculator":
        calculator: Calculator = module.calculator(example.code)
        found = calculator.run(**given)
        declared = {quantity.name for quantity in calculator.results}
        if set(found) != declared:
            raise TypeError(f"the function gives {', '.join(found)}, declared are {', '.join(sorted(declared))}")
        return found
    indicator = module.kpi(example.code)
    wanted = {indicator.numerator.name, indicator.denominator.name}
    if set(given) != wanted:
        raise TypeError(f"{', '.join(sorted(wanted))} are wanted")
    return {"value": indicator.value(given[indicator.numerator.name], given[indicator.denominator.name])}


def _expected(example: Example, found: dict[str, float]) -> tuple[tuple[str, float], ...]:
    if len(found) == 1 and [name for name, _ in example.expect] == ["value"]:
        return ((next(iter(found)), example.expect[0][1]),)
    return example.expect
