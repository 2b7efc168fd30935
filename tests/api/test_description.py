"""The API describes itself truly: what it says it takes and gives is what it takes and gives."""

import io
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, settings
from ninja import Schema
from PIL import Image
from schemathesis import checks

import genba.api
from genba.access.actions import tokens
from genba.audit.actions import SYSTEM
from genba.closeout.actions import completions, talks
from genba.delivery.actions import attendance, certificates, guests, satisfaction
from genba.delivery.models import PlannedVisit
from genba.directory.actions import holidays, payrolls
from genba.directory.models import Country
from genba.filing import actions as filing
from genba.impact import changes, standings
from genba.impact.actions import framework, rates
from genba.kit.outbox import drain
from genba.learning import solving
from genba.plans.actions import comments, photos, teams
from genba.plans.models import Action, ActionPhoto, Meeting, Team
from genba.programmes.actions import applications, engagements, estimates, locks, offers, papers
from genba.programmes.curricula import curriculum
from genba.programmes.models import Cohort, Offer, SignedPaper
from genba.pulses import actions as pulses
from genba.pulses.models import Pulse
from genba.quality.look import look
from genba.quality.models import Finding
from genba.review import actions as reviews
from genba.review.subjects import Subject
from genba.sync.actions import devices, receiving
from genba.sync.models import Device, Disagreement
from genba.wsgi import application
from tests.cast import Cast
from tests.scenes_calendar import a_cohort, a_visit, with_class
from tests.scenes_filing import year_of
from tests.scenes_impact import saved
from tests.scenes_quality import steady, write
from tests.scenes_sheet import CLASS, play

DESCRIPTION = "/api/v1/openapi.json"
NEEDED = {"/enterprises", "/people", "/engagements", "/observations", "/workshops", "/actions", "/visits", "/indicators",
          "/figures", "/framework", "/enterprises/{code}/sheet", "/engagements/{code}/baseline",
          "/workshops/{code}/sessions/{key}/attendance", "/cohorts", "/planned-visits", "/trainers", "/calendar"}  # fmt: skip
checks.load_all_checks()
CHECKS = checks.CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
    ]
)
schema = schemathesis.openapi.from_wsgi(DESCRIPTION, application, config=schemathesis.Config(seed=20260202))
READS = [path for path, operations in schema.raw_schema["paths"].items() if "get" in operations]


@pytest.mark.django_db
def test_the_description_is_public_and_names_what_is_needed(client: Any) -> None:
    answer = client.get(DESCRIPTION)

    told = answer.json()
    assert answer.status_code == 200
    assert {path.removeprefix("/api/v1") for path in told["paths"]} >= NEEDED
    for operations in told["paths"].values():
        for operation in operations.values():
            assert operation["summary"] and "4XX" in operation["responses"]


def test_the_description_is_valid_openapi_3_1() -> None:
    assert schema.raw_schema["openapi"].startswith("3.1.")

    schema.validate()  # against the schema that the OpenAPI Initiative publishes for 3.1


def test_no_two_things_of_the_description_have_the_same_name() -> None:
    """The library below would describe both as the one that comes first."""
    rooms = [import_module(f"genba.api.{path.stem}") for path in Path(genba.api.__file__).parent.glob("[a-z]*.py")]

    ours = {
        thing for room in rooms for thing in vars(room).values() if isinstance(thing, type) and issubclass(thing, Schema)
    }
    names = Counter(thing.__name__ for thing in ours if thing.__module__.startswith("genba.api."))

    assert len(names) > 40
    # What an address asks is described field by field, and bears no name.
    assert {name for name, n in names.items() if n > 1} == {"Asked"}


def test_an_edit_promises_no_values_for_what_it_leaves_out() -> None:
    described = schema.raw_schema["components"]["schemas"]
    edits = {name: thing for name, thing in described.items() if name.endswith("Edit")}

    assert set(edits) == {"EnterpriseEdit", "PersonEdit", "ActionEdit", "VisitEdit"}
    for thing in edits.values():
        told = {field for field, facts in thing["properties"].items() if facts.get("default") is not None}
        assert told == set() and not thing.get("required")


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A request that comes through the door of a web server keeps the connection, and with it the transaction, of the
    test; Django's own client does the same."""
    doors = (request_started, request_finished)
    for door in doors:
        door.disconnect(close_old_connections)
    yield
    for door in doors:
        door.connect(close_old_connections)


