"""Hours of a time clock against the limits of the country: who, when, and what the overtime costs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from genba.curriculum.tools import Answer, Bars, Level, No, Series, said

DAY = timedelta(days=1)
HOUR = 3600  # seconds
NIGHT = (time(0), time(5))  # C171, article 1: the part of the night that counts in every country
NIGHT_SHARE = 3.0  # hours of work within the night that make a shift a night shift: half of these five and more
RULES = ("daily-most", "weekly-normal", "weekly-most", "daily-rest", "weekly-rest")


@dataclass(frozen=True)
class Stint:
    """One row read: hours worked, and from when to when where that was written."""

    row: int
    person: str
    day: date
    hours: float
    start: datetime | None
    end: datetime | None


def hours_check(
    entries: list[dict[str, Any]],
    country: str | None,
    hourly_wage: float | None,
    week_starts: str,
    parameters: Mapping[str, Any],
) -> Answer:
    """Totals by day and week, overtime, rest and night work of each person, against dated limits of the country.

    entries: start and end as HH:MM (an end before the start is on the next day) less break_minutes, or hours. Overtime of a
    week = hours above the normal week, or the sum of hours above the normal day if that is more (C1 and C30 limit both).
    Rest between shifts and the weekly rest need times of day and are withheld without them; the weekly rest is looked for
    within each whole calendar week. A shift is night work with at least 3 hours between 00:00 and 05:00. Cost = overtime ×
    wage × the least premium of the country: the higher ones of later hours, nights and rest days are not known here. No where a row has neither times nor hours, has both and they differ, overlaps
    another of the same person, or makes a day longer than 24 hours. Limits: ILO C1, C14, C30, C47, R116, C171 with R178.
    """
    stints = [_read(row, entry) for row, entry in enumerate(entries, 1)]
    limits = _limits(parameters, max(stint.day for stint in stints), country or "")
    by_day: dict[tuple[str, date], float] = defaultdict(float)
    people: dict[str, list[Stint]] = defaultdict(list)
    for stint in stints:
        by_day[stint.person, stint.day] += stint.hours
        people[stint.person].append(stint)
        if by_day[stint.person, stint.day] > 24:
            raise No("long-day", field="entries", row=stint.row, person=stint.person)
    for own in people.values():
        own.sort(key=lambda stint: (stint.day, stint.start or datetime.combine(stint.day, time(0))))
        _no_overlap(own)
    first = 0 if week_starts == "monday" else 6 if week_starts == "sunday" else 5
    weeks = [week for name, own in people.items() for week in _weeks(name, own, by_day, limits, first)]
    breaches = [*_daily(by_day, limits), *_weekly(weeks, limits), *_rests(people, limits)]
    breaches.sort(key=lambda one: (str(one["day"]), one["person"], RULES.index(one["rule"])))
    return _answer(stints, by_day, weeks, breaches, limits, hourly_wage)


def _read(row: int, entry: Mapping[str, Any]) -> Stint:
    start, end, hours = (entry[name] for name in ("start", "end", "hours"))
    if start is None and end is None and hours is None:
        raise No("no-time", field="entries", row=row)
    if (start is None) != (end is None):
        raise No("half-time", field="entries", row=row, column="end" if end is None else "start")
    if start is None:
        return Stint(row, entry["person"], entry["day"], hours, None, None)
    begin = datetime.combine(entry["day"], _clock(start, row, "start"))
    finish = datetime.combine(entry["day"], _clock(end, row, "end"))
    finish += DAY if finish <= begin else timedelta(0)
    worked = (finish - begin).total_seconds() / HOUR - (entry["break_minutes"] or 0) / 60
    if worked < 0:
        raise No("long-break", field="entries", row=row, column="break_minutes")
    if hours is not None and abs(hours - worked) > 1 / 60:
        raise No("two-answers", field="entries", row=row, column="hours", hours_read=worked)
    return Stint(row, entry["person"], entry["day"], worked, begin, finish)


def _clock(text: str, row: int, column: str) -> time:
    parts = text.replace(".", ":").replace("h", ":").split(":")
    try:
        hour, minute = int(parts[0]), int(parts[1] or 0) if len(parts) > 1 else 0
        return time(0) if (hour, minute) == (24, 0) else time(hour, minute)
    except ValueError:
        raise No("no-clock", field="entries", row=row, column=column, text=text) from None


def _no_overlap(own: list[Stint]) -> None:
    timed = [stint for stint in own if stint.start and stint.end]
    for before, after in pairwise(timed):
        if before.end and after.start and after.start < before.end:
            raise No("overlap", field="entries", row=after.row, other=before.row, person=after.person)


def _limits(parameters: Mapping[str, Any], on: date, country: str) -> dict[str, float]:
    found = {}
    for code, parameter in parameters.items():
        value = parameter.value(on=on, country=country)
        if value is None:
            raise No("no-limit", field="country", country=country)
        found[code] = value.value
    return found


def _weeks(
    name: str, own: list[Stint], by_day: Mapping[tuple[str, date], float], limits: Mapping[str, float], first: int
) -> list[dict[str, Any]]:
    weeks: dict[date, list[Stint]] = defaultdict(list)
    for stint in own:
        weeks[stint.day - timedelta(days=(stint.day.weekday() - first) % 7)].append(stint)
    found = []
    for begin, within in weeks.items():
        days = {stint.day for stint in within}
        hours = sum(by_day[name, day] for day in days)
        by_days = sum(max(0.0, by_day[name, day] - limits["hours-day"]) for day in days)
        overtime = max(by_days, hours - limits["hours-week"], 0.0)
        night_before = [stint for stint in weeks.get(begin - 7 * DAY, ()) if stint.day == begin - DAY]
        rest = _longest_rest([*night_before, *within], begin)
        found.append({"person": name, "week": begin, "hours": hours, "overtime": overtime, "days": len(days), "rest": rest})
    return found


def _longest_rest(near: list[Stint], first_day: date) -> float | None:
    """The longest time without work within a week, in hours; None where times of day are missing."""
    begin = datetime.combine(first_day, time(0))
    end = begin + 7 * DAY
    if any(stint.start is None for stint in near):
        return None
    last, longest = begin, timedelta(0)
    for stint in near:
        if stint.start and stint.end:
            longest = max(longest, min(stint.start, end) - last)
            last = max(last, stint.end)
    return max(longest, end - last).total_seconds() / HOUR


def _breach(rule: str, person: str, day: date, value: float, limit: float) -> dict[str, Any]:
    return {"rule": rule, "person": person, "day": day, "value": value, "limit": limit}


def _daily(by_day: Mapping[tuple[str, date], float], limits: Mapping[str, float]) -> list[dict[str, Any]]:
    most = limits["hours-day-most"]
    return [
        _breach("daily-most", person, day, hours, most) for (person, day), hours in by_day.items() if hours > most + 1e-9
    ]


def _weekly(weeks: list[dict[str, Any]], limits: Mapping[str, float]) -> list[dict[str, Any]]:
    found = []
    for week in weeks:
        for rule, code in (("weekly-most", "hours-week-most"), ("weekly-normal", "hours-week")):
            if week["hours"] > limits[code] + 1e-9:
                found.append(_breach(rule, week["person"], week["week"], week["hours"], limits[code]))
                break
        is_short = week["rest"] is not None and week["rest"] < limits["rest-week"] - 1e-9
        if is_short or week["days"] == 7:
            found.append(_breach("weekly-rest", week["person"], week["week"], week["rest"] or 0.0, limits["rest-week"]))
    return found


def _rests(people: Mapping[str, list[Stint]], limits: Mapping[str, float]) -> list[dict[str, Any]]:
    """Time between the last end of one day's work and the first start of the next."""
    found = []
    for person, own in people.items():
        for before, after in pairwise([stint for stint in own if stint.start]):
            if before.end is None or after.start is None or before.day == after.day:
                continue
            rest = (after.start - before.end).total_seconds() / HOUR
            if rest < limits["rest-day"] - 1e-9:
                found.append(_breach("daily-rest", person, after.day, rest, limits["rest-day"]))
    return found


