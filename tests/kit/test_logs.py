"""Whoever reads a log learns where something broke, and neither whose data it held nor how to come in."""

import logging
from typing import Any

import pytest

from genba.kit.logs import Discreet
from genba.pulses.actions import token_of
from genba.pulses.models import PulseAsk
from tests.cast import Cast
from tests.scenes_pulses import asked


def written(message: str, *values: Any) -> str:
    return Discreet("%(message)s").format(logging.LogRecord("django.request", logging.WARNING, "", 0, message, values, None))


def test_the_link_of_a_mail_does_not_stand_in_the_log(cast: Cast, client: Any, caplog: Any) -> None:
    token = token_of(PulseAsk.objects.filter(pulse=asked(cast))[0])

    client.get(f"/pulse/{token}x/")  # somebody copied it wrongly

    (record,) = caplog.records
    assert token in record.getMessage() and token not in Discreet("%(message)s").format(record)
    assert Discreet("%(message)s").format(record) == "Not Found: /pulse/…/"


@pytest.mark.parametrize("path", [
    "/modules/occupational-safety/tools/continuity-plan-of-the-house/", "/desk/enterprises/7K3M9PQR/workforce/", "/desk/import/",
    "/desk/framework/1.2/KE/2026-2027/",
])  # fmt: skip
def test_the_address_of_a_page_stands_there_whole(path: str) -> None:
    assert written("Not Found: %s", path) == f"Not Found: {path}"


def test_an_exception_is_told_by_its_kind_and_places_without_its_message() -> None:
    try:
        raise ValueError("Lina Sample earns 12,000")
    except ValueError as error:
        told = Discreet().formatException((type(error), error, error.__traceback__))

    assert told.endswith("builtins.ValueError") and "test_logs.py" in told and "Lina" not in told
