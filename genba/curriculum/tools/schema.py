"""The shape of a tool's declaration, tools/<code>.yaml: both how it is read and how it is checked."""

import re
from collections.abc import Callable
from typing import Any

from genba.curriculum.reading import (
    Fault,
    Field,
    Place,
    Record,
    by_name,
    choice,
    listing,
    matching,
    number,
    optional,
    text,
    whole,
    yes_no,
)
from genba.curriculum.schema import anything, identifier, same_everywhere, slug, texts
from genba.curriculum.texts import Texts
from genba.curriculum.tools import inputs
from genba.curriculum.tools.inputs import MOST_LETTERS, MOST_ROWS, Input, Option
from genba.curriculum.tools.tool import RESULT_KINDS, ForKpi, ForPlan, Result

HOLE = re.compile(r"\{(\w*)\}")


def an_input(place: Place) -> Input:
    """One input, read by its kind."""
    kind = Record[Any](lambda **values: values["kind"], {"kind": Field(choice(*KINDS))})
    named = next((node for key, node in getattr(place.node, "value", ()) if getattr(key, "value", "") == "kind"), None)
    if named is None:
        kind(place)  # says that the key is missing, or that this is no mapping
        raise Fault
    return KINDS[choice(*KINDS)(place.step(named, "kind"))](place)


def _kind(make: Callable[..., Input], **own: Field[Any]) -> Record[Input]:
    def made(kind: str, **values: Any) -> Input:
        return make(**values)

    return Record(
        made,
        {
            "name": Field(identifier),
            "kind": Field(text),
            "labels": Field(texts),
            "hints": optional(texts, None),
            "optional": optional(yes_no, False),
            "default": Field(anything, None, required=False),
            **own,
        },
    )


OPTION = Record(Option, {"code": Field(matching(r"[A-Za-z0-9][A-Za-z0-9._-]*", "xbar-r")), "labels": Field(same_everywhere)})
ROWS = {"least": optional(whole(), 0), "most": optional(whole(1), MOST_ROWS)}

KINDS: dict[str, Record[Input]] = {
    "number": _kind(
        inputs.Number,
        unit=optional(text, ""),
        unit_labels=optional(same_everywhere, None),
        minimum=optional(number(), None),
        maximum=optional(number(), None),
        whole=optional(yes_no, False),
        parameter=optional(slug, ""),
    ),
    "choice": _kind(inputs.Choice, options=Field(listing(OPTION, least=2))),
    "yes-no": _kind(inputs.YesNo),
    "text": _kind(inputs.Text, most=optional(whole(1), MOST_LETTERS)),
    "day": _kind(inputs.Day),
    "list": _kind(inputs.Listed, item=Field(an_input), **ROWS),
    "lists": _kind(
        inputs.Lists, item=Field(an_input), **ROWS, width_least=optional(whole(1), 1), width_most=optional(whole(1), 100)
    ),
    "group": _kind(inputs.Group, fields=Field(listing(an_input, least=1))),
    "table": _kind(
        inputs.Table,
        columns=Field(listing(an_input, least=1)),
        least=optional(whole(), 1),
        most=optional(whole(1), MOST_ROWS),
        keyed=optional(yes_no, False),
        others=optional(yes_no, False),
    ),
}

RESULT_FIELDS: dict[str, Field[Any]] = {
    "name": Field(matching(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*", "capability.cpk")),
    "labels": Field(texts),
    "kind": optional(choice(*RESULT_KINDS), "number"),
    "unit": optional(text, ""),
    "unit_labels": optional(same_everywhere, None),
    "decimals": optional(whole(), None),
    "first": optional(yes_no, False),
}
RESULT = Record(Result, {**RESULT_FIELDS, "columns": optional(listing(Record(Result, RESULT_FIELDS)), ())})


def sentence(place: Place) -> Texts:
    """A sentence whose holes are the same in every language."""
    found = texts(place)
    wanted = sorted(set(HOLE.findall(found["en"])))
    for language, wording in found.items():
        if sorted(set(HOLE.findall(wording))) != wanted or "{}" in wording:
            place.report.add(
                place.line, f"{place.key}.{language}", "The holes are not those of the English sentence.",
                f"use {', '.join('{' + hole + '}' for hole in wanted) or 'none'}.",
            )  # fmt: skip
    return found


def _is_whole(place: Place, values: dict[str, Any]) -> None:
    """What is named elsewhere in the declaration exists."""
    names = {one.name for one in values["results"]}
    kpi, plan = values["kpi"], values["plan"]
    wanted = [(part, names, "result") for part in ((kpi.numerator, kpi.denominator) if kpi else ())]
    if plan:
        wanted += [(plan.problem, set(values["sentences"]), "sentence"), (plan.action, set(values["sentences"]), "sentence")]
        wanted += [(plan.saving, names, "result")] if plan.saving else []
    for name, known, noun in wanted:
        if name not in known:
            place.report.add(place.line, "kpi" if noun == "result" else "plan", f"There is no {noun} “{name}”.",
                             f"use one of {', '.join(sorted(known)) or '—'}.")  # fmt: skip
    values["place"] = place


TOOL = Record[dict[str, Any]](
    dict,
    {
        "code": Field(slug),
        "labels": Field(texts),
        "summaries": Field(texts),
        "source": Field(text),
        "is_long": optional(yes_no, False),
        "parameters": optional(listing(slug), ()),
        "reads": optional(matching(r"\.[a-z]+", ".txt"), ""),
        "inputs": Field(listing(an_input, least=1)),
        "results": Field(listing(RESULT, least=1)),
        "sentences": Field(by_name(sentence)),
        "rest": optional(identifier, ""),
        "kpi": optional(
            Record(ForKpi, {"indicator": Field(slug), "numerator": Field(text), "denominator": Field(text)}),
            None,
        ),
        "plan": optional(
            Record(ForPlan, {"problem": Field(slug), "action": Field(slug), "saving": optional(text, "")}),
            None,
        ),
    },
    also=_is_whole,
)
