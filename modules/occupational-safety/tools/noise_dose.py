"""How much noise a working day holds, by the rule of the United States, of NIOSH or of Europe."""

import math
from dataclasses import dataclass
from typing import Any

from genba.curriculum.tools import Answer, Bars, Level, No, Series, said

SHIFT = 8.0  # hours: every rule refers its level to a day of eight hours
NEVER = 115  # dB(A): above it 29 CFR 1910.95 and NIOSH 98-126 allow no continuous noise at all


@dataclass(frozen=True)
class Rule:
    """The level that fills the day in eight hours, how many dB halve the time, and the level below which nothing counts."""

    criterion: float
    exchange: float
    threshold: float
    first_action: float  # dB(A) of the day from which hearing is to be looked after
    limit: float  # dB(A) of the day that must not be passed


RULES = {
    "osha-1910.95": Rule(90, 5, 80, 85, 90),
    "niosh": Rule(85, 3, 80, 82, 85),  # the first step, half the dose, is ours: NIOSH names one level only
    "eu": Rule(85, 10 * math.log10(2), 0, 80, 87),
}


def noise_dose(exposures: list[dict[str, Any]], convention: str) -> Answer:
    """Dose of a day in per cent, the level over eight hours in dB(A), and the hours allowed at each level.

    Allowed hours T = 8 ÷ 2^((L − criterion) ÷ exchange); dose = 100 × Σ hours ÷ T over levels at or above the threshold;
    twa = criterion + exchange ÷ log10(2) × log10(dose ÷ 100). osha-1910.95: 90 dB(A), 5 dB, threshold 80 as in table G-16a
    of appendix A; niosh: 85 dB(A), 3 dB (98-126); eu: the same energy rule, 3.01 dB, no threshold, 100 % at the upper action
    value of 85 dB(A), limit 87 with the protection worn (2003/10/EC). No where the day has no hour or more than 24; twa is
    withheld where nothing reaches the threshold.
    """
    rule = RULES[convention]
    total = math.fsum(one["hours"] for one in exposures)
    if total == 0:
        raise No("no-hours", field="exposures", column="hours")
    if total > 24:
        raise No("long-day", field="exposures", column="hours")
    allowed = [SHIFT / 2 ** ((one["level_dba"] - rule.criterion) / rule.exchange) for one in exposures]
    parts = [
        100 * one["hours"] / time if one["level_dba"] >= rule.threshold else 0.0
        for one, time in zip(exposures, allowed, strict=True)
    ]
    dose = math.fsum(parts)
    twa = rule.criterion + rule.exchange / math.log10(2) * math.log10(dose / 100) if dose > 0 else None
    loudest = max(one["level_dba"] for one in exposures)
    action = _action(rule, twa, loudest if convention != "eu" else 0)
    values = {
        "dose": dose,
        "twa": twa,
        "action": action,
        "allowed_hours": allowed,
        "reduction": max(0.0, twa - rule.first_action) if twa is not None else 0.0,
        "limit": rule.limit,
        "table": [
            {**one, "allowed_hours": time, "dose": part} for one, time, part in zip(exposures, allowed, parts, strict=True)
        ],
    }
    bars = Bars(said("chart"), [f"{one['level_dba']:g} dB(A)" for one in exposures], [Series("", parts)],
                [Level(said("whole-dose"), 100)], unit="%")  # fmt: skip
    told = [said("meaning", dose=dose, twa=twa), said(action)] if twa is not None else [said("quiet")]
    return Answer(values, told, said(f"next-{action}"), [bars], {} if twa is not None else {"twa": said("quiet")})


def _action(rule: Rule, twa: float | None, loudest: float) -> str:
    """The code of the sentence that says where the day stands; a level that equals a value to a tenth has reached it."""
    if loudest > NEVER:
        return "too-loud"
    level = -math.inf if twa is None else round(twa, 1)
    if level > rule.limit:
        return "over-limit"
    if level >= rule.criterion:
        return "at-criterion"
    return "watch" if level >= rule.first_action else "fine"
