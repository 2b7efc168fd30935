"""Facts keep up by themselves while a worker runs, and are read anew once a day."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from genba.cli import main
from genba.facts import follow, store, tasks
from genba.kit import outbox
from genba.kit.models import Task
from genba.kit.refused import Refused
from tests.cast import Cast
from tests.scenes_impact import AFTER, BEFORE, count, train


def values() -> int:
    facts = store.current()
    return len(facts.observed.everything()["kpi"]) if facts else -1


def test_a_worker_brings_them_up_to_date_whenever_it_looks(cast: Cast) -> None:
    train(cast, cast.engagement)
    count(cast.garments, "absenteeism", BEFORE, 100, 1000)
    outbox.look_again()
    first = values()
    count(cast.garments, "absenteeism", AFTER, 80, 1000)
    outbox.look_again()

    assert (first, values()) == (3, 6)


def test_once_a_day_everything_is_read_anew(cast: Cast) -> None:
    tasks.always_waiting()
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        outbox.drain()

    done = Task.objects.filter(kind=tasks.REBUILD).exclude(finished_at=None).get()
    assert done.result == {"version": 1, "comparisons": 0}
    assert Task.objects.filter(kind=tasks.REBUILD, finished_at=None).count() == 1


def test_two_do_not_write_at_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "PATIENCE_SECONDS", 0.0)
    with store.held() as is_ours:
        assert is_ours
        assert follow.follow() is None
        with pytest.raises(Refused, match="Somebody else is writing"):
            follow.rebuild()


def test_the_command_tells_how_far_they_are(cast: Cast, capsys: Any) -> None:
    main(["facts"])
    none = capsys.readouterr().out
    train(cast, cast.engagement)
    count(cast.garments, "absenteeism", BEFORE, 100, 1000)
    main(["facts", "rebuild"])
    made = capsys.readouterr().out
    main(["facts"])

    assert "No facts in columns yet" in none
    assert "observations: 3" in made and "takings: 1" in made
    assert capsys.readouterr().out == made
