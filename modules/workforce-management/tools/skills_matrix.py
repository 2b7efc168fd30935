"""Who can do what, where one person missing stops the work, and who should learn what next."""

from typing import Any

from genba.curriculum.tools import Answer, Bars, Cell, Grid, No, Said, Series, said
from genba.science.cross_training import Plan, cross_training, folded

TOP = 4  # 0 not yet, 1 learns, 2 works alone, 3 works at full speed and mends faults, 4 teaches others
TEACHES = 4
USUAL = 2  # people who should be able to do each skill, where nothing else is wanted
MOST_SKILLS = 40


def skills_matrix(people: list[dict[str, Any]], needed: dict[str, float] | None, able: float, most_each: float) -> Answer:
    """Gaps of skills and the cross-training plan with the fewest steps.

    people: rows with `person` and a column for each skill, its level from 0 to 4 (blank: 0). needed: how many people must be able,
    by skill; 2 where nothing is said. able: the level from which somebody works alone. most_each: skills that one person learns.
    gap: people who lack at a skill; single_points: skills that exactly one person has. The plan closes as many gaps as it can by
    the fewest steps of levels (transportation problem, exact: genba.science.cross_training).
    """
    skills = _skills(people, needed)
    levels = _levels(people, skills)
    names = [str(row["person"]) for row in people]
    spoken = {folded(skill): (skill, int(count)) for skill, count in (needed or {}).items()}
    wanted = [spoken[folded(skill)][1] if folded(skill) in spoken else USUAL for skill in skills]
    plan = cross_training(levels, wanted, able, int(most_each))
    skills = [spoken[folded(skill)][0] if folded(skill) in spoken else skill.replace("_", " ") for skill in skills]
    coverage: list[dict[str, Any]] = []
    for s, skill in enumerate(skills):
        can = sum(1 for row in levels if row[s] >= able)
        coverage.append({"skill": skill, "able": can, "needed": wanted[s], "gap": max(0, wanted[s] - can),
                         "teachers": sum(1 for row in levels if row[s] >= TEACHES), "still_lacking": plan.lacking[s]})  # fmt: skip
    covered = sum(min(row["able"], row["needed"]) for row in coverage)
    single = [row["skill"] for row in coverage if row["able"] == 1]
    nobody = [row["skill"] for row in coverage if row["able"] == 0 and row["needed"] > 0]
    found: dict[str, Any] = {
        "coverage": coverage, "posts_needed": sum(wanted), "posts_covered": covered,
        "coverage_share": 100 * covered / sum(wanted) if sum(wanted) else None, "gaps": sum(row["gap"] for row in coverage),
        "single_points": single, "nobody_able": nobody, "plan": _rows(plan, names, skills, levels, able), "steps": plan.steps,
        "still_lacking": sum(plan.lacking), "skills_each": sum(1 for row in levels for level in row if level >= able) / len(people),
    }  # fmt: skip
    withheld = {} if sum(wanted) else {"coverage_share": said("nothing-needed")}
    return Answer(
        found, _says(found), said(_next(found)), [_grid(plan, names, skills, levels, able), _bars(coverage)], withheld
    )


def _skills(people: list[dict[str, Any]], needed: dict[str, float] | None) -> list[str]:
    skills = list(dict.fromkeys(name for row in people for name in row if name != "person"))
    if not skills:
        raise No("no-skills", field="people")
    if len(skills) > MOST_SKILLS:
        raise No("too-many-skills", field="people", most=MOST_SKILLS)
    known = {folded(skill) for skill in skills}
    for row, skill in enumerate(needed or {}, 1):
        if folded(skill) not in known:
            raise No("unknown-skill", field="needed", row=row, column="skill", skill=skill)
    return skills


def _levels(people: list[dict[str, Any]], skills: list[str]) -> list[list[float]]:
    seen: set[str] = set()
    for row, person in enumerate(people, 1):
        if str(person["person"]) in seen:
            raise No("double", field="people", row=row, column="person", person=str(person["person"]))
        seen.add(str(person["person"]))
        for skill in skills:
            level = person.get(skill) or 0
            if isinstance(level, bool) or not isinstance(level, int | float) or not 0 <= level <= TOP:
                raise No("not-a-level", field="people", row=row, column=skill, value=str(level)[:40])
    return [[float(person.get(skill) or 0) for skill in skills] for person in people]


def _rows(plan: Plan, names: list[str], skills: list[str], levels: list[list[float]], able: float) -> list[dict[str, Any]]:
    """The plan with somebody who can show each skill: who has it best, and among these who teaches least so far."""
    rows, busy = [], dict.fromkeys(range(len(names)), 0)
    for person, skill in plan.pairs:
        can = [p for p in range(len(names)) if p != person and levels[p][skill] >= able]
        teacher = min(can, key=lambda p: (-levels[p][skill], busy[p], p)) if can else None
        if teacher is not None:
            busy[teacher] += 1
        rows.append({"person": names[person], "skill": skills[skill], "from": levels[person][skill], "to": able,
                     "steps": able - levels[person][skill], "teacher": None if teacher is None else names[teacher]})  # fmt: skip
    return rows


def _says(found: dict[str, Any]) -> list[Said]:
    says = []
    if found["coverage_share"] is not None:
        says.append(said("meaning", posts_covered=found["posts_covered"], posts_needed=found["posts_needed"]))
    if found["nobody_able"]:
        says.append(said("nobody-able", skills=found["nobody_able"]))
    if found["single_points"]:
        says.append(said("single", skills=found["single_points"]))
    if found["plan"]:
        says.append(said("plan", count=len(found["plan"]), steps=found["steps"]))
    if found["still_lacking"]:
        says.append(said("lacking", still_lacking=found["still_lacking"]))
    return says


def _next(found: dict[str, Any]) -> str:
    if found["still_lacking"]:
        return "next-more"
    return "next-start" if found["plan"] else "next-keep"


def _grid(plan: Plan, names: list[str], skills: list[str], levels: list[list[float]], able: float) -> Grid:
    learns = set(plan.pairs)

    def cell(p: int, s: int) -> Cell:
        level = levels[p][s]
        text = f"{level:g} > {able:g}" if (p, s) in learns else f"{level:g}"
        state = "now" if (p, s) in learns else "good" if level >= able else "attention" if level > 0 else "rest"
        return Cell(text, state)

    return Grid(
        said("chart-grid"), skills, [(name, [cell(p, s) for s in range(len(skills))]) for p, name in enumerate(names)]
    )


def _bars(coverage: list[dict[str, Any]]) -> Bars:
    able = Series(said("able"), [row["able"] for row in coverage])
    missing = Series(said("missing"), [row["gap"] for row in coverage], "dashed")
    return Bars(said("chart-bars"), [row["skill"] for row in coverage], [able, missing])
