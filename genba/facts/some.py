"""Some enterprises of the facts: those that somebody may read of. And how many agreed to take what has a KPI."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from genba.facts.own import tables_of
from genba.facts.questions import Asked
from genba.facts.store import Facts
from genba.impact.changes import kpis_of
from genba.impact.expressions import Outcome
from genba.impact.indicators import definition_of
from genba.kit.columns import Column, where


def of_enterprises(facts: Facts, keys: Collection[int]) -> Facts:
    """The same version with the takings and comparisons of these enterprises alone: enough to ask what their KPIs did."""
    takings, comparisons = (where(t, is_among(t["enterprise"], keys)) for t in (facts.takings, facts.comparisons))
    return replace(facts, tables={**facts.tables, "takings": takings}, comparisons=comparisons)


def own_of(code: str, facts: Facts, keys: Collection[int], today: date) -> Outcome | None:
    """One of the programme's own indicators over these enterprises; None where nothing of theirs counts in it."""
    work = definition_of(code).work
    assert work is not None  # noqa: S101 KPIs are asked of `of_enterprises`
    expression = work(tables_of(facts, today))
    places = np.flatnonzero(is_among(expression.rows["enterprise"], keys))
    return expression.of(places) if len(places) else None


def engaged(facts: Facts, asked: Asked) -> Mapping[str, int]:
    """By KPI how many enterprises of a part agreed to take a module that has it and did not leave it, trained or not."""
    table = facts.takings
    for cut, values in asked.only:
        table = where(table, is_among(table[cut], places_of(facts, cut, values)))
    firms_of: dict[str, Column] = {}
    for at, module in enumerate(facts.named.cuts.get("module", [])):
        firms = np.unique(table["enterprise"][table["module"] == at])
        for kpi in kpis_of(module):
            firms_of[kpi.code] = np.union1d(firms_of[kpi.code], firms) if kpi.code in firms_of else firms
    return {code: len(firms) for code, firms in firms_of.items()}


def places_of(facts: Facts, cut: str, values: Collection[Any]) -> list[int]:
    """The places of these values of a cut."""
    return [at for at, value in enumerate(facts.named.cuts.get(cut, [])) if value in values]


def is_among(column: Column, keys: Collection[int]) -> Any:
    return np.isin(column, np.array(sorted(keys), dtype=np.int64))
