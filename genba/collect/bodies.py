"""From a form that came back to the body of a record. Whatever it says is kept: what is no part of a fact stands in `answers`,
and what is no question of the form today under its own name, to be told. Nothing is judged here; the kinds of records do."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid5

from django.http import Http404
from django.utils.translation import gettext_lazy

from genba.collect.filled import Filled
from genba.collect.forms import PULSE, form_called
from genba.curriculum import Form, Module, UnknownIndicator
from genba.curriculum.collecting import (
    ADVICE,
    COUNTED,
    ENDED,
    ENGAGEMENT,
    NEXT_STEPS,
    NUMBERS_TAKEN,
    OUTPUT,
    PERIOD_ENDS,
    PERIOD_STARTS,
    STARTED,
    collected,
    day_asked,
)
from genba.curriculum.forms import Row
from genba.curriculum.modules import PRACTICE_STATES
from genba.programmes.curricula import curriculum

Body = dict[str, Any]
KPI = re.compile(r"kpi-([a-z0-9-]+)-(answer|numerator|denominator|reason|note)")
MET = {"managers-met": gettext_lazy("Managers"), "workers-met": gettext_lazy("Workers")}
OURS = {STARTED, ENDED, ENGAGEMENT, NUMBERS_TAKEN, PERIOD_STARTS, PERIOD_ENDS}


def body_of(filled: Filled, module: Module | None, form: Form) -> tuple[str, Body]:
    """The kind of record that it is, and its body."""
    known = {row["name"] for row in (collected(module, form) if module else form).questions}
    if module is None:
        return "attendance", _attendance(filled, known)
    if form.code == PULSE:
        return "pulse", _pulse(filled, known)
    if form.code == "baseline":
        return "baseline", _baseline(filled, module, form, known)
    return "visit", _visit(filled, module, form, known)


def _visit(filled: Filled, module: Module, form: Form, known: set[str]) -> Body:
    said = dict(filled.answers)
    found = _found(said, module)
    met = [f"{words}: {said[name]}" for name, words in MET.items() if name in said]
    return {
        "engagement": said.get(ENGAGEMENT, ""), "visited_on": said.pop(day_asked(form), None), "advice": _first(said, ADVICE),
        "next_steps": _first(said, NEXT_STEPS), "met": ", ".join(met), **found, **_rest(said, known),
    }  # fmt: skip


def _baseline(filled: Filled, module: Module, form: Form, known: set[str]) -> Body:
    said = dict(filled.answers)
    found = _found(said, module)
    return {"engagement": said.get(ENGAGEMENT, ""), "taken_on": said.pop(day_asked(form), None),
            "output_unit": said.pop(OUTPUT, "")[:30], **found, **_rest(said, known)}  # fmt: skip


def _pulse(filled: Filled, known: set[str]) -> Body:
    said = dict(filled.answers)
    answers = {name: said.pop(name) == "yes" for name in list(said) if said[name] in ("yes", "no")}
    return {
        "ask": said.get(ENGAGEMENT, ""),
        "yes": answers,
        "most_needed": said.pop("most-needed", ""),
        **_rest(said, known),
    }


def _attendance(filled: Filled, known: set[str]) -> Body:
    said = filled.answers
    workshop = said.get("workshop", "")
    minutes = said.get("minutes")  # of the session, as the device had it
    there = set(said.get("there", "").split())
    marks = {code: minutes if code in there else 0 for code in [*said.get("listed", "").split(), *sorted(there)]}
    walk_ins = [
        {"id": str(uuid5(filled.id, str(n))), **{part: one.get(part, "") for part in ("enterprise", "name", "sex", "role")}}
        for n, one in enumerate(filled.repeats.get("walk-in", []), start=1) if any(one.values())
    ]  # fmt: skip
    return {"workshop": workshop, "session": said.get("session", "").removeprefix(f"{workshop}-"),
            "marks": {**marks, **{one["id"]: minutes for one in walk_ins}}, "walk_ins": walk_ins,
            **{f"form/{name}": value for name, value in said.items() if name not in known}}  # fmt: skip


def _found(said: dict[str, str], module: Module) -> Body:
    """KPI values and practices, taken out of what was said."""
    values: dict[str, dict[str, str]] = {}
    for name in [name for name in said if (part := KPI.fullmatch(name)) and _is_kpi(part[1])]:
        code, place = KPI.fullmatch(name).groups()  # type: ignore[union-attr]
        values.setdefault(code, {})[place] = said.pop(name)
    practices = [{"practice": p.code, "state": said.pop(p.code)} for p in module.practices
                 if said.get(p.code) in PRACTICE_STATES]  # fmt: skip
    return {
        "starts_on": said.pop(PERIOD_STARTS, None), "ends_on": said.pop(PERIOD_ENDS, None), "practices": practices,
        "values": [_value(code, parts) for code, parts in values.items()],
    }  # fmt: skip


def _value(code: str, parts: dict[str, str]) -> Body:
    """Not tracked: neither amount, with the reason."""
    tracked = parts.get("answer", COUNTED) == COUNTED
    amounts = {place: parts.get(place) if tracked else None for place in ("numerator", "denominator")}
    return {"indicator": code, **amounts, "note": parts.get("note" if tracked else "reason", "")[:300]}


def _is_kpi(code: str) -> bool:
    """A KPI that is measured no more is kept as an answer."""
    try:
        return bool(curriculum().indicator(code))
    except UnknownIndicator:
        return False


def _first(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said.pop(name) for name in names if name in said), "")


def _rest(said: dict[str, str], known: set[str]) -> Body:
    """What else was asked; and what the form does not ask today, told by whoever understands the record."""
    answers = {name: value for name, value in said.items() if name in known and name not in OURS}
    return {"answers": answers, **{f"form/{name}": value for name, value in said.items() if name not in known}}


def labels_of(form_id: str, answers: Mapping[str, str], language: str) -> list[tuple[str, str]]:
    """Each answer that somebody gave in words: the question and the choice as the form has them today, else as they were sent."""
    try:
        _module, form = form_called(form_id)
    except Http404:
        return list(answers.items())
    told = []
    for name, value in answers.items():
        row = next((row for row in form.questions if row["name"] == name), None)
        if row and row["type"] == "calculate":  # it follows from the others, and has no words
            continue
        chosen = row and next((c for c in form.choices(row["type"].partition(" ")[2]) if c["name"] == value), None)
        told.append((_words(row, language) or name, _words(chosen, language) or value))
    return told


def _words(row: Row | None, language: str) -> str:
    texts = row.texts("label") if row else {}
    return texts.get(language, texts.get("en", ""))
