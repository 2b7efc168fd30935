"""Records from the field, by the real server: many together, the same again, one at a time by eight writers, and a thousand
phones in a storm, after which everything must be there once.

Rates of many are records a processor second of the server, times the two cores that a small server has; what they take by the
clock stands beside it. Singles are told against a bare insert by the same server at the same time, in turns.
"""

import json
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.site import Served, served
from bench.table import Line
from tests import postgres
from tests.reliability.phones import Phone
from tests.reliability.place import Place, a_place, typed

CORES = 2
MANY, A_PART = 500, 25
WRITERS = 8
MARKED = 12
WARM = 3


def run(quick: bool) -> Iterator[Line]:
    for name in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory(prefix="genba-bench-", ignore_cleanup_errors=True) as folder, ExitStack() as stack:
            place = stack.enter_context(a_place(Path(folder), on_postgres=name == "PostgreSQL"))
            database = place.database.address if place.database else ""
            held = place.scene(WRITERS, MARKED, 20)
            with served(place.home, "bench.floor", "bench.settings", database=database) as floor:
                place.start()
                yield from _single(name, place, floor, held, 8 if quick else 40)
                place.stop()
            with served(place.home, demo=False, database=database) as site:
                yield from _many(name, place, site, held, 6 if quick else 40)
        with (
            tempfile.TemporaryDirectory(prefix="genba-bench-", ignore_cleanup_errors=True) as folder,
            a_place(Path(folder), on_postgres=name == "PostgreSQL") as place,
        ):
            yield from _storm(name, place, *((4, 5) if quick else (100, 10)))


def mixed(phone: Phone, seats: Sequence[str], count: int) -> list[dict[str, Any]]:
    """So many records, by turns the list of a session with a dozen people and a visit; none like another."""
    said = []
    for n in range(count):
        phone.types(1)
        record = phone.typed[-1]
        if n % 2:
            marks = {code: phone.chance.randrange(181) for code in seats}
            session = phone.chance.choice(phone.held["sessions"])
            body = {
                "workshop": phone.held["workshop"],
                "session": session,
                "marks": marks,
                "seen": dict.fromkeys(marks, 180),
            }
            record |= {"kind": "attendance", "body": body}
        else:
            record |= {"kind": "visit", "body": phone._visit(len(phone.typed))["body"]}
        said.append(record)
    return said


def _many(name: str, place: Place, site: Served, held: list[dict[str, Any]], rounds: int) -> Iterator[Line]:
    seats = [one["person"] for one in held if one["workshop"] == held[0]["workshop"]]
    phones = [Phone(site.port, one) for one in held[:: len(seats)]]
    batches = [(phone, mixed(phone, seats, MANY)) for _ in range(rounds + WARM) for phone in phones[:1]]
    told = [_sent(site, place, phone, records) for phone, records in batches][WARM:]
    again = [_sent(site, place, phone, records) for phone, records in batches][WARM:]
    first_cost, again_cost = (statistics.median(cost for _s, cost in side) for side in (told, again))
    seconds, again_seconds = sorted(s for s, _cost in told), sorted(s for s, _cost in again)
    yield Line(f"mixed records checked and kept in parts of {MANY}, two cores, {name}", CORES * MANY / first_cost, "records/s", 15_000, True,
               f"{first_cost * 1e3:.0f} ms of processor for {MANY}" + (", the database with it" if name == "PostgreSQL" else ""))  # fmt: skip
    together, elapsed = _at_once(site, phones, seats, rounds)
    yield Line(f"the same by the clock, two senders at once, {name}", together / elapsed, "records/s",
               remark="senders on the same two cores")  # fmt: skip
    yield Line(f"a part of {MANY}, 95 of 100, {name}", _p95(seconds) * 1e3, "ms", 60,
               remark=f"by the clock; median {statistics.median(seconds) * 1e3:.0f} ms")  # fmt: skip
    yield Line(f"the same part of {MANY} again, while it waits, against the first answer, {name}", first_cost / again_cost, "× as fast",
               remark=f"{again_cost * 1e3:.0f} ms of processor, {statistics.median(again_seconds) * 1e3:.0f} ms by the clock")  # fmt: skip
    whole, replay = _in_parts(site, place, phones[4:], seats)
    yield Line(f"the same records again, sent in parts of {A_PART} as the app does, {name}", whole / replay, "× as fast", 2, True,
               remark=f"a record {whole * 1e3:.1f} ms of processor until it is a fact, {replay * 1e3:.2f} ms again")  # fmt: skip


