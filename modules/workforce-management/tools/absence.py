"""How much work absence takes, how often people stay away, and whom to talk with first."""

from typing import Any

from genba.curriculum.tools import Answer, Bars, No, Series, said

FEW_DAYS = 200  # scheduled days below which a rate is chance
MONTH = 31  # days of work: more than these are more than a month
TALK = 4  # spells in a period from which a talk is worth it, whatever the score


def absence(spells: list[dict[str, Any]], people: float, working_days: float, days_scheduled: float | None) -> Answer:
    """Rate, frequency and length of absence, and the Bradford score of each person.

    spells: one row for each time that somebody was away: `person` (a number or initials), `days` (working days lost), `reason`,
    `protected` (work injury, pregnancy, disability, care of a child: counted in the rate, never in a score). people: workers in
    the period. working_days: days that one person was to work in it. days_scheduled: of all together, where it is not the product.
    Rate: days lost ÷ days scheduled, per cent. Frequency: spells ÷ people. Bradford score: spells² × days of one person, usually
    over 52 weeks. No where nobody was to work or more was lost than scheduled.
    """
    scheduled = people * working_days if days_scheduled is None else days_scheduled
    if people == 0 or scheduled == 0:
        raise No("nobody", field="people" if people == 0 else "working_days")
    by_person = _by_person(spells, people, working_days)
    lost = sum(spell["days"] for spell in spells)
    if lost > scheduled:
        raise No("more-than-scheduled", field="spells", lost=lost)
    scores = _scores(by_person)
    found: dict[str, Any] = {
        "absence_rate": 100 * lost / scheduled, "days_lost": lost, "days_scheduled": scheduled, "spells_total": len(spells),
        "month_spells": len(spells) if working_days <= MONTH else None,
        "people": people, "frequency": len(spells) / people, "mean_spell": lost / len(spells) if spells else None,
        "never_absent_share": 100 * (people - len(by_person)) / people, "bradford": scores,
        "highest_score": scores[0]["score"] if scores else None, "reasons": _reasons(spells),
    }  # fmt: skip
    says = [said("meaning", absence_rate=found["absence_rate"], frequency=found["frequency"])]
    if scheduled < FEW_DAYS:
        says.append(said("few-days", least=FEW_DAYS))
    often = [score for score in scores if score["spells"] >= TALK]
    if often:
        says.append(said("often", count=len(often), times=TALK))
    withheld = {} if spells else {"mean_spell": said("no-spells")}
    withheld |= {} if scores else {"highest_score": said("no-score" if spells else "no-spells")}
    withheld |= {} if working_days <= MONTH else {"month_spells": said("month-only")}
    then = "next-keep" if not spells else "next-talk" if often else "next-reasons"
    return Answer(found, says, said(then), _charts(found["reasons"]), withheld)


def _by_person(spells: list[dict[str, Any]], people: float, working_days: float) -> dict[str, list[dict[str, Any]]]:
    """The spells of each person; No where a row cannot be."""
    by_person: dict[str, list[dict[str, Any]]] = {}
    for row, spell in enumerate(spells, 1):
        if spell["days"] == 0:
            raise No("no-days", field="spells", row=row, column="days")
        by_person.setdefault(str(spell["person"]), []).append(spell)
        if sum(one["days"] for one in by_person[str(spell["person"])]) > working_days:
            raise No("person-too-many", field="spells", row=row, column="days", person=str(spell["person"]))
    if len(by_person) > people:
        raise No("more-people", field="people", absent=len(by_person))
    return by_person


def _scores(by_person: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Bradford scores, the highest first; spells that are protected have no part in them."""
    rows = []
    for person, spells in by_person.items():
        counted = [spell for spell in spells if not spell["protected"]]
        if counted:
            days = sum(spell["days"] for spell in counted)
            rows.append({"person": person, "spells": len(counted), "days": days, "score": len(counted) ** 2 * days})
    return sorted(rows, key=lambda row: (-row["score"], row["person"]))


def _reasons(spells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    days: dict[str, float] = {}
    for spell in spells:
        if spell["reason"]:
            days[spell["reason"]] = days.get(spell["reason"], 0) + spell["days"]
    return [{"reason": reason, "days": lost} for reason, lost in sorted(days.items(), key=lambda pair: (-pair[1], pair[0]))]


def _charts(reasons: list[dict[str, Any]]) -> list[Bars]:
    if not reasons:
        return []
    whole, sums = sum(row["days"] for row in reasons), 0.0
    shares = []
    for row in reasons:
        sums += row["days"]
        shares.append(sums / whole)
    lost = Series(said("days-lost"), [row["days"] for row in reasons])
    return [Bars(said("chart-reasons"), [row["reason"] for row in reasons], [lost], cumulative=shares)]
