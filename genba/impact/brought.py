"""What rooms above bring: tables of facts, indicators over them, and how their audit events lead to enterprises.

A room says so in a module `indicators` of its own, as `BRINGS`. Impact knows none of them by name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.module_loading import module_has_submodule

if TYPE_CHECKING:
    from genba.impact.indicators.definition import Definition
    from genba.impact.tables import Reader


@dataclass(frozen=True)
class Brings:
    """indicators: in the order in which they are listed. tables: readers by name, as in `genba.impact.tables`. leads: by the
    noun of audit events what gives the keys of the enterprises concerned, from the codes of the things."""

    indicators: tuple["Definition", ...]
    tables: Mapping[str, "Reader"] = field(default_factory=dict)
    leads: Mapping[str, Callable[[list[str]], Iterable[int]]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def brought() -> tuple[Brings, ...]:
    """What every room brings, in the order of the rooms."""
    rooms = [app for app in apps.get_app_configs() if app.name.startswith("genba.")]
    modules = [import_module(f"{app.name}.indicators") for app in rooms if module_has_submodule(app.module, "indicators")]
    said = [getattr(module, "BRINGS", None) for module in modules]
    return tuple(one for one in said if isinstance(one, Brings))
