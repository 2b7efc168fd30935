"""The other way round: JSON of a tool as people would type and paste it, to fill a form with an example."""

from collections.abc import Iterable, Mapping
from typing import Any

from genba.curriculum.tools.inputs import Group, Input, Listed, Lists, Number, Table, YesNo


def filled(inputs: Iterable[Input], given: Mapping[str, Any]) -> dict[str, str]:
    """What stands in each field: a group's as "spec.lower", a table's as lines with tabs below the names of its columns."""
    typed: dict[str, str] = {}
    for one in inputs:
        value = given.get(one.name, one.default)
        if isinstance(one, Group):
            known = value if isinstance(value, Mapping) else {}
            typed |= {f"{one.name}.{name}": text for name, text in filled(one.fields, known).items()}
        elif value is not None:
            typed[one.name] = text_of(one, value)
    return typed


def text_of(one: Input, value: Any) -> str:
    """One value as it would be typed. Numbers in Latin digits with a point, which every language's reader takes."""
    if isinstance(one, Table):
        return _table(one, value)
    if isinstance(one, Lists):
        return "\n".join("\t".join(_plain(cell) for cell in line) for line in value)
    if isinstance(one, Listed):
        return ("\n" if isinstance(one.item, Number) else ", ").join(_plain(cell) for cell in value)
    if isinstance(one, YesNo):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={_plain(amount)}" for name, amount in value.items())
    return _plain(value)


def _table(one: Table, value: Any) -> str:
    rows = one.as_rows(value)
    names = [column.name for column in one.columns]
    if one.others:
        names += [name for name in dict.fromkeys(key for row in rows for key in row) if name not in names]
    known = {column.name: column for column in one.columns}
    lines = ["\t".join(names)]
    for row in rows:
        cells = [text_of(known[n], row[n]) if n in known and row.get(n) is not None else _plain(row.get(n)) for n in names]
        lines.append("\t".join(cells))
    return "\n".join(lines)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
