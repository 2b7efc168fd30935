"""A phone of the field as the network sees it: it makes records, sends them, and keeps each until it hears what became of it."""

import http.client
import json
import random
import socket
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.reliability.scene_words import CSRF

MADE = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)


class Phone:
    """What it holds is what `scene` printed for it. `chance` decides whatever is left to chance, the same for the same seed."""

    def __init__(self, port: int, held: dict[str, Any], seed: int = 0) -> None:
        self.port, self.held, self.chance = port, held, random.Random(f"{seed}{held['device']}")
        self.typed: list[dict[str, Any]] = []
        self.outbox: dict[str, dict[str, Any]] = {}
        self.told: dict[str, dict[str, Any]] = {}
        self._line: http.client.HTTPConnection | None = None

    def types(self, count: int) -> None:
        """So many records, lists and visits in turn: each says something that no other says."""
        for _ in range(count):
            n = len(self.typed)
            record = {"id": str(UUID(int=self.chance.getrandbits(128), version=4)), "version": 1, "author": self.held["author"],
                      "made_at": (MADE + timedelta(minutes=n)).isoformat(), **(self._list(n // 2) if n % 2 else self._visit(n))}  # fmt: skip
            self.typed.append(record)
            self.outbox[record["id"]] = record

    def _list(self, n: int) -> dict[str, Any]:
        if n >= len(self.held["sessions"]):
            return self._visit(2 * n + 1)
        marks = {self.held["person"]: self.chance.randrange(181)}
        return {
            "kind": "attendance",
            "body": {"workshop": self.held["workshop"], "session": self.held["sessions"][n], "marks": marks},
        }

    def _visit(self, n: int) -> dict[str, Any]:
        return {"kind": "visit", "body": {"engagement": self.held["engagement"], "visited_on": f"2026-05-{n % 28 + 1:02}",
                                          "advice": f"{self.held['device']} advises {n}.", "met": "Lina", "next_steps": "Look again"}}  # fmt: skip

    def request(self, records: list[dict[str, Any]]) -> bytes:
        return json.dumps({"device": self.held["device"], "sent_at": datetime.now(UTC).isoformat(), "unsent": len(self.outbox),
                           "records": records}).encode()  # fmt: skip

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": self.held["cookie"], "X-CSRFToken": CSRF, "Content-Type": "application/json"}

    def post(self, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        """One request and its answer; OSError or HTTPException when it does not come through."""
        if self._line is None:
            self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            self._line.request("POST", path, body=body, headers=self.headers)
            answer = self._line.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            self.hangs_up()
            raise
        return answer.status, json.loads(text) if "json" in (answer.getheader("Content-Type") or "") else {}

    def hangs_up(self) -> None:
        if self._line:
            self._line.close()
        self._line = None

    def send(self, records: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
        """The results; None where no answer came, or a failure. The outbox forgets only what became a fact."""
        try:
            status, answer = self.post("/api/v1/records", self.request(records))
        except (OSError, http.client.HTTPException):
            return None
        if status != 200:
            return None
        results: list[dict[str, Any]] = answer["results"]
        for one in results:
            self.told[one["id"]] = one
            if one["state"] in ("accepted", "flagged"):
                self.outbox.pop(one["id"], None)
        return results

    def breaks_off(self, records: list[dict[str, Any]], share: float) -> None:
        """The line breaks in the middle of the request; at a share of 1 the whole request went, and no answer is waited for."""
        body = self.request(records)
        head = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        head = f"POST /api/v1/records HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n{head}\r\n"
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
            line.sendall(head.encode() + body[: int(len(body) * share)])

    def sends_all(self, seconds: float = 300, at_once: int = 25) -> None:
        """Again and again until everything is a fact, as the field app does."""
        end = time.monotonic() + seconds
        while self.outbox and time.monotonic() < end:
            waiting = list(self.outbox.values())
            for at in range(0, len(waiting), at_once):
                self.send(waiting[at : at + at_once])
            if self.outbox:
                time.sleep(0.05)
