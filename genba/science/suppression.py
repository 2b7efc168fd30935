"""Hiding small groups so that nobody can be found by subtraction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K")


def suppress(counts: Mapping[K, int], threshold: int) -> dict[K, int | None]:
    """Hide counts under the threshold and, with them, the smallest of the others.

    counts: the parts of one total, none negative. threshold: at least 3; a count of zero is no group.
    Result: the same keys, None where hidden. Parts of equal size are hidden together.

    Why this is safe even for a reader who knows the rule and the total: the hidden parts always hold counts
    of different size, and the rule looks at sizes only, so any two of them could be exchanged and the page
    would look the same. Where every group is small, zeros are hidden too for the same reason.
    A total under the threshold hides everything: then the total itself must not be shown.
    """
    if threshold < 3:
        raise ValueError("a threshold under 3 protects nobody")
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count cannot be negative")
    if all(count == 0 or count >= threshold for count in counts.values()):
        return dict(counts)

    cover = min((count for count in counts.values() if count >= threshold), default=0)
    if all(count <= cover for count in counts.values()) or cover == 0:
        return dict.fromkeys(counts)
    return {key: None if 0 < count <= cover else count for key, count in counts.items()}