def _in_parts(site: Served, place: Place, phones: list[Phone], seats: Sequence[str]) -> tuple[float, float]:
    """Processor seconds of a record that becomes a fact before the answer, and of the same again."""
    parts = [(phone, mixed(phone, seats, A_PART)) for _ in range(4) for phone in phones]
    first = [_sent(site, place, phone, records)[1] for phone, records in parts]
    again = [_sent(site, place, phone, records)[1] for phone, records in parts]
    return sum(first) / len(parts) / A_PART, sum(again) / len(parts) / A_PART


def _sent(site: Served, place: Place, phone: Phone, records: list[dict[str, Any]]) -> tuple[float, float]:
    """Seconds by the clock, and of processor, for one request."""
    body = phone.request(records)
    phone.hangs_up()
    used, began = _used(site, place), time.perf_counter()
    status, _answer = phone.post("/api/v1/records", body)
    seconds = time.perf_counter() - began
    assert status == 200, status
    return seconds, _used(site, place) - used


def _used(site: Served, place: Place) -> float:
    """Processor seconds of the server so far, and of a database that is a server of its own."""
    return site.processor_seconds() + (_of_postgres(place.database) if place.database else 0)


def _of_postgres(database: postgres.Running) -> float:
    """Of all its processes that are there now, and of those that ended, by the account of the first of them."""
    port = database.address.rsplit(":", 1)[1].partition("/")[0]
    found = 0
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if f"port={port}".encode() in line.read_bytes():
                first = int(line.parent.name)
                for pid in (first, *map(int, (line.parent / f"task/{first}/children").read_text().split())):
                    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]
                    found += sum(map(int, ticks if pid == first else ticks[:2]))
        except OSError:
            continue
    return found / 100


