"""The shape of a module package, said once: loading and checking both read it from here."""

from datetime import date
from typing import Any

from genba.curriculum.indicators import DIRECTIONS, OUTPUT_UNIT, Indicator, Quantity, Sufficiency
from genba.curriculum.modules import (
    STATUSES,
    ClassSize,
    Completion,
    Formats,
    Parameter,
    ParameterValue,
    Participants,
    SatisfactionQuestion,
)
from genba.curriculum.reading import (
    Fault,
    Field,
    Place,
    Record,
    by_name,
    choice,
    day,
    listing,
    matching,
    number,
    optional,
    text,
    whole,
    yes_no,
)
from genba.curriculum.texts import LANGUAGES, SOURCE_LANGUAGE, Texts

slug = matching(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "daily-meeting")
identifier = matching(r"[a-z][a-z0-9_]*", "hours_worked")


def texts(place: Place) -> Texts:
    """A text in every language of the programme; other languages may stand beside them."""
    by_language = by_name(text)(place)
    absent = [language for language in LANGUAGES if language not in by_language]
    for language in absent:
        remedy = f"add “{language}: …” under this key."
        place.report.add(place.line, f"{place.key}.{language}", "This translation is missing.", remedy)
    if absent:
        raise Fault
    return Texts(by_language)


def same_everywhere(place: Place) -> Texts:
    """Units such as h or % may be one text for all languages."""
    if isinstance(place.node.value, str):
        return Texts(dict.fromkeys(LANGUAGES, text(place)))
    return texts(place)


def _quantity(unit_labels: Texts | None = None, **values: Any) -> Quantity:
    unit = values["unit"]
    return Quantity(unit_labels=unit_labels or Texts({SOURCE_LANGUAGE: unit}), **values)


QUANTITY = Record(
    _quantity,
    {
        "name": Field(identifier),
        "labels": Field(texts),
        "unit": Field(text),
        "unit_labels": optional(same_everywhere, None),
        "whole": optional(yes_no, False),
        "minimum": optional(number(), 0.0),
        "parameter": optional(slug, ""),
    },
)


def plausible(place: Place) -> tuple[float, float]:
    """The two ends of what needs no second look."""
    ends = listing(number(), least=2)(place)
    if len(ends) != 2 or ends[0] >= ends[1]:
        raise place.report.fault(place, "This must be a low and a high value.", "write it like [0, 40].")
    return ends[0], ends[1]


def first_of_month(place: Place) -> date:
    """A definition changes with a month: what was counted within one was counted in one way."""
    found = day(place)
    if found.day != 1:
        raise place.report.fault(place, "This must be the first day of a month.", f"write {found:%Y-%m}-01.")
    return found


def _own_unit_agrees(place: Place, values: dict[str, Any]) -> None:
    if values["own_output_unit"] != (OUTPUT_UNIT in values["unit"]):
        raise place.report.fault(
            place,
            f"“own_output_unit” and {OUTPUT_UNIT} in the unit do not agree.",
            f"write {OUTPUT_UNIT} in the unit where the enterprise keeps its own, and only there.",
        )


def _indicator(unit_labels: Texts | None = None, **values: Any) -> Indicator:
    return Indicator(unit_labels=unit_labels or Texts({SOURCE_LANGUAGE: values["unit"]}), **values)


INDICATOR = Record(
    _indicator,
    {
        "code": Field(slug),
        "core": optional(yes_no, True),
        "labels": Field(texts),
        "definitions": Field(texts),
        "unit": Field(text),
        "unit_labels": optional(same_everywhere, None),
        "direction": Field(choice(*DIRECTIONS)),
        "scale": optional(number(1e-9), 1.0),
        "numerator": Field(QUANTITY),
        "denominator": Field(QUANTITY),
        "bounded": optional(yes_no, False),
        "plausible": Field(plausible),
        "sufficiency": Field(Record(Sufficiency, {"denominator": Field(number(0)), "months": Field(whole(1))})),
        "period": optional(choice("month"), "month"),
        "source": Field(text),
        "decimals": optional(whole(), 1),
        "own_output_unit": optional(yes_no, False),
        "since": optional(first_of_month, None),
        "formerly": optional(listing(slug), ()),
    },
    also=_own_unit_agrees,
)


