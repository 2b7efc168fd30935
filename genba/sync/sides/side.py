"""One noun of disagreements, as its file tells it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from genba.access.models import User
from genba.access.permissions import Permission
from genba.sync.models import Disagreement

Said = Any  # a version as JSON: minutes, or a state with its reason, or two amounts with their note


@dataclass(frozen=True)
class Look:
    """What one disagreement is about, in words of the reader, and what stands now."""

    title: str  # the thing: a class, an enterprise
    about: str  # which part of it
    now: Said


@dataclass(frozen=True)
class Side:
    """`permission`: who may decide. `looks` has few queries for many rows. `says` puts a version into words. `take` puts the
    version of the device in the place of what stands; it is Refused for whatever the pages refuse."""

    permission: Permission
    looks: Callable[[Sequence[Disagreement]], Mapping[int, Look]]
    says: Callable[[Said], str]
    take: Callable[[User, Disagreement, str], None]
