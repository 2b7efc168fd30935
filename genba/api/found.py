"""What was found at a baseline or a visit, as a program sends it: values, practices, decisions."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Literal

from ninja import Schema

from genba.api.words import Amount, Code, Said, Sentence, Slug, Version, each_once, told_as
from genba.observations.actions.baselines import Answer, Seen
from genba.observations.models import PracticeCheck


class Value(Said):
    indicator: Slug
    numerator: Amount | None = None
    denominator: Amount | None = None
    note: Sentence = ""
    version: Version | None = None


class SeenPractice(Said):
    practice: Slug
    state: Literal["absent", "on-paper", "practised"]
    evidence: Sentence = ""


class DecidedAction(Said):
    action: Code
    kind: Literal["started", "done", "verified", "dropped"]
    reason: Sentence = ""


class PracticeOut(Schema):
    practice: str
    state: str
    evidence: str
    checked_on: date


def practice(check: PracticeCheck) -> PracticeOut:
    return PracticeOut(practice=check.practice, state=check.state, evidence=check.evidence, checked_on=check.checked_on)


def answers(values: Sequence[Value]) -> list[Answer]:
    """The values for the domain; Refused when one KPI is answered twice."""
    return list(each_once(((v.indicator, Answer(**v.model_dump())) for v in values), "values").values())


def seen(practices: Sequence[SeenPractice]) -> dict[str, Seen]:
    """The practices for the domain; Refused when one is told twice."""
    return each_once(((p.practice, Seen(p.state, p.evidence)) for p in practices), "practices")


@contextmanager
def placed(
    values: Sequence[Value], practices: Sequence[SeenPractice], decisions: Sequence[DecidedAction] = ()
) -> Iterator[None]:
    """Tells where in the body a refusal belongs: "values.0.numerator", where the domain says "absenteeism-numerator"."""
    places = {f"{v.indicator}-{part}": f"values.{n}.{part}" for n, v in enumerate(values)
              for part in ("numerator", "denominator", "note")}  # fmt: skip
    places |= {f"practice-{p.practice}": f"practices.{n}.state" for n, p in enumerate(practices)}
    places |= {f"action-{d.action}-{part}": f"decisions.{n}.{part}" for n, d in enumerate(decisions)
               for part in ("kind", "reason")}  # fmt: skip
    with told_as(period="ends_on", **places):
        yield
