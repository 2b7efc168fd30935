"""The part of a form that asks for KPIs: built from the module's indicators, checked while the trainer is still there."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from genba.curriculum.indicators import Indicator, NoValue
from genba.directory.models import Enterprise
from genba.kit import numbers
from genba.observations.actions.baselines import Answer
from genba.observations.models import Observation, Point
from genba.observations.plausibility import Doubt, doubts, half_a_ratio, impossible
from genba.web.base.fields import NumberField
from genba.web.base.periods import Period, in_words

COUNTED, NOT_TRACKED = "counted", "not-tracked"
PARTS = ("answer", "numerator", "denominator", "reason", "because", "version")


def shown(indicator: Indicator, numerator: float | None, denominator: float | None, unit: str, language: str) -> str:
    """The value in words with its unit, or "" where there is none. `unit` is the enterprise's unit of output."""
    if numerator is None or denominator is None:
        return ""
    try:
        value = indicator.value(numerator, denominator)
    except NoValue:  # nothing to divide by, or a part larger than its whole that somebody insisted on
        return ""
    return numbers.quantity(value, indicator.unit_in(language, unit), indicator.decimals, language=language)


def amount(value: float | None, language: str) -> str:
    """An amount as it was counted: whole where it is, else with two decimals; "" where there is none."""
    if value is None:
        return ""
    return numbers.number(value, 0 if value == int(value) else 2, language=language)


@dataclass(frozen=True)
class Card:
    """What the template shows of one KPI: its fields and the last value beside them."""

    code: str
    title: str
    definition: str
    above: str  # what the numerator counts, and in which unit
    above_unit: str
    below: str
    below_unit: str
    unit: str
    scale: float
    decimals: int
    is_bounded: bool
    last_above: str
    last_below: str
    last_value: str
    last_period: str
    answer: BoundField
    numerator: BoundField
    denominator: BoundField
    reason: BoundField
    because: BoundField
    version: BoundField
    asks_why: bool


