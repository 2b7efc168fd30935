"""Tools by API: JSON names in, figures and sentences out; without a token, nothing kept; long searches in the background."""

from typing import Any

import pytest

URL = "/api/v1/tools/workplace-cooperation/five-s"
WALKS = [{"day": "2026-03-02", "sort": 2, "set": 1, "shine": 3, "standard": 1, "sustain": 1},
         {"day": "2026-05-04", "sort": 4, "set": 3, "shine": 4, "standard": 3, "sustain": 2}]  # fmt: skip
pytestmark = pytest.mark.django_db


def send(client: Any, url: str, body: Any, **headers: str) -> Any:
    return client.post(url, body, content_type="application/json", **headers)


def test_anybody_works_something_out(client: Any) -> None:
    answer = send(client, URL, {"audits": WALKS})

    found = answer.json()
    assert answer.status_code == 200
    assert (found["total"], found["weakest"], found["meaning"][0][:20]) == (64, "sustain", "The area reaches 64\u00a0")


def test_what_is_withheld_says_why_in_the_readers_language(client: Any) -> None:
    found = send(client, URL, {"audits": WALKS[:1]}, HTTP_ACCEPT_LANGUAGE="es").json()

    assert found["change"] is None
    assert found["withheld"]["change"].startswith("Un solo recorrido")


def test_every_problem_is_told_with_its_field(client: Any) -> None:
    answer = send(client, URL, {"audits": [{**WALKS[0], "sort": 9, "shine": "x"}], "extra": 1})

    faults = answer.json()["errors"]
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert {fault["field"] for fault in faults} == {"audits", "extra"}
    assert any("row 1, Sort out: 9 is too high" in fault["detail"] for fault in faults)


def test_tools_are_listed_and_described(client: Any) -> None:
    listed = client.get("/api/v1/tools").json()
    schema = client.get(URL).json()

    assert {"module": "workplace-cooperation", "code": "five-s"}.items() <= next(
        t for t in listed if t["code"] == "five-s"
    ).items()
    assert schema["required"] == ["audits"]


@pytest.mark.parametrize("path", ["nothing/five-s", "workplace-cooperation/nothing"])
def test_a_tool_that_is_not_there_is_not_found(client: Any, path: str) -> None:
    assert client.get(f"/api/v1/tools/{path}").status_code == 404
    assert send(client, f"/api/v1/tools/{path}", {}).status_code == 404
