"""The API describes itself truly: what it says it takes and gives is what it takes and gives."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import checks

from genba.access.actions import tokens
from genba.wsgi import application
from tests.cast import Cast, assemble
from tests.scenes_sheet import play

DESCRIPTION = "/api/v1/openapi.json"
NEEDED = {"/enterprises", "/engagements", "/observations", "/workshops", "/actions", "/visits", "/indicators", "/figures",
          "/enterprises/{code}/sheet", "/workshops/{code}/sessions/{key}/attendance", "/framework"}  # fmt: skip
checks.load_all_checks()
CHECKS = checks.CHECKS.get_by_names(
    ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]
)

schema = schemathesis.openapi.from_wsgi(DESCRIPTION, application)


@pytest.mark.django_db
def test_the_description_is_public_and_of_version_3_1(client: Any) -> None:
    answer = client.get(DESCRIPTION)

    told = answer.json()
    assert answer.status_code == 200 and told["openapi"].startswith("3.1")
    paths = {path.removeprefix("/api/v1") for path in told["paths"]}
    assert paths >= NEEDED
    for operations in told["paths"].values():
        for operation in operations.values():
            assert operation["summary"] and "4XX" in operation["responses"]


@pytest.fixture
def secret(db: None) -> str:
    """The token of a director among rows of every kind."""
    cast: Cast = assemble()
    play(cast)
    return tokens.make(by=cast.director, grant=cast.director.grants.get(), name="Test", days=30)[1]


@schema.parametrize()
@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_its_word(case: Any, secret: str) -> None:
    answer = case.call(headers={"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"})

    case.validate_response(answer, checks=CHECKS)