class KpiPart:
    """Adds the fields of some indicators to a form, checks them together, and reads the answers."""

    def __init__(
        self, form: forms.Form, indicators: tuple[Indicator, ...], enterprise: Enterprise, language: str, *,
        must_answer: bool, kept: list[Observation] | None = None,
    ) -> None:  # fmt: skip
        self.form, self.indicators, self.enterprise, self.language = form, indicators, enterprise, language
        self.must_answer = must_answer
        self.history = Observation.objects.filter(indicator__in=[i.code for i in indicators]).points([enterprise.pk])
        for indicator in indicators:
            self._add(indicator, next((o for o in kept or [] if o.indicator == indicator.code), None))

    def _add(self, indicator: Indicator, kept: Observation | None) -> None:
        name, title = indicator.code, indicator.labels.in_(self.language)
        above, below = (q.labels.in_(self.language) for q in (indicator.numerator, indicator.denominator))
        untracked = kept is not None and not kept.is_tracked
        self.form.fields.update({
            f"{name}-answer": forms.ChoiceField(
                label=title, choices=[(COUNTED, _("Count it")), (NOT_TRACKED, _("Not tracked"))], required=False,
                widget=forms.RadioSelect, initial=NOT_TRACKED if untracked else COUNTED),
            f"{name}-numerator": NumberField(label=f"{title}, {above}", required=False, initial=kept and kept.numerator),
            f"{name}-denominator": NumberField(label=f"{title}, {below}", required=False, initial=kept and kept.denominator),
            f"{name}-reason": forms.CharField(
                label=_("%(kpi)s, not tracked because") % {"kpi": title}, max_length=300, required=False,
                initial=kept.note if kept and untracked else "", widget=forms.TextInput(attrs={"list": "reasons"})),
            f"{name}-because": forms.CharField(
                label=_("%(kpi)s, why it is right") % {"kpi": title}, max_length=300, required=False,
                widget=forms.TextInput(attrs={"list": "becauses"})),
            f"{name}-version": forms.IntegerField(required=False, widget=forms.HiddenInput, initial=kept and kept.version),
        })  # fmt: skip

    def last(self, code: str, period: Period | None) -> Point | None:
        """The last tracked value that ended before the period."""
        points = [p for p in self.history if p.indicator == code and p.is_tracked and (not period or p.ends_on < period[0])]
        return max(points, key=lambda p: p.ends_on, default=None)

    def check(self, data: dict[str, Any], period: Period | None) -> list[Answer]:
        """The answers; whatever is wrong or unlikely stands beside its field afterwards."""
        already = {}
        if period:
            rows = Observation.objects.filter(enterprise=self.enterprise, starts_on=period[0], ends_on=period[1], part="")
            already = {o.indicator: o for o in rows}
        answers = (self._answer(i, data, period, already.get(i.code)) for i in self.indicators)
        return [answer for answer in answers if answer]

    def _answer(
        self, indicator: Indicator, data: dict[str, Any], period: Period | None, already: Observation | None
    ) -> Answer | None:
        answer, above, below, reason, because, version = (data.get(f"{indicator.code}-{part}") for part in PARTS)
        if any(f"{indicator.code}-{part}" in self.form.errors for part in PARTS):
            return None
        if answer == NOT_TRACKED:
            if not reason:
                self._say(indicator, "reason", _("Say why it is not tracked."))
                return None
            given = Answer(indicator.code, note=reason, version=version)
        elif above is None and below is None and not self.must_answer:
            return None
        elif above is None or below is None:
            self._say(indicator, "numerator" if above is None else "denominator", half_a_ratio())
            return None
        else:
            given = Answer(indicator.code, float(above), float(below), because or "", version)
        return given if self._stands(indicator, given, period, already) else None

    def _stands(self, indicator: Indicator, given: Answer, period: Period | None, already: Observation | None) -> bool:
        if already and (already.numerator, already.denominator) != (given.numerator, given.denominator):
            if given.version != already.version or not given.note:
                self._meet(indicator, already, given)
                return False
        elif already:
            return True  # it says so already
        if given.numerator is None or given.denominator is None:
            return True
        wrong = impossible(indicator, given.numerator, given.denominator)
        found: list[Doubt] = [wrong] if wrong else doubts(
            indicator, given.numerator, given.denominator, last=self.last(indicator.code, period),
            output_unit=self.enterprise.output_unit,
        )  # fmt: skip
        open_doubts = [d for d in found if not (d.can_be_insisted and given.note)]
        for doubt in open_doubts:
            more = f" {_('If it is right, say why.')}" if doubt.can_be_insisted else ""
            self._say(indicator, doubt.place, doubt.sentence + more)
        return not open_doubts

    def _meet(self, indicator: Indicator, already: Observation, given: Answer) -> None:
        """Somebody (perhaps the reader) wrote this period down before: show it, and let the form know which one."""
        if already.is_tracked:
            words = _("%(numerator)s over %(denominator)s") % {
                "numerator": amount(already.numerator, self.language),
                "denominator": amount(already.denominator, self.language)}  # fmt: skip
        else:
            words = _("not tracked, because %(reason)s") % {"reason": already.note}
        sentence = _("%(period)s already says: %(value)s. To put yours in its place, say why.") % {
            "period": in_words(already.starts_on, already.ends_on), "value": words}  # fmt: skip
        self._say(indicator, "numerator" if given.numerator is not None else "reason", sentence)
        typed: Any = self.form.data
        data = typed.copy()
        data[self.form.add_prefix(f"{indicator.code}-version")] = str(already.version)
        self.form.data = data

    def _say(self, indicator: Indicator, part: str, sentence: str) -> None:
        self.form.add_error(f"{indicator.code}-{part}", sentence)

    def cards(self, period: Period | None) -> list[Card]:
        """What the template shows, in the order of the module."""
        return [self._card(indicator, period) for indicator in self.indicators]

    def _card(self, i: Indicator, period: Period | None) -> Card:
        bound = {part: self.form[f"{i.code}-{part}"] for part in PARTS}
        last, own = self.last(i.code, period), self.enterprise.output_unit
        units = [own if i.own_output_unit and own and q.name == "output" else q.unit_labels.in_(self.language)
                 for q in (i.numerator, i.denominator)]  # fmt: skip
        return Card(
            code=i.code, title=i.labels.in_(self.language), definition=i.definitions.in_(self.language),
            above=i.numerator.labels.in_(self.language), above_unit=units[0], below=i.denominator.labels.in_(self.language),
            below_unit=units[1], unit=i.unit_in(self.language, own), scale=i.scale, decimals=i.decimals,
            is_bounded=i.bounded,
            last_above=amount(last.numerator, self.language) if last else "",
            last_below=amount(last.denominator, self.language) if last else "",
            last_value=shown(i, last.numerator, last.denominator, own, self.language) if last else "",
            last_period=in_words(last.starts_on, last.ends_on) if last else "",
            asks_why=bool(bound["numerator"].errors or bound["denominator"].errors or bound["because"].value()), **bound,
        )  # fmt: skip
