"""Ten yes-or-no answers of many enterprises in a crisis: shares with intervals, by country and by kind of business."""

from collections import defaultdict
from typing import Any

from genba.curriculum.tools import Answer, Bars, No, Series, said
from genba.science.intervals import wilson

QUESTIONS = ("open", "staffed", "safe", "paid", "orders", "inputs", "cash", "transport", "informed", "managing")
LEAST = 5  # enterprises of a group that is shown


def pulse(answers: list[dict[str, Any]]) -> Answer:
    """Share of yes for each question in per cent with a 95 % interval (Wilson) and n, and for each country and sector how many
    are open and which question got the fewest yes.

    A blank is no answer and counts nowhere. Questions and groups with under five answers are not shown; small groups are left
    out of the tables. No under five enterprises, and where nothing was answered.
    """
    if len(answers) < LEAST:
        raise No("too-few", field="answers")
    questions = [row for name in QUESTIONS if (row := _share(answers, name))]
    if not questions:
        raise No("nobody-answered", field="answers")
    worst = min(questions, key=lambda row: (row["yes_share"], QUESTIONS.index(row["question"])))
    is_open = next((row["yes_share"] for row in questions if row["question"] == "open"), None)
    values = {
        "n": len(answers), "questions": questions, "worst": worst["question"], "worst_share": worst["yes_share"],
        "open_share": is_open, "by_country": _groups(answers, "country"), "by_sector": _groups(answers, "sector"),
    }  # fmt: skip
    bars = Bars(said("chart"), [said(row["question"]) for row in questions], [Series("", [row["yes_share"] for row in questions])],
                unit="%")  # fmt: skip
    told = [said("meaning", n=len(answers), worst=worst["question"])]
    told += [said("open-now", open_share=is_open)] if is_open is not None else []
    return Answer(values, told, said("next"), [bars], {} if is_open is not None else {"open_share": said("too-few")})


def _share(answers: list[dict[str, Any]], name: str) -> dict[str, Any] | None:
    told = [answer[name] for answer in answers if answer[name] is not None]
    if len(told) < LEAST:
        return None
    low, high = wilson(sum(told), len(told))
    return {"question": name, "yes_share": 100 * sum(told) / len(told), "low": 100 * low, "high": 100 * high, "n": len(told)}


def _groups(answers: list[dict[str, Any]], by: str) -> list[dict[str, Any]]:
    """The groups that are large enough, the one with the fewest open first."""
    members: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for answer in answers:
        members[answer[by].strip()].append(answer)
    rows = []
    for group, mine in members.items():
        shares = [row for name in QUESTIONS if (row := _share(mine, name))]
        if shares:
            worst = min(shares, key=lambda row: row["yes_share"])
            is_open = next((row["yes_share"] for row in shares if row["question"] == "open"), None)
            rows.append({"group": group, "n": len(mine), "open_share": is_open, "worst": worst["question"],
                         "worst_share": worst["yes_share"]})  # fmt: skip
    return sorted(rows, key=lambda row: (row["open_share"] is None, row["open_share"], row["group"]))
