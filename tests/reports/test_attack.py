"""Whoever takes all that is published together, over all dimensions at once, finds the size of no small group."""

import csv
import io
import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from genba.impact import changes, standings
from genba.impact.indicators import definition_of
from genba.impact.indicators.trainers import FUNNEL
from genba.impact.standings import Line, outside
from genba.reports.published import SPLITS, Hidden, to_hide
from tests.cast import Cast
from tests.reports.attack import Attack, attack, numbers_in, numbers_of
from tests.scenes_impact import attend, change, firm, train

LEAST = 5
DAY = date(2026, 6, 1)
KPIS = {"workplace-cooperation": ("absenteeism", "labour-turnover"), "resource-efficiency": ("electricity-per-unit",)}
Firm = dict[str, Any]
TRAINED, CERTIFIED, ACTIVE = FUNNEL


def programme(seed: int) -> list[Firm]:
    """Enterprises in few countries, modules, sizes and sectors, so that many groups are small."""
    dice = random.Random(seed)
    firms = []
    for _n in range(dice.randint(12, 70)):
        firms.append({
            "country": dice.choices(["KE", "VN", "PE", "ET"], [8, 5, 2, 1])[0], "size": dice.choices(["small", "medium", "large"], [6, 3, 1])[0],
            "sector": dice.choices(["C", "G", "I"], [7, 2, 1])[0],
            "modules": dice.choices([("workplace-cooperation",), ("resource-efficiency",), tuple(KPIS)], [6, 2, 1])[0],
            "trained": dice.random() < 0.8, "people": [(dice.choice(["female", "male"]), dice.choice(["worker", "manager"]))
                                                       for _p in range(dice.randint(0, 4))],
            "reports": {k: dice.random() < 0.6 for kpis in KPIS.values() for k in kpis},
            "improved": {k: dice.random() < 0.7 for kpis in KPIS.values() for k in kpis},
            "owned": dice.choices(["women", "others", "unknown"], [3, 6, 2])[0],
        })  # fmt: skip
    return firms


def trainers_of(seed: int) -> list[Firm]:
    """Trainers in one country or two, of whom some are certified, for one module or both, and some at work."""
    dice = random.Random(seed + 1000)
    return [{
        "countries": dice.choices([("KE",), ("VN",), ("KE", "VN"), ("PE",), ("ZZ",)], [8, 5, 3, 2, 1])[0],
        "sex": dice.choices(["female", "male", "not-stated"], [4, 6, 1])[0],
        CERTIFIED: dice.choices([(), ("workplace-cooperation",), tuple(KPIS)], [4, 5, 2])[0],
        ACTIVE: dice.choices([(), ("workplace-cooperation",), ("resource-efficiency",)], [6, 4, 1])[0],
    } for _n in range(dice.randint(4, 40))]  # fmt: skip


def trainers_by(trainers: list[Firm], code: str, by: str) -> dict[str, int]:
    """How many there are in each part; nobody says for which module somebody was trained."""
    if by not in ("", "country", "sex", "module") or (by == "module" and code == TRAINED):
        return {}
    kept = [one for one in trainers if code == TRAINED or one[code]]
    parts = [part for one in kept for part in {"": ("",), "country": one["countries"], "sex": (one["sex"],),
                                               "module": one.get(code, ())}[by]]  # fmt: skip
    return dict(sorted(Counter(parts).items()))


def parts_of(firms: list[Firm], by: str) -> dict[str, list[Firm]]:
    if not by:
        return {"": firms}
    found: dict[str, list[Firm]] = {}
    for one in firms:
        for part in one["modules"] if by == "module" else [one[by]]:
            found.setdefault(part, []).append(one)
    return found


def people_by(firms: list[Firm], by: str) -> dict[str, int]:
    if by not in ("sex", "role", ""):
        return {}
    at = {"sex": 0, "role": 1}.get(by)
    people = [person for one in firms if one["trained"] for person in one["people"]]
    return dict(sorted(Counter("" if at is None else person[at] for person in people).items()))


