"""One home, one server and one database for all faults of a run; each test has a trainer with phones of its own."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.reliability.phones import Phone
from tests.reliability.place import Place, a_place

TRAINERS, PHONES, DAYS = 12, 3, 10


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """`genba up` as a user runs it, on the database this run is about."""
    with a_place(tmp_path_factory.mktemp("home"), on_postgres=bool(os.environ.get("GENBA_DATABASE_URL"))) as made:
        made.held = made.scene(TRAINERS, PHONES, DAYS)
        yield made


@pytest.fixture
def phones(place: Place) -> Callable[..., list[Phone]]:
    """Phones of a trainer that no other test has, which hold so many typed records each; the server answers."""
    if place.server is None:
        place.start()
    mine = [place.held.pop() for _ in range(PHONES)]

    def make(records: int, seed: int = 0) -> list[Phone]:
        made = [Phone(place.port, held, seed) for held in mine]
        for phone in made:
            phone.types(records)
        return made

    return make


@pytest.fixture
def only_mine(place: Place) -> Callable[..., Any]:
    """The facts that are in the database about what these phones could have typed."""

    def facts(phones: list[Phone]) -> Any:
        own = {phone.held[part] for phone in phones for part in ("engagement", "workshop")}
        kept = place.facts()
        return type(kept)({fact: n for fact, n in kept.items() if fact[0] in own})

    return facts
