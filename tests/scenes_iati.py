"""A programme that said who reports it to IATI, and the file read back by a library that did not write it."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from genba.publishing.actions.iati import set_reporting
from genba.publishing.models import IatiReporting
from tests.cast import Cast

SAID: dict[str, Any] = {
    "organisation": "XM-DAC-99999", "name": "Sample Donor Office", "kind": "40", "role": "4", "email": "iati@example.org",
    "activity": "XM-DAC-99999-HARBOUR", "status": "2", "sector": "32130", "language": "en",
    "descriptions": {"en": "Small factories work better.", "ar": "مصانع صغيرة تعمل أفضل."},
    "countries": {"KE": Decimal(60), "VN": Decimal(40)},
}  # fmt: skip


def says_who_reports(cast: Cast, **changes: Any) -> IatiReporting:
    return set_reporting(by=cast.director, programme=cast.programme, **{**SAID, **changes})


def read(file: bytes) -> Any:
    """The root of the file, read by libxml2, which follows no entity and asks no network."""
    return etree.fromstring(file, etree.XMLParser(resolve_entities=False, no_network=True))


def faults(file: bytes, schema: Path) -> list[str]:
    """What the official schema of IATI 2.03 has against a file."""
    known = etree.XMLSchema(etree.parse(schema / "iati-activities-schema.xsd"))
    known.validate(read(file))
    return [f"{error.line}: {error.message}" for error in known.error_log]


def broken_rules(file: bytes) -> list[str]:
    """What the ruleset of IATI 2.03 and its notes on results have against a file, as far as they speak of what is in it."""
    (activity,) = read(file).findall("iati-activity")
    broken = [name for name, holds in _rules(activity).items() if not holds]
    for indicator in activity.iterfind("result/indicator"):
        broken += _of_indicator(indicator)
    return broken


def _rules(activity: Any) -> dict[str, bool]:
    who, own = activity.find("reporting-org").get("ref"), activity.findtext("iati-identifier")
    dates = {d.get("type"): d.get("iso-date") for d in activity.iterfind("activity-date")}
    shares = [c.get("percentage") for c in activity.iterfind("recipient-country")]
    places = {place.get("ref") for place in activity.iterfind("location")}
    return {
        "own identifier begins with that of the reporter": own.startswith(f"{who}-"),
        "no forbidden letters": not set("/&|?") & set(own + who),
        "a start": "1" in dates or "2" in dates,
        "dates by type": list(dates) == sorted(dates),
        "planned in order": dates.get("1", "") <= dates.get("3", "9"),
        "actual in order": dates.get("2", "") <= dates.get("4", "9"),
        "shares": len(shares) == 1 or sum(map(Decimal, shares)) == 100,
        "a sector": activity.find("sector") is not None,
        "every narrative has text": all(n.text for n in activity.iter("narrative")),
        "every place is known": {one.get("ref") for one in activity.iterfind(".//period//location")} <= places,
        "result types": {r.get("type") for r in activity.iterfind("result")} <= {"1", "2", "3", "9"},
    }


def _of_indicator(indicator: Any) -> list[str]:
    title, measure = indicator.findtext("title/narrative"), indicator.get("measure")
    broken = [] if measure in "12345" else [f"{title}: measure"]
    for period in indicator.iterfind("period"):
        if period.find("period-start").get("iso-date") > period.find("period-end").get("iso-date"):
            broken.append(f"{title}: days")
        for one in (*period.iterfind("target"), *period.iterfind("actual")):
            if measure == "5" and (one.get("value") is not None or not one.findtext("comment/narrative")):
                broken.append(f"{title}: words without comment")
            if measure != "5":
                Decimal(one.get("value"))
    return broken


def told(file: bytes, wording: str) -> dict[tuple[str, str, str], Any]:
    """What an indicator says: by first day, side and country, its value or its words."""
    found = {}
    for indicator in read(file).iterfind("iati-activity/result/indicator"):
        if indicator.findtext("title/narrative") != wording:
            continue
        for period in indicator.iterfind("period"):
            for one in (*period.iterfind("target"), *period.iterfind("actual")):
                place = one.find("location")
                key = period.find("period-start").get("iso-date"), one.tag, "" if place is None else place.get("ref")
                if all(d.get("name") == "sex" for d in one.iterfind("dimension")):
                    found.setdefault(key, one.get("value") or one.findtext("comment/narrative"))
    return found
