"""A network that breaks off in the middle of a photo, against the real server: no browser, but a bare connection."""

import http.cookiejar
import json
import socket
import time
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from tests.browser.conftest import Site
from tests.pictures import hash_of, jpeg


class Wire:
    """The trainer of the demonstration, by hand."""

    def __init__(self, site: Site) -> None:
        self.address, self.jar = site.address, http.cookiejar.CookieJar()
        self.opened = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.opened.open(f"{self.address}/demo/trainer/").close()
        self.csrf = json.load(self.opened.open(f"{self.address}/field/app/day/"))["csrf"]
        self.device = self.ask("POST", "/devices", json.dumps({"name": "Wire"}).encode())["code"]

    def ask(self, method: str, path: str, data: bytes, kind: str = "application/json") -> Any:
        head = {"X-CSRFToken": self.csrf, "Content-Type": kind}
        return json.load(self.opened.open(urllib.request.Request(f"{self.address}/api/v1{path}", data, head, method=method)))

    def announce(self, data: bytes) -> Any:
        said = {"device": self.device, "content": hash_of(data), "size": len(data)}
        return self.ask("POST", "/photos", json.dumps(said).encode())

    def break_off(self, data: bytes, begin: int, sent: int) -> None:
        """Promise the rest of the photo, send so many bytes of it, and be gone."""
        place = urlsplit(self.address)
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.jar)
        head = (f"PATCH /api/v1/photos/{hash_of(data)}?offset={begin} HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookies}\r\n"
                f"X-CSRFToken: {self.csrf}\r\nContent-Type: application/octet-stream\r\nContent-Length: {len(data) - begin}\r\n\r\n")  # fmt: skip
        with socket.create_connection((place.hostname, place.port or 80)) as wire:
            wire.sendall(head.encode() + data[begin : begin + sent])


def test_what_came_before_the_network_broke_off_stays_and_the_rest_goes_on_from_there(site: Site) -> None:
    wire, data = Wire(site), jpeg((1200, 900))
    assert wire.announce(data)["received"] == 0

    at, breaks = 0, 0
    while at < len(data) and breaks < 3:
        wire.break_off(data, at, 40_000)
        end, before = time.monotonic() + 60, at
        while (at := wire.announce(data)["received"]) == before and time.monotonic() < end:
            time.sleep(0.05)
        assert at == before + 40_000
        breaks += 1
    told = wire.ask("PATCH", f"/photos/{hash_of(data)}?offset={at}", data[at:], "application/octet-stream")

    assert told["is_whole"] and told["received"] == len(data) and breaks == 3
