"""Who is behind a figure of any part: the keys of enterprises, of people or of trainers, from the same columns as the figure."""

from datetime import date
from typing import Final

import numpy as np

from genba.facts import own, questions, store
from genba.facts.questions import Asked
from genba.impact.indicators import definition_of
from genba.impact.indicators.trainers import FUNNEL
from genba.kit.columns import Column

NOUNS: Final = {"people-trained": "person", **dict.fromkeys(FUNNEL, "trainer")}


def keys_behind(asked: Asked, today: date) -> tuple[str, Column] | None:
    """The word enterprise, person or trainer, and their keys, ascending: those that report a KPI, or that an own indicator counts.

    asked: one indicator and a part, not cut any further. None where there are no facts yet, and for figures that count
    neither (answers about classes, lists that nobody marked).
    """
    facts = store.current()
    if facts is None:
        return None
    definition = definition_of(asked.kpis[0])
    if definition.work is None:
        wanted = [at for at, code in enumerate(facts.named.kpis) if code == definition.code]
        return "enterprise", np.unique(questions.chosen(facts, asked, wanted, today)["enterprise"])
    rows = own.rows_of(definition, own.tables_of(facts, today), asked, str)
    noun = NOUNS.get(definition.code, "enterprise")
    return (noun, np.unique(rows[noun])) if noun in rows.table else None