INDICATORS = Record[dict[str, Any]](dict, {"kpis": Field(listing(INDICATOR, least=1))})

PARAMETER = Record(
    Parameter,
    {
        "code": Field(slug),
        "labels": Field(texts),
        "unit": Field(text),
        "values": Field(
            listing(
                Record(
                    ParameterValue,
                    {
                        "value": Field(number()),
                        "since": Field(day),
                        "country": optional(matching(r"[A-Z]{2}", "FR"), ""),
                        "source": Field(text),
                    },
                ),
                least=1,
            )
        ),
    },
)


def anything(place: Place) -> Any:
    """A plain value of any shape."""
    return place.plain()


def expected(place: Place) -> dict[str, Any]:
    """The results of an example by where they stand ("limits.lower"); a bare number stands for the value of an indicator."""
    if isinstance(place.node.value, str):
        return {"value": number()(place)}
    return by_name(anything)(place)


def _one_of(place: Place, values: dict[str, Any], first: str, second: str) -> None:
    if (values[first] is None) == (values[second] is None):
        raise place.report.fault(place, f"An example needs either “{first}” or “{second}”.", "write exactly one of the two.")


def _example_agrees(place: Place, values: dict[str, Any]) -> None:
    _one_of(place, values, "indicator", "tool")
    _one_of(place, values, "expect", "withheld")
    values["line"] = place.line


EXAMPLE = Record[dict[str, Any]](
    dict,
    {
        "name": Field(text),
        "indicator": optional(slug, None),
        "tool": optional(slug, None),
        "given": Field(by_name(anything)),
        "expect": optional(expected, None),
        "withheld": optional(text, None),
        "tolerance": optional(number(0), 1e-9),
        "source": Field(text),
    },
    also=_example_agrees,
)

EXAMPLES = Record[dict[str, Any]](dict, {"examples": Field(listing(EXAMPLE, least=1))})

MODULE = Record[dict[str, Any]](
    dict,
    {
        "slug": Field(slug),
        "formerly": optional(listing(slug), ()),
        "version": Field(matching(r"\d+\.\d+\.\d+", "“1.0.0”")),
        "titles": Field(texts),
        "summaries": Field(texts),
        "status": Field(choice(*STATUSES)),
        "hours": Field(number(0)),
        "formats": Field(
            Record(
                Formats,
                {
                    "classroom_days": Field(whole()),
                    "session_minutes": Field(whole(1)),
                    "sessions_per_day": Field(whole(1)),
                    "visits": Field(whole()),
                    "online": Field(yes_no),
                },
            )
        ),
        "class_size": Field(Record(ClassSize, {"min": Field(whole(1)), "max": Field(whole(1))})),
        "participants": Field(Record(Participants, {"managers": Field(whole()), "workers": Field(whole())})),
        "team_names": Field(texts),
        "completion": Field(
            Record(
                Completion,
                {
                    "attendance_share": Field(number(0, 1)),
                    "visits": Field(whole()),
                    "baseline": Field(yes_no),
                    "improvement_plan": Field(yes_no),
                    "actions_done": Field(whole()),
                    "kpis_reported": Field(whole()),
                },
            )
        ),
        "satisfaction": optional(listing(Record(SatisfactionQuestion, {"code": Field(slug), "texts": Field(texts)})), ()),
        "visit_rhythm": Field(listing(whole(1))),
        "sectors": optional(listing(matching(r"[A-U]", "C (an ISIC section)")), ()),
        "answers": optional(listing(slug), ()),
        "sdg_targets": Field(listing(matching(r"\d{1,2}\.[0-9a-z]{1,2}", "“8.2”"))),
        "forms": Field(
            listing(Record[dict[str, Any]](dict, {"code": Field(slug), "titles": Field(texts)}), least=1),
        ),
    },
)
