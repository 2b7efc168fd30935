"""IATI 2.03 as XML, in the order of its schema. The standard library escapes; what XML cannot hold is taken out."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import UTC
from typing import Final

from django.conf import settings

from genba.curriculum import LANGUAGES
from genba.directory.places import country_name
from genba.impact.standings import SMALL_GROUP
from genba.reports.iati.parts import NOT_KEPT, SEVERAL, Activity, Indicator, LeftOut, Period, Result, Texts, Value
from genba.reports.open_data import REASONS

VERSION: Final = "2.03"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
OWN_VOCABULARY, ISO_COUNTRIES, DAC_PURPOSES, GENERAL = "99", "A4", "1", "1"
NO_CHARACTER: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WHY: Final = {
    **REASONS,
    "no-direction": "Neither more nor less is better, so there is no share that improved",
    NOT_KEPT: "Its period is over, and how many stood behind it then was not kept",
    SEVERAL: "There are several programmes here, and these figures are worked out for all of them together",
}


def written(activity: Activity) -> bytes:
    """The file, UTF-8 and indented."""
    root = ET.Element("iati-activities", version=VERSION)
    if activity.is_invented:
        root.append(ET.Comment(" A demonstration: everything in this file is invented. "))
    _say_left_out(root, activity.left_out, "In the whole file")
    own = ET.SubElement(root, "iati-activity", {
        "last-updated-datetime": activity.changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        LANG: activity.language, "hierarchy": "1",
    })  # fmt: skip
    _who(own, activity)
    _where(own, activity)
    ET.SubElement(own, "sector", vocabulary=DAC_PURPOSES, code=activity.sector)
    for result in activity.results:
        _result(own, result)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _who(own: ET.Element, activity: Activity) -> None:
    ET.SubElement(own, "iati-identifier").text = _clean(activity.identifier)
    organisation = {"ref": activity.organisation, "type": activity.kind}
    _narratives(ET.SubElement(own, "reporting-org", organisation), {activity.language: activity.name})
    _narratives(ET.SubElement(own, "title"), {activity.language: activity.title})
    _narratives(ET.SubElement(own, "description", type=GENERAL), activity.descriptions)
    participating = ET.SubElement(own, "participating-org", {**organisation, "role": activity.role})
    _narratives(participating, {activity.language: activity.name})
    ET.SubElement(own, "activity-status", code=activity.status)
    for kind, day in activity.dates:
        ET.SubElement(own, "activity-date", {"type": kind, "iso-date": day.isoformat()})
    contact = ET.SubElement(own, "contact-info", type=GENERAL)
    _narratives(ET.SubElement(contact, "organisation"), {activity.language: activity.name})
    ET.SubElement(contact, "email").text = _clean(activity.email)


def _where(own: ET.Element, activity: Activity) -> None:
    """Shares of the money by country; and each country that a value is of, to be referred to."""
    for country, share in activity.countries:
        ET.SubElement(own, "recipient-country", code=country, percentage=share)
    periods = [p for result in activity.results for i in result.indicators for p in i.periods]
    before = {b.value.country for result in activity.results for i in result.indicators for b in i.baselines}
    for country in sorted(({v.country for p in periods for v in (*p.targets, *p.actuals)} | before) - {""}):
        location = ET.SubElement(own, "location", ref=country)
        ET.SubElement(location, "location-id", vocabulary=ISO_COUNTRIES, code=country)
        _narratives(ET.SubElement(location, "name"), {language: country_name(country, language) for language in LANGUAGES})


def _result(own: ET.Element, result: Result) -> None:
    adds_up = all(indicator.is_additive for indicator in result.indicators)
    element = ET.SubElement(own, "result", {"type": result.kind, "aggregation-status": _flag(adds_up)})
    _say_left_out(element, result.left_out, "In this result")
    _narratives(ET.SubElement(element, "title"), result.title)
    for indicator in result.indicators:
        _indicator(element, indicator)


def _indicator(result: ET.Element, indicator: Indicator) -> None:
    element = ET.SubElement(result, "indicator", {
        "measure": indicator.measure, "ascending": _flag(indicator.is_ascending),
        "aggregation-status": _flag(indicator.is_additive),
    })  # fmt: skip
    _narratives(ET.SubElement(element, "title"), indicator.title)
    if indicator.description:
        _narratives(ET.SubElement(element, "description"), indicator.description)
    ET.SubElement(element, "reference", vocabulary=OWN_VOCABULARY, code=_clean(indicator.reference))
    for baseline in indicator.baselines:
        day = {"iso-date": baseline.day.isoformat(), "year": str(baseline.day.year)}
        _value(element, "baseline", baseline.value, day)
    for period in indicator.periods:
        _period(element, period)


def _period(indicator: ET.Element, period: Period) -> None:
    element = ET.SubElement(indicator, "period")
    ET.SubElement(element, "period-start", {"iso-date": period.starts_on.isoformat()})
    ET.SubElement(element, "period-end", {"iso-date": period.ends_on.isoformat()})
    for name, values in (("target", period.targets), ("actual", period.actuals)):
        for value in values:
            _value(element, name, value)


def _value(parent: ET.Element, name: str, value: Value, more: Mapping[str, str] | None = None) -> None:
    """A number in its attribute; words, with no number, in the comment only."""
    element = ET.SubElement(parent, name, {**(more or {}), **({"value": value.value} if value.value else {})})
    if value.country:
        ET.SubElement(element, "location", ref=value.country)
    for dimension, part in value.dimensions:
        ET.SubElement(element, "dimension", name=dimension, value=_clean(part))
    if value.comment:
        _narratives(ET.SubElement(element, "comment"), value.comment)


def _narratives(element: ET.Element, texts: Texts) -> None:
    """A text in each language that has it, in the order of our languages."""
    for language in sorted(texts, key=LANGUAGES.index):
        ET.SubElement(element, "narrative", {LANG: language}).text = _clean(texts[language])


def _say_left_out(element: ET.Element, left_out: LeftOut, where: str) -> None:
    """How many values are not here and why. Our own words and numbers only: a comment cannot be escaped."""
    for reason, n in sorted(left_out.items()):
        why = _why().get(reason, f"There is no figure: {reason}")
        element.append(ET.Comment(f" {where}, left out: {n} value{'s' if n > 1 else ''}. {why}. "))


def _why() -> Mapping[str, str]:
    few = f" (threshold: {max(3, settings.SMALL_GROUP)})"
    return {reason: why + (few if reason in (SMALL_GROUP, "too-few") else "") for reason, why in WHY.items()}


def _clean(text: str) -> str:
    """Without control characters and halves of characters, blanks once."""
    return " ".join(NO_CHARACTER.sub(" ", text).split())


def _flag(holds: bool) -> str:
    return "1" if holds else "0"
