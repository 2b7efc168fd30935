"""Reads rosters in the text format of schedulingbenchmarks.org: sections with a line for each fact, # for remarks."""

from __future__ import annotations

from typing import Any

SECTIONS = (
    "SECTION_HORIZON", "SECTION_SHIFTS", "SECTION_STAFF", "SECTION_DAYS_OFF", "SECTION_SHIFT_ON_REQUESTS",
    "SECTION_SHIFT_OFF_REQUESTS", "SECTION_COVER",
)  # fmt: skip
LIMITS = ("max_minutes", "min_minutes", "max_consecutive_shifts", "min_consecutive_shifts", "min_consecutive_days_off",
          "max_weekends")  # fmt: skip


class UnreadableError(ValueError):
    """A line of the file that is not of this format: its number, from 1, and what stands there. 0: a part is missing."""

    def __init__(self, line: int, text: str, why: str) -> None:
        super().__init__(f"line {line}: {text} {why}")
        self.line, self.text = line, text


def read(text: str) -> dict[str, Any]:
    """The inputs of the roster tool, days counted from 0. Raises UnreadableError with the line."""
    facts: dict[str, list[tuple[int, list[str]]]] = {section: [] for section in SECTIONS}
    section = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line.startswith("SECTION_"):
            if line not in facts:
                raise UnreadableError(number, line, "is not a section of this format")
            section = line
        elif line and not line.startswith("#"):
            if not section:
                raise UnreadableError(number, line, "stands before the first section")
            facts[section].append((number, [part.strip() for part in line.split(",")]))
    people = {row["id"]: row for row in (_at(number, parts, _person) for number, parts in facts["SECTION_STAFF"])}
    for number, (person, *days) in facts["SECTION_DAYS_OFF"]:
        _one(people, person, number)["days_off"] = _at(number, days, lambda found: [int(day) for day in found])
    for name, key in (("ON", "requests_on"), ("OFF", "requests_off")):
        for number, (person, *rest) in facts[f"SECTION_SHIFT_{name}_REQUESTS"]:
            _one(people, person, number)[key].append(_at(number, rest, _request))
    if not facts["SECTION_HORIZON"]:
        raise UnreadableError(0, "SECTION_HORIZON", "is missing")
    return {
        "horizon_days": _at(*facts["SECTION_HORIZON"][0], lambda parts: int(parts[0])),
        "first_day": 0,
        "shifts": [_at(number, parts, _shift) for number, parts in facts["SECTION_SHIFTS"]],
        "people": list(people.values()),
        "cover": [_at(number, parts, _cover) for number, parts in facts["SECTION_COVER"]],
    }


def _at(number: int, parts: list[str], read_one: Any) -> Any:
    try:
        return read_one(parts)
    except (ValueError, IndexError):
        raise UnreadableError(number, ",".join(parts), "cannot be read") from None


def _one(people: dict[str, Any], person: str, number: int) -> Any:
    if person not in people:
        raise UnreadableError(number, person, "is not among the staff")
    return people[person]


def _shift(parts: list[str]) -> dict[str, Any]:
    after = [one for one in parts[2].split("|") if one] if len(parts) > 2 else []
    return {"id": parts[0], "minutes": int(parts[1]), "not_before": after}


def _person(parts: list[str]) -> dict[str, Any]:
    pairs = [pair.split("=") for pair in parts[1].split("|") if pair]
    return {
        "id": parts[0],
        "max_shifts": {kind: int(most) for kind, most in pairs},
        **{name: int(value) for name, value in zip(LIMITS, parts[2:8], strict=True)},
        "days_off": [],
        "requests_on": [],
        "requests_off": [],
    }


def _request(parts: list[str]) -> dict[str, Any]:
    return {"day": int(parts[0]), "shift": parts[1], "weight": int(parts[2])}


def _cover(parts: list[str]) -> dict[str, Any]:
    return {"day": int(parts[0]), "shift": parts[1], "required": int(parts[2]), "weight_under": int(parts[3]),
            "weight_over": int(parts[4])}  # fmt: skip
