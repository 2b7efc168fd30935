"""A server that is killed at any point of a sync, again and again, loses nothing and keeps nothing twice."""

import random
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.reliability.phones import Phone
from tests.reliability.place import Place, typed

pytestmark = pytest.mark.xdist_group("reliability")
KILLS, RECORDS = 50, 100


class Sending:
    """Phones that send on and on in the background, in parts of any size and in any order, whatever they hear."""

    def __init__(self, phones: list[Phone]) -> None:
        self.phones, self.ended = phones, threading.Event()
        self.threads = [threading.Thread(target=self._send, args=(phone,)) for phone in phones]

    def _send(self, phone: Phone) -> None:
        while not self.ended.is_set():
            everything = phone.typed if phone.chance.random() < 0.2 else list(phone.outbox.values())
            part = phone.chance.sample(everything, min(len(everything), phone.chance.choice([1, 3, 10, 40])))
            if (part and phone.send(part) is None) or not part:
                time.sleep(0.02)

    def __enter__(self) -> None:
        for thread in self.threads:
            thread.start()

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_any_point_of_a_sync_everything_arrives_once(
    place: Place, phones: Callable[..., list[Phone]], only_mine: Callable[..., Any], seed: int
) -> None:
    chance, mine, kills = random.Random(seed), phones(RECORDS, seed), 0
    with Sending(mine):
        while kills < KILLS and any(len(phone.outbox) > RECORDS // 5 for phone in mine):
            time.sleep(chance.uniform(0.02, 0.2))
            place.kill_workers()
            kills += 1
        time.sleep(chance.uniform(0, 0.2))
        place.kill()  # with whoever drains the outbox
    assert kills > 5 and sum(typed(*mine).values()) == 3 * RECORDS
    assert not only_mine(mine) - typed(*mine)  # what is there already was typed, and is there once

    place.start()
    for phone in mine:
        phone.sends_all()

    assert not any(phone.outbox for phone in mine)
    assert only_mine(mine) == typed(*mine)


def test_killed_right_after_many_were_kept_they_become_facts_without_being_sent_again(
    place: Place, phones: Callable[..., list[Phone]], only_mine: Callable[..., Any]
) -> None:
    mine = phones(60)
    told = [phone.send(phone.typed) for phone in mine]
    place.kill()
    assert all({one["state"] for one in results or []} == {"waiting"} for results in told)

    place.start()

    end = time.monotonic() + 300
    while only_mine(mine) != typed(*mine) and time.monotonic() < end:
        time.sleep(0.1)
    assert only_mine(mine) == typed(*mine)