def _night_hours(stint: Stint) -> float:
    """Hours between 00:00 and 05:00 within a stint."""
    if stint.start is None or stint.end is None:
        return 0.0
    total = 0.0
    for day in (stint.day, stint.day + DAY):
        low, high = (datetime.combine(day, moment) for moment in NIGHT)
        total += max(0.0, (min(high, stint.end) - max(low, stint.start)).total_seconds() / HOUR)
    return total


def _answer(
    stints: list[Stint], by_day: Mapping[tuple[str, date], float], weeks: list[dict[str, Any]], breaches: list[dict[str, Any]],
    limits: dict[str, float], wage: float | None,
) -> Answer:  # fmt: skip
    hours = sum(stint.hours for stint in stints)
    overtime = sum(week["overtime"] for week in weeks)
    timed = all(stint.start for stint in stints)
    nights = [stint for stint in stints if _night_hours(stint) >= NIGHT_SHARE]
    counts = {rule: sum(one["rule"] == rule for one in breaches) for rule in RULES}
    blamed = {(one["person"], one["day"]) for one in breaches if one["rule"] in ("weekly-normal", "weekly-most")}
    values: dict[str, Any] = {
        "hours": hours, "overtime": overtime, "overtime_share": 100 * overtime / hours if hours else None,
        "people": len({stint.person for stint in stints}), "weeks_checked": len(weeks), "weeks_within": len(weeks) - len(blamed),
        "weeks_rested": len(weeks) - counts["weekly-rest"], "breach_count": len(breaches), "breaches": [{**one, "day": one["day"].isoformat()} for one in breaches],
        "counts": counts, "weeks": [{**week, "week": week["week"].isoformat()} for week in weeks], "limits": limits, "overtime_cost": None if wage is None else
        overtime * wage * limits["overtime-premium"], "night_shifts": len(nights) if timed else None,
        "short_rests": counts["daily-rest"] if timed else None,
        "days": [{"person": person, "day": day.isoformat(), "hours": amount} for (person, day), amount in sorted(by_day.items())],
    }  # fmt: skip
    withheld = {} if timed else {"night_shifts": said("no-clock-times"), "short_rests": said("no-clock-times")}
    if wage is None:
        withheld["overtime_cost"] = said("no-wage")
    if not hours:
        withheld["overtime_share"] = said("no-hours")
    told = [said("meaning", hours=hours, people=values["people"], overtime=overtime)]
    told.append(said("broken", breach_count=len(breaches), first_person=breaches[0]["person"], rule=breaches[0]["rule"])
                if breaches else said("kept"))  # fmt: skip
    worst = max(RULES, key=lambda rule: counts[rule])
    return Answer(values, told, said(f"next-{worst}" if breaches else "next-keep"), [_chart(weeks, limits)], withheld)


def _chart(weeks: list[dict[str, Any]], limits: Mapping[str, float]) -> Bars:
    """The longest weeks, at most twenty."""
    longest = sorted(weeks, key=lambda week: -week["hours"])[:20]
    places = [f"{week['person']} {week['week'].isoformat()}" for week in longest]
    levels = [
        Level(said("normal-week"), limits["hours-week"], "target"),
        Level(said("most-week"), limits["hours-week-most"]),
    ]
    return Bars(said("chart"), places, [Series("", [week["hours"] for week in longest])], levels, unit="h")
