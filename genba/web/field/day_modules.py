"""What the field app needs of a module: its core KPIs, good practices, questions about the class, notes for the trainer."""

from itertools import groupby
from typing import Any

from genba.curriculum import Module
from genba.curriculum.indicators import Indicator
from genba.curriculum.notes import PICTURE
from genba.kit import prose
from genba.observations.plausibility import LEAP
from genba.web.base.words import language


def module_for_the_day(module: Module, *, has_notes: bool) -> dict[str, Any]:
    """In the language of the reader; notes as clean HTML without pictures."""
    told = language()
    areas = groupby(module.practices, key=lambda practice: practice.areas.in_(told))
    return {
        "title": module.titles.in_(told),
        "kpis": [_kpi(indicator, told) for indicator in module.core_kpis],
        "areas": [{"title": title, "practices": [
            {"code": p.code, "title": p.labels.in_(told), "hint": p.hints.in_(told)} for p in practices]}
            for title, practices in areas],
        "questions": [{"code": q.code, "text": q.texts.in_(told)} for q in module.satisfaction],
        "notes": [{"title": note.title, "html": _html(note.markdown)} for note in module.notes_in(told) if has_notes],
    }  # fmt: skip


def _kpi(indicator: Indicator, told: str) -> dict[str, Any]:
    parts = (indicator.numerator, indicator.denominator)
    return {
        "code": indicator.code, "title": indicator.labels.in_(told), "definition": indicator.definitions.in_(told),
        "parts": [{"label": part.labels.in_(told), "unit": part.unit_labels.in_(told), "whole": part.whole,
                   "least": part.minimum} for part in parts],
        "scale": indicator.scale, "decimals": indicator.decimals, "unit": indicator.unit_in(told),
        "isBounded": indicator.bounded, "usual": indicator.plausible, "leap": LEAP,
    }  # fmt: skip


def _html(markdown: str) -> str:
    """The first heading goes, for it is the title; a picture is its words."""
    return str(prose.as_html(PICTURE.sub(lambda found: found[1], markdown.split("\n", 1)[-1]), pictures=False))
