"""Figures that are compared with each other must be of one moment: others go on being worked out meanwhile."""

from collections.abc import Callable
from typing import Any

TIMES = 6


def while_it_stands(told: Callable[[], Any], look: Callable[[], Any]) -> tuple[Any, Any]:
    """What `told` says before a look and again after it, and what the look saw.

    What an earlier journey changed is worked out behind the pages, within seconds; whoever compares a page with a file
    that was made after it looks again when the figures moved between the two.
    """
    before = told()
    for _ in range(TIMES):
        seen, after = look(), told()
        if before == after:
            return after, seen
        before = after
    raise AssertionError(f"The figures moved {TIMES} times while they were looked at")
