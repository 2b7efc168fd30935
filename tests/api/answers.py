"""What the API answered."""

import json
from typing import Any


def ok(answer: Any, status: int = 201) -> Any:
    """The body of an answer that went well."""
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def problem_of(answer: Any, status: int) -> dict[str, Any]:
    """The problem details of an answer, each of which has what RFC 9457 asks for."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"].startswith("application/problem+json")
    found: dict[str, Any] = json.loads(answer.content)
    assert found["type"] == "about:blank" and found["status"] == status and found["title"]
    return found


def about(answer: Any) -> list[str]:
    """The fields that a refusal is about."""
    return [fault["field"] for fault in problem_of(answer, 422)["errors"]]
