"""The end of a module by API: explain, confirm, take back, talk, follow up."""

from datetime import datetime
from typing import Any

import time_machine

from genba.closeout.models import FollowUp
from tests.api.answers import about, ok
from tests.cast import Cast
from tests.scenes_closeout import complete, finish, hold_class, team
from tests.scenes_impact import firm
from tests.scenes_sheet import TODAY


def test_the_rule_explains_itself_line_by_line(cast: Cast, program: Any) -> None:
    told = ok(program(cast.coordinator).get(f"/engagements/{cast.engagement.code}/completion"), 200)

    visits = next(line for line in told["lines"] if line["key"] == "visits")
    assert told["is_met"] is False
    assert visits == {"key": "visits", "title": "Visits", "is_met": False, "found": 0, "wanted": 2, "says": "0 of 2 visits"}


def test_the_list_of_what_is_missing_is_filtered_and_paged(
    cast: Cast, program: Any, django_assert_max_num_queries: Any
) -> None:
    for n in range(3):
        firm(cast, f"Factory number {n}")
    maya = program(cast.coordinator)

    with django_assert_max_num_queries(14):
        first = ok(maya.get("/completion", {"lacks": "visits", "size": 3}), 200)
    rest = ok(maya.get("/completion", {"lacks": "visits", "size": 3, "after": first["next"]}), 200)
    confirmed = ok(maya.get("/completion", {"state": "confirmed"}), 200)

    assert [len(first["items"]), len(rest["items"]), len(confirmed["items"])] == [3, 1, 0]
    assert first["items"][0]["engagement"] == cast.engagement.code and not first["items"][0]["is_met"]
    assert about(maya.get("/completion", {"after": "nonsense"})) == ["after"]


def test_a_completion_is_confirmed_once_listed_and_taken_back(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/engagements/{cast.engagement.code}/completion"
    missing = maya.post(path, {"completed_on": "2026-09-01"})
    finish(cast)

    made = ok(maya.post(path, {"completed_on": "2026-09-01"}))
    again = maya.post(path, {"completed_on": "2026-09-01"})
    listed = ok(maya.get("/completions", {"enterprise": cast.garments.code}), 200)["items"]
    silent = maya.post(f"/completions/{made['code']}/taking-back", {"reason": " "})
    back = ok(maya.post(f"/completions/{made['code']}/taking-back", {"reason": "Wrong one"}))

    assert (about(missing), about(silent)) == (["reason"], ["reason"])
    assert again.status_code == 422 and listed == [made]
    assert (back["taken_back_on"], back["taken_back_because"]) == ("2026-11-22", "Wrong one")


def test_another_country_is_not_found(cast: Cast, program: Any) -> None:
    finish(cast)
    made = complete(cast)
    cast.garments.country_id = "VN"
    cast.garments.save()

    kip = program(cast.officer)

    assert kip.post(f"/completions/{made.code}/taking-back", {"reason": "x"}).status_code == 404
    assert ok(kip.get("/completions"), 200)["items"] == []


def test_a_talk_is_noted_and_read(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/engagements/{cast.engagement.code}/talks"
    said = {"talked_on": "2026-09-08", "present": "Lina", "agreed": "Meet monthly"}

    made = ok(maya.post(path, said))
    twice = maya.post(path, said)

    assert ok(maya.get(path), 200) == [made]
    assert (made["present"], about(twice)) == ("Lina", ["talked_on"])


def test_a_follow_up_is_due_and_noted(cast: Cast, program: Any) -> None:
    finish(cast)
    complete(cast)
    with time_machine.travel(datetime(2027, 3, 2, 9, 0), tick=True):
        maya = program(cast.coordinator)
        due = ok(maya.get("/follow-ups", {"due": "true"}), 200)["items"]
        path = f"/follow-ups/{due[0]['code']}/report"
        said = {"done_on": "2027-03-02", "how": "phone", "practices": [{"practice": "accident-book", "answer": "partly"}]}

        early = maya.post(path, {**said, "done_on": "2027-02-01"})
        strange = maya.post(path, {**said, "practices": [*said["practices"], {"practice": "charter", "answer": "yes"}]})
        done = ok(maya.post(path, said))
        twice = maya.post(path, said)

    assert len(due) == 1 and due[0]["months"] == 6
    assert (about(early), about(strange)) == (["done_on"], ["practices.1.answer"])
    assert (done["how"], done["practices"]) == ("phone", [{"practice": "accident-book", "answer": "partly"}])
    assert twice.status_code == 422 and FollowUp.objects.filter(done_on__isnull=False).count() == 1


def test_people_in_class_are_listed_with_what_their_sessions_come_to(cast: Cast, program: Any) -> None:
    with time_machine.travel(TODAY):
        hold_class(cast, team(cast), absent={"Rosa Vidu": (0, 1)})
        maya = program(cast.coordinator)

        everybody = ok(maya.get("/attended", {"size": 3}), 200)
        rest = ok(maya.get("/attended", {"size": 3, "after": everybody["next"]}), 200)
        (rosa,) = ok(maya.get("/attended", {"q": "rosa", "state": "short"}), 200)["items"]

        assert sorted(row["name"] for row in everybody["items"] + rest["items"]) == [
            "Lina Sample",
            "Rosa Vidu",
            "Tom Sample",
            "Wen Vidu",
        ]
        assert (rosa["sessions"], rosa["there"], rosa["state"]) == (4, 2, "short")
        assert rosa["lacks"] > 0 and rosa["completed_on"] is None
        assert maya.get("/attended", {"after": "nonsense"}).status_code == 422
        assert maya.get("/attended", {"colour": "red"}).status_code == 422


def test_the_alumni_are_listed_and_narrowed_as_on_the_page(
    cast: Cast, program: Any, django_assert_max_num_queries: Any
) -> None:
    finish(cast)
    made, maya = complete(cast), program(cast.coordinator)

    with django_assert_max_num_queries(14):
        (row,) = ok(maya.get("/alumni", {"q": "sample street", "country": "KE"}), 200)["items"]

    assert (row["certificate"], row["enterprise"], row["rule_met"]) == (made.code, cast.garments.code, made.is_met)
    assert row["last_months"] is None and row["next_due_on"] is not None
    assert ok(maya.get("/alumni", {"followed": "six"}), 200)["items"] == []
    assert ok(program(cast.director).get("/alumni", {"country": "VN"}), 200)["items"] == []


def test_the_next_module_is_suggested_from_the_gaps(cast: Cast, program: Any) -> None:
    finish(cast)

    told = ok(program(cast.coordinator).get(f"/engagements/{cast.engagement.code}/outlook"), 200)

    assert told["engagement"] == cast.engagement.code
    assert all(g["absent"] <= g["seen"] for g in told["gaps"])
    assert {g["area"] for s in told["suggestions"] for g in s["gaps"]} <= {g["area"] for g in told["gaps"]}
