"""What guests say: the net promoter score or the share of satisfied ones with its interval, and themes of comments."""

import math
from collections import Counter
from typing import Any

from genba.curriculum.tools import Answer, Bars, No, Said, Series, said
from genba.science.intervals import Z95, wilson

LEAST = 5  # answers: under it single guests could be recognised
WIDE = 30  # answers: under it the interval is told in words too
SCALES = {"recommend": (0, 10), "satisfied": (1, 5)}
# Beginnings of words in our four languages; a comment counts once for each theme.
THEMES = {
    "staff": (
        "staff",
        "friendl",
        "kind",
        "rude",
        "waiter",
        "personnel",
        "accueil",
        "gentil",
        "amable",
        "personal",
        "سلوك",
        "موظف",
        "عامل",
        "لطيف",
    ),
    "cleanliness": ("clean", "dirty", "dust", "propre", "sale", "limpi", "suci", "نظيف", "نظافة", "وسخ"),
    "noise": ("nois", "loud", "quiet", "bruit", "bruyant", "ruid", "silenc", "ضجيج", "ضوضاء", "هادئ"),
    "food": (
        "food",
        "breakfast",
        "dinner",
        "meal",
        "coffee",
        "repas",
        "petit-dej",
        "nourriture",
        "comida",
        "desayuno",
        "طعام",
        "فطور",
        "عشاء",
    ),
    "room": ("room", "bed", "chambre", "lit", "habitaci", "cama", "غرفة", "سرير"),
    "price": ("price", "expensive", "cheap", "value", "prix", "cher", "precio", "caro", "barato", "سعر", "غال", "رخيص"),
    "internet": ("wifi", "wi-fi", "internet", "واي", "إنترنت", "انترنت"),
    "water": ("shower", "hot water", "bathroom", "douche", "eau", "ducha", "agua", "دش", "دوش", "ماء", "حمام"),
    "arrival": (
        "check-in",
        "checkin",
        "reception",
        "wait",
        "reception",
        "attente",
        "recepci",
        "espera",
        "استقبال",
        "انتظار",
    ),
}


def guest_voice(scale: str, ratings: list[int], comments: list[str] | None) -> Answer:
    """Net promoter score of answers from 0 to 10 (share of 9 and 10 less share of 0 to 6, in points from -100 to 100), or the
    share in per cent of 4 and 5 among answers from 1 to 5; each with a 95 % interval, n, mean and distribution.

    The interval of the score follows from the variance of the difference of two shares of one sample,
    (p + d - (p - d)^2) / n; that of the share is Wilson's. No under five answers and off the scale.
    """
    low, high = SCALES[scale]
    for row, rating in enumerate(ratings, 1):
        if not low <= rating <= high:
            raise No("not-on-scale", field="ratings", row=row, rating=rating, low=low, high=high)
    n = len(ratings)
    if n < LEAST:
        raise No("too-few", field="ratings")
    counts = Counter(ratings)
    values: dict[str, Any] = {
        "n": n, "mean": sum(ratings) / n,
        "distribution": [{"rating": rating, "count": counts[rating]} for rating in range(low, high + 1)],
        "themes": themes_of(comments or []), "nps": None, "satisfied_share": None, "satisfied": None, "answered": None,
    }  # fmt: skip
    meaning = _recommend(values, counts, n) if scale == "recommend" else _satisfied(values, counts, n)
    other = ("satisfied_share", "satisfied", "answered") if scale == "recommend" else ("nps",)
    theme = values["themes"][0]["theme"] if values["themes"] else ""
    charts = [
        Bars(said("chart"), [str(r) for r in range(low, high + 1)], [Series("", [counts[r] for r in range(low, high + 1)])])
    ]
    if theme:
        charts.append(Bars(said("chart-themes"), [said(t["theme"]) for t in values["themes"]],
                           [Series("", [t["count"] for t in values["themes"]])]))  # fmt: skip
    return Answer(
        values, [meaning, *([said("wide")] if n < WIDE else [])], said("next-theme", theme=theme) if theme else said("next-ask"),
        charts, dict.fromkeys(other, said("other-scale")),
    )  # fmt: skip


def _recommend(values: dict[str, Any], counts: Counter[int], n: int) -> Said:
    promoters, detractors = counts[9] + counts[10], sum(counts[r] for r in range(7))
    p, d = promoters / n, detractors / n
    reach = Z95 * math.sqrt(max(0.0, p + d - (p - d) ** 2) / n)
    values |= {"nps": 100 * (p - d), "interval": [max(-100.0, 100 * (p - d - reach)), min(100.0, 100 * (p - d + reach))],
               "promoters_share": 100 * p, "passives_share": 100 * (1 - p - d), "detractors_share": 100 * d}  # fmt: skip
    return said("meaning-nps", promoters=promoters, detractors=detractors, n=n)


def _satisfied(values: dict[str, Any], counts: Counter[int], n: int) -> Said:
    satisfied = counts[4] + counts[5]
    values |= {"satisfied_share": 100 * satisfied / n, "interval": [100 * end for end in wilson(satisfied, n)],
               "satisfied": satisfied, "answered": n}  # fmt: skip
    return said("meaning-satisfied", satisfied=satisfied, n=n)


def themes_of(comments: list[str]) -> list[dict[str, Any]]:
    """How many comments speak of each theme, the most first; themes that nobody named are left out."""
    found: Counter[str] = Counter()
    for comment in comments:
        text = f" {comment.casefold()}"
        found.update(
            theme for theme, words in THEMES.items() if any(f" {word}" in text or f"ال{word}" in text for word in words)
        )
    return [{"theme": theme, "count": count} for theme, count in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]
