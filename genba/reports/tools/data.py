"""What a tool says as data, for programs: the API and the command line answer with the same."""

from typing import Any

from genba.curriculum.tools import Answer
from genba.curriculum.tools.kept import to_data
from genba.reports.tools.told import Told


def as_data(told: Told, answer: Answer) -> dict[str, Any]:
    """The values by the tool's own names, and beside them what they mean. A value that is null is in `withheld`, with why."""
    values: dict[str, Any] = to_data(answer.values)
    withheld = {figure.name: figure.why for figure in told.figures if figure.why}
    return {**values, "meaning": list(told.meaning), "next_step": told.then, "withheld": withheld}