def lines_of(firms: list[Firm], by: str, trainers: Sequence[Firm] = ()) -> list[Line]:
    """What the programme knows, cut by one dimension."""
    found: list[Line] = []

    def tell(code: str, part: str, n: int, **more: Any) -> None:
        if n:
            found.append(Line(definition_of(code), "", "", part, n, {"n": n, **more}, "", DAY))

    for part, n in people_by(firms, by).items():
        tell("people-trained", part, n)
    for code in FUNNEL:
        for part, n in trainers_by(list(trainers), code, by).items():
            tell(code, part, n)
    if by in ("sex", "role", "currency"):
        return found
    for part, some in sorted(parts_of(firms, by).items()):
        trained = [f for f in some if f["trained"]]
        tell("enterprises", part, len(some))
        tell("engagements", part, len(some) if by == "module" else sum(len(f["modules"]) for f in some))
        tell("enterprises-trained", part, len(trained))
        tell("complete-measures", part, len(trained), n_both=sum(any(f["reports"].values()) for f in trained))
        for module, kpis in KPIS.items():
            mine = [f for f in trained if module in f["modules"]] if by != "module" or part == module else []
            for kpi in kpis if mine else ():
                reporting = [f for f in mine if f["reports"][kpi]]
                n, better = len(reporting), sum(f["improved"][kpi] for f in reporting)
                detail = {"n_trained": len(mine), "n_reporting": n, "n_improved": better}
                value, why = (better / n, "") if n >= LEAST else (None, "too-few")
                found.append(Line(definition_of(kpi), "", "", part, value, detail, why, DAY))
    return found


def attacked(firms: list[Firm], hide: Callable[..., Hidden] = to_hide, trainers: Sequence[Firm] = ()) -> Attack:
    known = {by: lines_of(firms, by, trainers) for by in SPLITS}
    told = {by: list(outside(rows)) for by, rows in known.items()}
    hidden = hide(told, known)
    shown = {
        by: [line for line in rows if (by, line.part) not in hidden.get(line.definition.code, ())]
        for by, rows in known.items()
    }
    return attack(numbers_of(shown), numbers_of(known))


@pytest.mark.parametrize("seed", range(8))
def test_no_small_group_is_found_by_subtraction_over_all_dimensions(seed: int, settings: Any) -> None:
    settings.SMALL_GROUP = LEAST

    assert attacked(programme(seed), trainers=trainers_of(seed)).found(LEAST) == {}


@pytest.mark.parametrize("seed", range(60))
def test_no_trainer_is_found_by_subtraction_however_many_there_are(seed: int, settings: Any) -> None:
    settings.SMALL_GROUP = LEAST

    made = attacked([], trainers=trainers_of(seed))

    assert any(0 < made.size(name) < LEAST for name in made.wanted)
    assert made.found(LEAST) == {}


def test_the_attack_finds_what_is_hidden_badly(settings: Any) -> None:
    settings.SMALL_GROUP = LEAST

    def each_by_itself(told: Any, known: Any) -> Hidden:
        return {code: {(by, line.part) for by, rows in known.items() for line in rows
                       if line.definition.code == code and by and line.size < LEAST} for code in ("enterprises", "people-trained")}  # fmt: skip

    assert [seed for seed in range(6) if attacked(programme(seed), each_by_itself).found(LEAST)]


def test_the_file_of_open_data_withstands_the_same_attack(cast: Cast, client: Any) -> None:
    """With what the product itself makes of a programme, from the file that everybody may take."""
    for country, n in (("KE", 9), ("VN", 6), ("PE", 3), ("ET", 1)):
        for at in range(n):
            taking = firm(cast, f"Sample {country} {at}", country=country, isic="1410" if at % 3 else "4711")
            if at % 4 == 3:
                continue
            workshop = train(cast, taking, country=country)
            attend(cast, workshop, taking, f"Ana {country} {at}", "female" if at % 5 else "male", "worker", 180, 180)
            change(taking, "absenteeism", 100, 80 + 5 * at)
    changes.refresh()
    standings.refresh()
    rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/open-data/figures.csv")).decode("utf-8-sig"))))
    shown = numbers_in(rows)
    truth = numbers_of({by: standings.lines(by=by, inside=True) for by in SPLITS})

    made = attack(shown, truth)

    assert {name: n for name, n in shown.items() if truth[name] != n} == {}
    assert any(0 < made.size(name) < LEAST for name in made.wanted)
    assert made.found(LEAST) == {}
