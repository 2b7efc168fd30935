"""After a class: satisfaction without names, certificates by name."""

from typing import Any

import time_machine

from genba.delivery.models import SatisfactionCount
from tests.api.answers import ok, problem_of
from tests.cast import Cast
from tests.scenes_classes import a_class, keep

DURING = "2026-04-15T15:00:00+00:00"


def test_paper_forms_are_counted_and_the_result_comes_after_closing(cast: Cast, program: Any) -> None:
    room = a_class(cast)
    path = f"/workshops/{room.workshop.code}/satisfaction"
    with time_machine.travel(DURING):
        maya = program(cast.coordinator)
        none_yet = maya.get(path)
        opened = ok(maya.post(path, {}))
        counted = ok(maya.put(f"{path}/tally", {"counts": [{"question": "all-in-all", "score": 5, "answers": 3}]}), 200)
        too_many = maya.put(f"{path}/tally", {"counts": [{"question": "all-in-all", "score": 5, "answers": 4}]})
        closed = ok(maya.post(f"{path}/closing", {}))
        again = maya.post(f"{path}/closing", {})

    problem_of(none_yet, 404)
    problem_of(too_many, 422)
    problem_of(again, 422)
    assert opened["is_open"] and opened["results"] == counted["results"] == []
    first = closed["results"][0]
    assert (first["question"], first["n"], first["satisfied"], first["distribution"]) == ("all-in-all", 3, None, None)
    assert SatisfactionCount.objects.get().answers == 3


def test_certificates_are_made_for_who_was_there_and_seen_by_who_may_see_the_names(cast: Cast, program: Any) -> None:
    room = a_class(cast)
    path = f"/workshops/{room.workshop.code}/certificates"
    for session in room.sessions:
        keep(cast, room, session, lina=180, rosa=0, nuri=180)

    made = ok(program(cast.coordinator).post(path, {}))
    seen = ok(program(cast.officer).get(path), 200)

    assert [(c["name"], c["minutes"], c["given"]) for c in made] == [("Lina Sample", 720, 720), ("Nuri Ornek", 720, 720)]
    assert seen == made
    problem_of(program(cast.officer).post(path, {}), 403)
