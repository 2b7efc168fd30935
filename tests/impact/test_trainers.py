"""Trainers who were trained, may give a module today, and are still at work: each counted once, women and men apart."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from genba.access.models import User
from genba.cli import main
from genba.delivery.actions import calling_off
from genba.delivery.models import Workshop
from genba.facts import follow
from genba.facts.own import answer
from genba.facts.questions import Asked
from genba.impact import standings, tasks
from genba.impact.indicators.trainers import FUNNEL
from genba.impact.models import Standing
from genba.kit.outbox import drain
from genba.kit.refused import Refused
from tests.cast import Cast
from tests.scenes_impact import MODULE
from tests.scenes_trainers import LEAN, TODAY, certify, describe, five_trainers

TRAINED, CERTIFIED, ACTIVE = FUNNEL


@pytest.fixture(autouse=True)
def at_today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def known(cast: Cast) -> dict[str, User]:
    return five_trainers(cast)


def stored(code: str, **where: Any) -> dict[str, Any]:
    """Values and what is left out, by country, module and group: only the cells that are asked for."""
    standings.refresh()
    rows = Standing.objects.filter(indicator=code, **{"provider_id": 0, **where})
    return {"|".join((r.country, r.module, r.group)): (r.value, r.detail.get("left_out", {})) for r in rows}


def in_columns(code: str, *by: str, **only: Any) -> dict[tuple[Any, ...], Any]:
    found = answer(Asked((code,), tuple((cut, (value,)) for cut, value in only.items()), by), datetime.now().date())
    assert found is not None
    return {part.of: (part.outcome.value, part.outcome.detail.get("left_out", {})) for part in found.parts}


def test_whoever_was_taken_on_is_counted_once_and_in_each_country(known: dict[str, User]) -> None:
    assert stored(TRAINED) == {
        "||": (5, {}), "KE||": (3, {}), "VN||": (3, {}), "ZZ||": (1, {}),
        "||sex:female": (2, {}), "||sex:male": (2, {}), "||sex:not-stated": (1, {}),
        "KE||sex:female": (2, {}), "KE||sex:male": (1, {}), "VN||sex:female": (2, {}), "VN||sex:male": (1, {}),
        "ZZ||sex:not-stated": (1, {}),
    }  # fmt: skip


def test_a_certificate_counts_while_it_holds_and_two_of_them_are_one_trainer(known: dict[str, User]) -> None:
    lapsed = {"certificate-lapsed": 1}

    found = stored(CERTIFIED)

    assert found["||"] == (2, lapsed)
    assert (found[f"|{MODULE}|"], found[f"|{LEAN}|"]) == ((2, lapsed), (1, {}))
    assert (found["KE||"], found["VN||"], found[f"VN|{MODULE}|"]) == ((2, lapsed), (1, lapsed), (1, lapsed))
    assert (found["||sex:female"], found["||sex:male"]) == ((1, lapsed), (1, {}))
    assert "VN||sex:male" not in found and f"VN|{LEAN}|" not in found


def test_the_last_day_of_a_certificate_still_counts_and_the_next_does_not(cast: Cast, known: dict[str, User]) -> None:
    with time_machine.travel(datetime(2027, 12, 31, 9)):
        last = stored(CERTIFIED, country="", module="", group="")
    with time_machine.travel(datetime(2028, 1, 1, 9)):
        after = stored(CERTIFIED, country="", module="", group="")

    assert (last["||"], after["||"]) == ((2, {"certificate-lapsed": 1}), (0, {"certificate-lapsed": 3}))


def test_who_gave_a_class_as_first_or_second_trainer_or_made_a_visit_is_at_work(known: dict[str, User]) -> None:
    found = stored(ACTIVE)

    assert found["||"] == (3, {"long-ago": 1})  # Omar, Ana and Minh; Eva's visit was 374 days ago
    assert (found["KE||"], found["VN||"]) == ((2, {"long-ago": 1}), (2, {"long-ago": 1}))
    assert (found["||sex:female"], found["||sex:male"]) == ((1, {"long-ago": 1}), (2, {}))


def test_a_class_grows_old_by_itself_and_one_that_was_called_off_never_counted(cast: Cast, known: dict[str, User]) -> None:
    with time_machine.travel(datetime(2027, 3, 10, 9)):
        on_the_last_day = stored(ACTIVE, country="", module="", group="")
    with time_machine.travel(datetime(2027, 3, 11, 9)):
        a_day_later = stored(ACTIVE, country="", module="", group="")
    assert (on_the_last_day["||"][0], a_day_later["||"]) == (3, (1, {"long-ago": 3}))

    calling_off.call_off(by=cast.omar, workshop=Workshop.objects.get(), version=1, reason="The hall was under water")

    assert stored(ACTIVE, country="", module="", group="")["||"] == (1, {"long-ago": 1})


def test_whoever_reports_a_visit_without_being_a_trainer_is_no_trainer(cast: Cast) -> None:
    five_trainers(cast)
    Workshop.objects.update(trainer=cast.coordinator)

    found = stored(ACTIVE, country="", module="", group="")

    assert found["||"] == (2, {"long-ago": 1})  # without Omar, whose class the coordinator gave


def test_any_part_is_asked_as_the_stored_figures_are_and_nothing_is_kept_that_may_change(
    cast: Cast, known: dict[str, User]
) -> None:
    follow.rebuild()
    for code in FUNNEL:
        rows = stored(code, module="", group="")
        assert in_columns(code) == {(): rows["||"]}
        assert in_columns(code, "country") == {(at.split("|")[0],): told for at, told in rows.items() if at != "||"}
    assert in_columns(TRAINED, "sex", "country")[("not-stated", "ZZ")] == (1, {})
    assert in_columns(ACTIVE, "module", sex="male") == {(MODULE,): (2, {})}

    describe(known["noor"], "female", "VN")
    certify(known["noor"])
    followed = [in_columns(code, "country", "sex") for code in FUNNEL]
    follow.rebuild()

    assert [in_columns(code, "country", "sex") for code in FUNNEL] == followed
    assert (in_columns(TRAINED, country="VN")[()], in_columns(CERTIFIED, sex="female")[()]) == (
        (4, {}),
        (2, {"certificate-lapsed": 1}),
    )


def test_trainers_are_not_cut_by_what_only_enterprises_have(known: dict[str, User]) -> None:
    follow.rebuild()

    with pytest.raises(Refused, match=r"cannot be cut by “provider”\. It can be cut by: country, module, sex\."):
        in_columns(CERTIFIED, "provider")
    with pytest.raises(Refused, match=r"It can be cut by: country, sex\."):
        in_columns(TRAINED, "module")
    assert not Standing.objects.filter(indicator__in=FUNNEL).exclude(provider_id=0).exists()


def test_what_is_written_about_a_trainer_reaches_the_figures_within_minutes(
    cast: Cast, known: dict[str, User], sign_in: Any
) -> None:
    tasks.always_waiting()
    drain()
    before = {r.group: r.value for r in Standing.objects.filter(indicator=TRAINED, country="", group__startswith="sex:")}

    client = sign_in(cast.coordinator)
    answer = client.post(f"/desk/trainers/{cast.omar.code}/edit/",
                         {"languages": ["sw"], "countries": ["KE"], "regions": "", "sex": "other", "version": 1})  # fmt: skip
    with time_machine.travel(TODAY + timedelta(minutes=5)):
        drain()

    after = {r.group: r.value for r in Standing.objects.filter(indicator=TRAINED, country="", group__startswith="sex:")}
    assert answer.status_code == 302
    assert (before["sex:male"], after["sex:male"], after["sex:other"]) == (2, 1, 1)


def test_the_command_tells_them_and_hides_few_from_outsiders(known: dict[str, User], capsys: Any) -> None:
    standings.refresh()

    assert main(["indicators", CERTIFIED, "--inside"]) == 0
    assert capsys.readouterr().out.strip() == "Trainers certified: 2 trainers (n = 2)"
    assert main(["indicators", TRAINED, "--by", "sex"]) == 0
    assert "female]: small-group" in capsys.readouterr().out
    assert main(["indicators", TRAINED]) == 0
    assert capsys.readouterr().out.strip() == "Trainers trained: 5 trainers (n = 5)"