def _at_once(site: Served, phones: list[Phone], seats: Sequence[str], rounds: int) -> tuple[int, float]:
    """How many records two senders bring at once, and in how many seconds."""
    work = [(phone, [phone.request(mixed(phone, seats, MANY)) for _ in range(rounds // 2)]) for phone in phones[1:3]]
    seconds = _by_all([lambda p=phone, b=bodies: [p.post("/api/v1/records", body) for body in b] for phone, bodies in work])
    return sum(len(bodies) for _phone, bodies in work) * MANY, seconds


def _by_all(work: Sequence[Callable[[], Any]]) -> float:
    threads = [threading.Thread(target=one) for one in work]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


def _single(name: str, place: Place, floor: Served, held: list[dict[str, Any]], rounds: int) -> Iterator[Line]:
    """Eight writers, one record a request, by `genba up` with whoever drains the outbox; the floors in turns with it."""
    took: dict[str, list[float]] = {"genba": [], "bare": [], "behind": []}
    rates: dict[str, list[float]] = {key: [] for key in took}
    keys = _keys(place)
    groups = [held[n * MARKED : (n + 1) * MARKED] for n in range(WRITERS)]
    seats = [[one["person"] for one in group] for group in groups]
    product = [Phone(place.port, group[1], seed=1) for group in groups]
    plain = [Phone(floor.port, group[2], seed=2) for group in groups]
    now = 0
    for turn in range(4):
        for key in took:

            def write(n: int, key: str = key, turn: int = turn, times: list[float] = took[key]) -> None:
                nonlocal now
                phone = product[n] if key == "genba" else plain[n]
                phone.hangs_up()  # a line on which nobody spoke for two seconds is closed by the server
                for k in range(rounds // 2):
                    record = _one(phone, seats[n], turn * rounds + k)
                    body = phone.request([record]) if key == "genba" else _ready_made(phone, record, keys)
                    began = time.perf_counter()
                    status, answer = phone.post("/api/v1/records" if key == "genba" else f"/{key}", body)
                    if turn:
                        times.append(time.perf_counter() - began)
                    assert status == 200, (key, status)
                    now += key == "genba" and answer["results"][0]["state"] != "waiting"

            elapsed = _by_all([lambda n=n: write(n) for n in range(WRITERS)])
            rates[key].append(WRITERS * (rounds // 2) / elapsed)
            if key == "genba":
                _until_seen(place)
    rate = {key: max(found[1:]) for key, found in rates.items()}
    share = now / (4 * WRITERS * (rounds // 2))
    yield Line(f"single records, eight writers, {name}", rate["genba"], "records/s",
               remark=f"{share:.0%} were facts before the answer, the others right after it")  # fmt: skip
    yield Line(f"the same against a bare insert of one row, {name}", rate["genba"] / rate["bare"], "×", 0.45, True,
               remark=f"{rate['bare']:.0f} a second, by a view without a session or a door")  # fmt: skip
    yield Line(f"the same against an insert, ready-made, of what a record leaves behind, {name}", rate["genba"] / rate["behind"],
               "×", 0.45, True, remark=f"{rate['behind']:.0f} a second")  # fmt: skip
    yield Line(f"a single record, 95 of 100, eight writers, {name}", _p95(took["genba"]) * 1e3, "ms", 30,
               remark=f"median {statistics.median(took['genba']) * 1e3:.0f} ms; a bare insert {_p95(took['bare']) * 1e3:.0f} ms")  # fmt: skip


def _until_seen(place: Place) -> None:
    """Until whoever drains the outbox has looked into all that was put off."""
    end = time.monotonic() + 3600
    while place.rows("SELECT 1 FROM kit_task WHERE kind = 'sync.work-through' AND finished_at IS NULL LIMIT 1"):
        assert place.is_up and time.monotonic() < end
        time.sleep(0.1)


def _keys(place: Place) -> dict[str, int]:
    """The keys of sessions and participants, by which the floor inserts rows that need no looking up."""
    return dict(
        place.rows("""
        SELECT w.code || s.held_on || '-' || s.part, s.id FROM delivery_session s JOIN delivery_workshop w ON w.id = s.workshop_id
        UNION ALL SELECT p.code, t.id FROM delivery_participant t JOIN directory_person p ON p.id = t.person_id""")
    )


def _ready_made(phone: Phone, record: dict[str, Any], keys: dict[str, int]) -> bytes:
    said = {**record, "device": phone.held["device"], "number": phone.held.setdefault("number", 1)}
    if record["kind"] == "visit":
        phone.held["number"] = said["number"] % 99 + 1
    else:
        body = record["body"]
        said |= {
            "session": keys[body["workshop"] + body["session"]],
            "rows": [(keys[who], m) for who, m in body["marks"].items()],
        }
    return json.dumps(said).encode()


def _one(phone: Phone, seats: Sequence[str], n: int) -> dict[str, Any]:
    """A list as it changes after the phone saw it, or a visit."""
    phone.types(1)
    record = phone.typed[-1]
    if n % 2:
        session = phone.held["sessions"][n % len(phone.held["sessions"])]
        seen = phone.held.setdefault("seen", {}).get(session, {})
        marks = {code: phone.chance.randrange(181) for code in seats}
        phone.held["seen"][session] = marks
        return record | {
            "kind": "attendance",
            "body": {"workshop": phone.held["workshop"], "session": session, "marks": marks, "seen": seen},
        }
    return record | {"kind": "visit", "body": phone._visit(len(phone.typed))["body"]}


def _storm(name: str, place: Place, trainers: int, phones_of_each: int) -> Iterator[Line]:
    """Every phone sends fifty records in parts, in an order of chance; one part in ten twice, one in twenty over a line that
    breaks. After that everything must be there, once."""
    chance = random.Random(1)
    phones = []
    for held in place.scene(trainers, phones_of_each, 13):
        phones.append(Phone(0, held))
        phones[-1].types(50)
    place.start()
    parts = []
    for phone in phones:
        phone.port = place.port
        records = chance.sample(phone.typed, len(phone.typed))
        parts += [(phone, records[at : at + A_PART]) for at in range(0, len(records), A_PART)]
    parts += chance.sample(parts, len(parts) // 10)
    chance.shuffle(parts)
    third = len(parts) // 3
    left, rest, broken, began, lock = parts[:third], parts[third:], 0, time.perf_counter(), threading.Lock()
    locks = {id(phone): threading.Lock() for phone in phones}

    def send() -> None:
        nonlocal broken
        while True:
            with lock:
                if not left:
                    return
                phone, part = left.pop()
                share = chance.choice((chance.random(), 1)) if chance.random() < 0.05 else None
                broken += share is not None
            with locks[id(phone)]:
                if share is not None:
                    phone.breaks_off(part, share)
                phone.send(part)
                phone.hangs_up()

    _by_all([send] * 16)
    before = place.memory_mb()  # each thread has its connection and its pages by now
    left += rest
    _by_all([send] * 16)
    answered = time.perf_counter() - began
    _until_seen(place)
    for phone in phones:
        phone.sends_all()
        phone.hangs_up()
    seconds, after = time.perf_counter() - began, place.memory_mb()
    expected, found = typed(*phones), place.facts()
    assert sum(place.outcomes().values()) == len(phones) * 50
    wrong = sum((expected - found).values()) + sum((found - expected).values())
    place.stop()
    yield Line(f"{len(phones):,} phones of 50 records: facts missing or there twice, {name}", wrong, "records", 0,
               remark=f"{len(phones) * 50:,} records, {len(parts):,} parts and {broken} broken lines; all answered after {answered:.0f} s, all facts after {seconds:.0f} s")  # fmt: skip
    yield Line(f"all processes of the server after it, against after its first third, {name}", after / before, "×", 1.15,
               remark=f"{before:.0f} MB, {after:.0f} MB")  # fmt: skip


def _p95(found: list[float]) -> float:
    return sorted(found)[int(len(found) * 0.95)]