@pytest.fixture
def secret(cast: Cast, one_connection: None) -> str:
    """The token of a director among rows of every kind."""
    action = play(cast)["seam"]
    with_class(cast, a_cohort(cast))
    a_visit(cast)
    out = io.BytesIO()
    Image.new("RGB", (32, 24)).save(out, "PNG")
    photos.add(action=action, by=cast.omar, kind="before", data=out.getvalue(), shows="The seam")
    comments.say(action=action, by=cast.omar, text="Well done")
    team = teams.form(by=cast.omar, engagement=cast.engagement, name="Circle", formed_on=CLASS[1])
    member = teams.join(by=cast.omar, team=team, person=cast.rosa, chosen="elected", since_on=CLASS[1])
    teams.hold_meeting(by=cast.omar, team=team, held_on=CLASS[1], minutes=30, said="The seam", present=[member])
    line = framework.add_indicator(by=cast.director, programme=cast.programme, no="1.1", level="Outcome", wording="People",
                                   kind="count")  # fmt: skip
    framework.enter(by=cast.director, indicator=line, country="KE", period="2026", changes={"target": 40.0})
    held = cast.engagement.participations.order_by("pk").first().workshop
    survey = satisfaction.open_survey(by=cast.omar, workshop=held, on=held.ends_on)
    satisfaction.tally(by=cast.omar, survey=survey, counts={("all-in-all", 5): 2}, on=held.ends_on)
    satisfaction.close(by=cast.omar, survey=survey)
    for session in held.sessions.filter(attendances=None):
        held.refresh_from_db()
        everybody = held.participants.values_list("person__code", flat=True)
        attendance.mark(by=cast.omar, workshop=held, session=session, version=held.version,
                        marks=dict.fromkeys(everybody, session.minutes))  # fmt: skip
    certificates.issue(by=cast.omar, workshop=held)
    guests.note(by=cast.omar, workshop=held, there_on=held.ends_on, kind="observer", name="Bo Brand")
    holidays.note(by=cast.director, country=Country.objects.get(code="KE"), days=[(date(2026, 12, 12), "Jamhuri Day")])
    visit = Subject("visit", cast.engagement.visits.get(number=1))
    reviews.return_for_more(by=cast.director, subject=visit, version=visit.version, reason="More")
    locks.lock(by=cast.director, month=date(2025, 1, 1), provider=cast.provider)
    day = date(2026, 9, 1)
    talks.note(by=cast.omar, engagement=cast.engagement, talked_on=day, present="Lina", agreed="Meet")
    completions.confirm(by=cast.director, engagement=cast.engagement, completed_on=day, reason="Enough was done")
    programme = cast.programme
    applications.set_rule(by=cast.director, programme=programme, country="KE", since_on=date(2026, 1, 1), least=10)
    estimates.assume(by=cast.director, programme=programme, loss="energy", low=Decimal(1), middle=Decimal(2), high=Decimal(3),
                     since_on=date(2026, 1, 1))  # fmt: skip
    estimates.tell(by=cast.director, enterprise=cast.garments, source="Bills", currency="USD", energy_bill=Decimal(900))
    payrolls.tell(by=cast.director, enterprise=cast.garments, paid_on=day, amount=Decimal(9000), currency="USD", people=86,
                  source="Pay book")  # fmt: skip
    made = offers.make(
        by=cast.director, programme=programme, enterprise=cast.garments, provider=cast.provider, trainer=None,
        format="shared", prices={"workplace-cooperation": Decimal(3000)}, currency="USD", promises=offers.Promises(4, 2, 3),
        offered_on=day, valid_until=day,
        shares=[engagements.Share("donor", Decimal(3000), "Harbour Fund")],
    )  # fmt: skip
    agreement = offers.sign(by=cast.director, offer=made, way="paper", for_enterprise=offers.Signed("Lina", "Owner", day),
                            for_provider=offers.Signed("Maya", "Coordinator", day), may_report=True, may_study=True)  # fmt: skip
    papers.keep(by=cast.director, agreement=agreement, data=out.getvalue())
    device = devices.register(by=cast.omar, name="Android, Chrome")
    session = held.sessions.first()
    body = {"workshop": held.code, "session": session.key, "marks": {cast.rosa.code: 7}}  # somebody marked her otherwise
    said = receiving.Record(uuid4(), "attendance", 1, cast.omar.code, timezone.now(), body)
    receiving.receive(by=cast.omar, device=device, sent_at=timezone.now(), records=[said])
    rates.enter(by=cast.director, said=rates.read_lines("KES 2026-06-30 129.24"), source="Bank")
    saved(cast.engagement, 25_000, currency="VND")  # waits for its rate
    pulses.ask_everyone(by=cast.director, reason="Flood", closes_on=timezone.localdate())
    return tokens.make(by=cast.director, grant=cast.director.grants.get(), name="Test", days=30)[1]


