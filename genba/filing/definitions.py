"""Which version of a definition a figure was worked out by: a mark of what is counted, the same in every language."""

import hashlib
from collections.abc import Iterable

from django.utils.translation import override

from genba.filing.parts import Definition
from genba.impact.indicators import Definition as Told
from genba.impact.indicators import definitions
from genba.impact.models import FrameworkIndicator
from genba.reports.in_period import MEASURES, Measure

LENGTH = 8


def version_of(told: Told) -> str:
    """Of an indicator: of its text and unit, and of a KPI also of what is divided, how much is enough and where better lies."""
    with override("en"):
        said = [told.code, told.definition_in("en"), str(told.unit)]
        if told.kpi:
            k = told.kpi
            said += [k.unit, k.numerator.labels.in_("en"), k.numerator.unit, k.denominator.labels.in_("en"), k.denominator.unit,
                     repr(float(k.scale)), k.direction, str(k.sufficiency.months), repr(float(k.sufficiency.denominator)), str(k.since or "")]  # fmt: skip
    return _mark(said)


def version_of_line(line: FrameworkIndicator) -> str:
    """Of a line of the results framework: of its wording, kind and direction, and of the indicator it is worked out from."""
    known = definitions().get(line.computed_from)
    said = [line.no, line.wording, line.kind, str(line.less_is_better)]
    return _mark([*said, version_of(known) if known else line.computed_from])


def version_of_measure(measure: Measure) -> str:
    """Of what is counted within a period."""
    with override("en"):
        return _mark([measure.code, str(measure.definition), str(measure.unit)])


def _mark(said: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:LENGTH]


def defined(told: Told, language: str) -> Definition:
    """An indicator as a report explains it; in the language that is active."""
    source = told.kpi.source if told.kpi else ""
    return Definition(told.code, told.label_in(language), told.definition_in(language), version_of(told), source)


def defined_line(line: FrameworkIndicator, language: str) -> Definition:
    """A line of the results framework; what it is worked out from, where it is."""
    known = definitions().get(line.computed_from)
    text = known.definition_in(language) if known else line.wording
    return Definition(line.code, f"{line.no} {line.wording}", text, version_of_line(line))


def defined_measures() -> list[Definition]:
    """What is counted within a period; in the language that is active."""
    return [Definition(m.code, str(m.label), str(m.definition), version_of_measure(m)) for m in MEASURES]
