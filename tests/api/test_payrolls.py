"""The wage bill by program."""

from typing import Any

from tests.api.answers import ok, problem_of
from tests.cast import Cast


def test_a_program_reads_and_tells_it(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    body = {"paid_on": "2026-04-30", "amount": "900000", "currency": "KES", "people": 86, "source": "Pay book"}

    ok(maya.post(f"/enterprises/{cast.garments.code}/payrolls", body))
    (seen,) = ok(maya.get(f"/enterprises/{cast.garments.code}/payrolls"), 200)

    assert seen == {**body, "amount": "900000.00", "recorded_by": "Maya Muster"}
    problem_of(maya.get(f"/enterprises/{cast.metals.code}/payrolls"), 404)
