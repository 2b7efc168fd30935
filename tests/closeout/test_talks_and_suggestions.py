"""The talk about the results, and which module could come next."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from genba.closeout.actions import talks
from genba.closeout.models import ResultsTalk
from genba.closeout.suggestions import outlook, outlook_of
from genba.kit.refused import Refused
from genba.programmes.curricula import module_of
from tests.cast import Cast
from tests.scenes_sheet import at_today, measure

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")
MODULE = "workplace-cooperation"


def note(cast: Cast, **more: Any) -> ResultsTalk:
    return talks.note(**{"by": cast.omar, "engagement": cast.engagement, "talked_on": date(2026, 9, 8),
                         "present": "Lina Sample, Rosa Vidu", "agreed": "Meet on the floor each month.", **more})  # fmt: skip


def test_a_talk_keeps_who_was_there_and_what_was_agreed(cast: Cast) -> None:
    note(cast)

    kept = ResultsTalk.objects.get()
    assert (kept.talked_on, kept.present, kept.agreed) == (
        date(2026, 9, 8), "Lina Sample, Rosa Vidu", "Meet on the floor each month.")  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"talked_on": date(2026, 11, 23)}, "talked_on"), ({"talked_on": date(2026, 1, 1)}, "talked_on"),
     ({"present": " "}, "present"), ({"agreed": ""}, "agreed"), ({"next_module": "no-such-module"}, "module"),
     ({"next_module": MODULE}, "next_module")],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as no:
        note(cast, **wrong)

    assert no.value.field == field
    assert ResultsTalk.objects.count() == 0


def test_a_second_talk_on_one_day_is_refused(cast: Cast) -> None:
    note(cast)

    with pytest.raises(Refused, match="already noted"):
        note(cast)


def test_where_there_is_no_other_module_the_gaps_are_shown_and_none_is_made_up(cast: Cast) -> None:
    measure(cast)
    here: Any = module_of(MODULE)

    known = outlook(cast.engagement, "en")
    alone = outlook_of(here, {p.code: "absent" for p in here.practices}, {MODULE}, [here], "en")

    assert [(g.label, g.absent, g.n) for g in known.gaps] == [("Talking together", 3, 3)]
    assert alone.gaps and (alone.suggestions, alone.others) == ((), False)


def test_a_module_that_answers_the_widest_gap_comes_first(cast: Cast) -> None:
    here = module_of(MODULE)
    states = {"daily-meeting": "absent", "charter": "on-paper", "suggestion-scheme": "practised", "accident-book": "absent"}
    talking = replace(here, slug="meetings", answers=("talking",))
    safety = replace(here, slug="safety", answers=("safe-and-fair",))
    retired = replace(here, slug="old", status="retired", answers=("talking",))

    found = outlook_of(here, states, {MODULE}, [here, safety, talking, retired], "en")
    again = outlook_of(here, states, {MODULE, "meetings"}, [here, safety, talking], "en")

    assert [(s.module, s.absent) for s in found.suggestions] == [("meetings", 2), ("safety", 1)]
    assert [s.module for s in again.suggestions] == ["safety"]