def asking(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}


@pytest.mark.parametrize("path", READS)
def test_what_is_there_is_given_as_described(path: str, cast: Cast, secret: str) -> None:
    changes.refresh()
    standings.refresh()
    drain()
    kept = applications.apply(by=SYSTEM, programme=cast.programme, name="Kijani Bags", country="KE", contact="Ana",
                                source="brand", phone="+254 700 123 456")  # fmt: skip
    module = curriculum().module("workplace-cooperation")
    tool, example = module.tool("team-balance"), next(e for e in module.examples if e.code == "team-balance" and e.expect)
    there: dict[str, Any] = {
        "applications": kept.code, "offers": Offer.objects.get().code, "papers": SignedPaper.objects.get().code,
        "enterprises": cast.garments.code, "people": cast.rosa.code, "engagements": cast.engagement.code,
        "workshops": cast.engagement.participations.order_by("pk").first().workshop.code,
        "actions": Action.objects.filter(decisions__kind="verified").get().code, "teams": Team.objects.get().code,
        "meetings": Meeting.objects.get().code, "photos": ActionPhoto.objects.get().code,
        "visits": cast.engagement.visits.get(number=1).code, "cohorts": Cohort.objects.get().code,
        "planned-visits": PlannedVisit.objects.get().code, "trainers": cast.omar.code,
        "pulses": Pulse.objects.get().code, "devices": Device.objects.get().code,
        "disagreements": Disagreement.objects.get().code,
        "tools": solving.begin("workplace-cooperation", tool, example.given, language="en").code,
    }  # fmt: skip
    if path.endswith(("/photos", "/comments")):
        there["actions"] = ActionPhoto.objects.get().action.code
    if path.endswith("/key"):
        there["devices"] = devices.register(by=cast.director, name="Phone", key=f"{'A' * 43}=").code
    if path.endswith("/findings") or "/findings/" in path:
        write(cast.metals, steady() | {"2026-01": 590.0})
        look()
        there["findings"] = Finding.objects.latest("pk").code
    if path.endswith("/filed") or "/filed/" in path:
        there["filed"] = filing.file(by=cast.director, question=year_of(cast, "donor")).code
    others = {"people": cast.lina.code, "enterprises": cast.garments.code}
    kind = path.split("/")[3]
    known = {"code": there.get(kind), "other": others.get(kind), "slug": "workplace-cooperation", "indicator": "absenteeism",
             "kind": "baseline", "noun": "visit", "key": there["visits"], "module": module.slug, "tool": tool.code}  # fmt: skip
    filled = {name: value for name, value in known.items() if f"{{{name}}}" in path}
    case = schema[path]["GET"].Case(path_parameters=filled)

    answer = case.call(headers=asking(secret))

    assert answer.status_code == 200
    told = answer.json()
    assert told and told.get("items", True) if isinstance(told, dict) else told
    case.validate_response(answer, checks=CHECKS)


@schema.parametrize()
@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_operation_keeps_its_word_whatever_is_sent(case: Any, secret: str) -> None:
    """Right and wrong bodies and addresses, made from the description: for each field its bounds, and what breaks it."""
    answer = case.call(headers=asking(secret))

    case.validate_response(answer, checks=CHECKS)
