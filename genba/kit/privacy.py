"""Every stored field says who may read it. Exports, audit and logs read the declaration.

A model carries `privacy`, one entry per stored field that is not a key or a relation; a test fails when one is
missing, so that nobody forgets.
"""

from enum import StrEnum
from typing import Any


class Privacy(StrEnum):
    OPEN = "open"  # may stand on a public page
    CONFIDENTIAL = "confidential"  # the enterprise's own affair: with permission only
    PERSONAL = "personal"  # about a human being: never in logs, audit values or shared exports


OPEN, CONFIDENTIAL, PERSONAL = Privacy.OPEN, Privacy.CONFIDENTIAL, Privacy.PERSONAL


def declaration(model: Any) -> dict[str, Privacy]:
    """The declared privacy of each field of a model."""
    return dict(getattr(model, "privacy", {}))


def without_personal(model: Any, values: dict[str, Any]) -> dict[str, Any]:
    """The values that may be written to the audit trail: personal ones become a mark that they changed."""
    declared = declaration(model)
    return {k: ("•" if declared.get(k) is Privacy.PERSONAL else v) for k, v in values.items()}
