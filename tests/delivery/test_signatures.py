"""A manager and a worker of the enterprise sign the report of a visit."""

from datetime import date
from typing import Any

import pytest

from genba.audit.models import Event
from genba.delivery.actions import signatures, visits
from genba.delivery.models import Signature, Visit
from genba.directory.actions import people
from genba.kit.refused import Refused, Stale
from tests.cast import Cast
from tests.scenes_review import VISITED

DAY = date(2026, 3, 21)


@pytest.fixture
def visit(cast: Cast) -> Visit:
    return visits.report(by=cast.omar, engagement=cast.engagement, visited_on=VISITED, advice="Meet every morning.")


def test_a_person_of_the_list_and_a_typed_name_sign(cast: Cast, visit: Visit) -> None:
    signatures.sign(by=cast.omar, visit=visit, role="manager", person=cast.lina, version=1, signed_on=DAY)
    signatures.sign(by=cast.omar, visit=visit, role="worker", name=" Ana Beispiel ", version=1, signed_on=DAY)

    assert list(visit.signatures.values_list("role", "name", "person__code")) == [
        ("manager", "Lina Sample", cast.lina.code), ("worker", "Ana Beispiel", None)]  # fmt: skip
    assert Event.objects.filter(verb="sign", code=visit.code).count() == 2


def test_somebody_of_another_enterprise_cannot_sign(cast: Cast, visit: Visit) -> None:
    stranger = people.register(by=cast.director, enterprise=cast.metals, name="Other Hand", role="worker")

    with pytest.raises(Refused, match="Other Hand does not work at Sample Street Garments") as refusal:
        signatures.sign(by=cast.omar, visit=visit, role="worker", person=stranger, version=1, signed_on=DAY)

    assert refusal.value.field == "person" and not Signature.objects.exists()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"name": "  "}, "Choose who signs"),
        ({"name": "Ana", "signed_on": date(2026, 3, 1)}, "nobody can have signed before"),
        ({"name": "Ana", "signed_on": date(2126, 3, 1)}, "not come yet"),
        ({"name": "Ana", "role": "king"}, "A manager signs, and a worker"),
    ],
)
def test_a_signature_that_cannot_be_is_refused(cast: Cast, visit: Visit, facts: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        signatures.sign(by=cast.omar, visit=visit, version=1, **({"role": "worker", "signed_on": DAY} | facts))


def test_a_worker_does_not_sign_as_manager_and_nobody_twice(cast: Cast, visit: Visit) -> None:
    signatures.sign(by=cast.omar, visit=visit, role="worker", person=cast.rosa, version=1, signed_on=DAY)

    with pytest.raises(Refused, match="Rosa Vidu is kept as: Worker"):
        signatures.sign(by=cast.omar, visit=visit, role="manager", person=cast.rosa, version=1, signed_on=DAY)
    with pytest.raises(Refused, match="already signed"):
        signatures.sign(by=cast.omar, visit=visit, role="worker", name="Ana", version=1, signed_on=DAY)


def test_what_is_signed_is_the_report_as_it_was_read(cast: Cast, visit: Visit) -> None:
    visits.edit(visit=visit, by=cast.omar, version=1, changes={"advice": "Other"})

    with pytest.raises(Stale, match="Read it again"):
        signatures.sign(by=cast.omar, visit=visit, role="worker", name="Ana", version=1, signed_on=DAY)


def test_a_report_that_is_sent_twice_is_kept_once(cast: Cast, visit: Visit) -> None:
    with pytest.raises(Refused, match="here already"):
        visits.report(by=cast.omar, engagement=cast.engagement, visited_on=VISITED, advice="Meet every morning.")

    assert Visit.objects.count() == 1
