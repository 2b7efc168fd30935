"""A form comes back, written from the text of the Form Submission API (docs.getodk.org/openrosa-form-submission)."""

import io
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from genba.collect.models import Submission
from genba.collect.xml import LARGEST
from genba.delivery.models import Visit
from genba.directory.actions import people
from genba.observations.models import Observation, PracticeCheck
from genba.programmes.actions import engagements, locks
from genba.sync.models import Outcome, Receipt
from tests.cast import Cast
from tests.collect.collectors import Collector, filled, said

VISIT = "workplace-cooperation-visit"
SEND = "/collect/submission"


def a_visit(cast: Cast, form: str = VISIT, **more: str) -> str:
    answers = {"engagement": cast.engagement.code, "visited_on": "2026-03-12", "advice_given": "Mark the aisle", **more}
    return filled(form, **answers)


def test_head_says_where_and_how_much(cast: Cast, phone: Collector) -> None:
    """“ODK Collect also requires a 204 (No Content) status code in the HEAD response.” “The client can also use the value of
    the X-OpenRosa-Accept-Content-Length header to inform itself of how big a POST body should be”"""
    answer = phone.ask("HEAD", SEND)

    assert answer.status_code == 204 and answer.content == b"" and answer["X-OpenRosa-Version"] == "1.0"
    assert answer["Location"] == "http://testserver/collect/submission"
    assert int(answer["X-OpenRosa-Accept-Content-Length"]) == 10 * 1024 * 1024


def test_a_head_without_a_password_is_challenged_before_anything_is_sent(cast: Cast, client: Any) -> None:
    """“it is recommended that the client first attempt a HEAD request … to negotiate the authentication”"""
    assert client.head(SEND).status_code == 401 and client.post(SEND, {}).status_code == 401


def test_a_visit_that_was_filled_in_is_the_visit_of_the_pages(cast: Cast, phone: Collector) -> None:
    """“201, Form Received: Everything went great. Thanks for submitting.” “an OpenRosaResponse envelope body”"""
    answer = phone.send(a_visit(
        cast, agreed_next="Look again", managers_met="2", workers_met="5", charter="practised", numbers_taken="yes",
        period_starts="2026-02-01", period_ends="2026-02-28", kpi_defect_rate_answer="counted",
        kpi_defect_rate_numerator="66", kpi_defect_rate_denominator="1175", kpi_absenteeism_answer="not-tracked",
        kpi_absenteeism_reason="The book was lost", what_went_well="The board is used"))  # fmt: skip

    assert answer.status_code == 201 and said(answer) and answer["Location"]
    visit = Visit.objects.get()
    assert (visit.trainer, visit.visited_on, visit.advice, visit.next_steps) == (
        cast.omar,
        date(2026, 3, 12),
        "Mark the aisle",
        "Look again",
    )
    assert visit.met == "Managers: 2, Workers: 5"
    counted, lost = Observation.objects.filter(visit=visit).order_by("-indicator")
    assert (counted.numerator, counted.denominator, counted.ends_on) == (66, 1175, date(2026, 2, 28))
    assert lost.numerator is None and lost.note == "The book was lost"
    assert PracticeCheck.objects.get(visit=visit).practice == "charter"
    receipt = Receipt.objects.get()
    assert receipt.body["answers"]["what-went-well"] == "The board is used" and receipt.device.user == cast.omar


def test_the_same_form_again_is_received_and_makes_nothing_new(cast: Cast, phone: Collector) -> None:
    """“any responses included in the envelope should be considered idempotent”"""
    xml = a_visit(cast)

    answers = [phone.send(xml) for _ in range(3)]

    assert [a.status_code for a in answers] == [201] * 3 and said(answers[0]) == said(answers[2])
    assert Visit.objects.count() == Receipt.objects.count() == Submission.objects.count() == 1
    assert Submission.objects.get().xml == xml


def test_the_same_form_in_another_language_is_still_the_same(cast: Cast, phone: Collector) -> None:
    xml = a_visit(cast, managers_met="2")
    phone.send(xml)
    cast.omar.language = "fr"
    cast.omar.save()

    assert phone.send(xml).status_code == 201 and Visit.objects.count() == 1


def test_another_form_under_the_same_number_is_not_taken(cast: Cast, phone: Collector) -> None:
    one = f"uuid:{uuid4()}"
    phone.send(a_visit(cast, instance=one))

    answer = phone.send(a_visit(cast, instance=one, agreed_next="Something else"))

    assert answer.status_code == 409 and "number" in said(answer) and Submission.objects.count() == 1


def test_the_number_of_somebody_else_is_not_borrowed(cast: Cast, phone: Collector) -> None:
    xml = a_visit(cast)
    phone.send(xml)

    assert Collector(cast.coordinator).send(xml).status_code == 409 and Visit.objects.count() == 1


def test_an_instance_id_of_another_scheme_is_a_number_too(cast: Cast, phone: Collector) -> None:
    """“A robust Server SHOULD be able to support an arbitrary length ID”"""
    xml = a_visit(cast, instance="uuid.dimagi.org:" + "G" * 300)

    assert [phone.send(xml).status_code for _ in range(2)] == [201, 201] and Visit.objects.count() == 1


def test_a_form_of_an_older_version_is_taken_and_what_is_asked_no_more_is_kept_and_told(
    cast: Cast, phone: Collector
) -> None:
    answer = phone.send(a_visit(cast, version="0.1-old", shoe_size="44", old_practice="practised", kpi_gone_answer="counted",
                                kpi_gone_numerator="1"))  # fmt: skip

    receipt = Receipt.objects.get()
    assert answer.status_code == 201 and Visit.objects.count() == 1
    assert "shoe-size" in said(answer) and receipt.body["form/shoe-size"] == "44"
    assert Submission.objects.get().form_version == "0.1-old"


def test_a_form_of_a_module_that_is_retired_is_taken(cast: Cast, phone: Collector) -> None:
    assert phone.send(a_visit(cast, form="lean-manufacturing-visit")).status_code == 201  # not even offered to Omar


def test_an_enterprise_that_left_meanwhile_keeps_the_visit_of_before(cast: Cast, phone: Collector) -> None:
    engagements.withdraw(by=cast.coordinator, engagement=cast.engagement, withdrawn_on=date(2026, 3, 20), reason="Sold")

    assert phone.send(a_visit(cast)).status_code == 201 and Visit.objects.count() == 1


def test_a_locked_month_keeps_it_and_says_that_it_waits(cast: Cast, phone: Collector) -> None:
    """“202, Accepted: We got and saved your data, but may not have fully processed it. You should not try to resubmit.”"""
    locks.lock(by=cast.director, month=date(2026, 3, 1), provider=cast.provider)

    answer = phone.send(a_visit(cast))

    assert answer.status_code == 202 and "locked" in said(answer)
    assert Outcome.objects.get().state == "waiting" and not Visit.objects.exists()


@pytest.mark.parametrize("wrong", [{"visited_on": "yesterday"}, {"visited_on": ""}, {"advice_given": ""}, {"visited_on": "2026-01-01"},
                                   {"kpi_defect_rate_numerator": "abc", "kpi_defect_rate_denominator": "5"},
                                   {"kpi_defect_rate_numerator": "1", "kpi_defect_rate_denominator": "5"}])  # fmt: skip
def test_what_cannot_be_a_fact_as_it_is_is_kept_and_holds_nothing_up(
    cast: Cast, phone: Collector, wrong: dict[str, str]
) -> None:
    answer = phone.send(a_visit(cast, **wrong))

    assert answer.status_code == 202 and Outcome.objects.get().state == "to-fix" and said(answer)
    assert Submission.objects.count() == 1 and not Visit.objects.exists()
    assert phone.send(a_visit(cast)).status_code == 201


def test_nobody_reports_on_the_enterprise_of_others(cast: Cast, phone: Collector) -> None:
    """“403, Forbidden: You're not allowed to post to this server.”"""
    strange = engagements.open_engagement(by=cast.director, programme=cast.programme, enterprise=cast.metals, provider=cast.rival,
                                          trainer=None, module="workplace-cooperation", agreed_on=date(2026, 2, 2),
                                          currency="USD")  # fmt: skip

    answer = phone.send(a_visit(cast, engagement=strange.code))

    assert answer.status_code == 403 and "not yours" in said(answer) and not Visit.objects.exists()


def test_an_unknown_form_stays_on_the_phone(cast: Cast, phone: Collector) -> None:
    answer = phone.send(a_visit(cast, form="all-widgets"))

    assert answer.status_code == 404 and "all-widgets" in said(answer) and not Receipt.objects.exists()


BOMB = ('<?xml version="1.0"?><!DOCTYPE data [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        '<data id="workplace-cooperation-visit"><visited-on>&b;</visited-on></data>')  # fmt: skip
FILE = BOMB.replace('"aaaaaaaaaa"', 'SYSTEM "file:///etc/passwd"')


@pytest.mark.parametrize("wrong", ["", "no xml", "<data", BOMB, FILE, "<!DOCTYPE data><data/>", "<data id='workplace-cooperation-visit'/>",
                                   "<data/>", "<a>" * 5000 + "</a>" * 5000, b"\xff\xfe<\x00d\x00/\x00>\x00",
                                   '<?xml version="1.0" encoding="utf-16"?><data/>', "<data>\x00</data>", "<a>&amp;&lt;&x;</a>"])  # fmt: skip
def test_what_is_no_filled_form_is_refused_with_a_sentence(cast: Cast, phone: Collector, wrong: str | bytes) -> None:
    answer = phone.send(wrong)

    assert answer.status_code == 400 and said(answer) and not Submission.objects.exists()


def test_an_envelope_without_a_form_is_refused(cast: Cast, phone: Collector) -> None:
    """“Contains Exactly 1 XForm Part … Name: xml_submission_file”"""
    photo = SimpleUploadedFile("a.jpg", b"x", "image/jpeg")

    assert phone.ask("POST", SEND, data={"a.jpg": photo}).status_code == 400
    assert phone.ask("POST", SEND, data="<data/>", content_type="text/xml").status_code == 400
    assert phone.ask("POST", SEND, data=b"--x", content_type="multipart/form-data").status_code == 400


def test_more_than_a_form_can_hold_is_too_large(cast: Cast, phone: Collector) -> None:
    """“413, Request too large: The request body is too large for the server to process”"""
    assert phone.send(a_visit(cast, what_went_well="x" * LARGEST)).status_code == 413
    assert phone.send(a_visit(cast, what_went_well="x" * 5_000_000)).status_code == 413
    assert not Submission.objects.exists()


def test_a_form_in_a_field_rather_than_a_file_is_a_form(cast: Cast, phone: Collector) -> None:
    """“Servers MAY be more permissive than this specification”"""
    assert phone.ask("POST", SEND, data={"xml_submission_file": a_visit(cast)}).status_code == 201


def test_content_in_chunks_is_received(cast: Cast, phone: Collector) -> None:
    """“The server MUST support HTTP 1.1 chunked transfer encoding for receiving the POST content.”"""
    body = (b'--q\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="a.xml"\r\nContent-Type: text/xml\r\n\r\n'
            + a_visit(cast).encode() + b"\r\n--q--\r\n")  # fmt: skip
    phone.ask("HEAD", SEND)
    address = f"{SEND}?deviceID=collect%3A9x2k"

    answer = phone.client.generic("POST", address, **{
        "CONTENT_TYPE": "multipart/form-data; boundary=q",
        "wsgi.input": io.BytesIO(body), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": "",
        "HTTP_AUTHORIZATION": phone.proof("POST", address)})  # fmt: skip

    assert answer.status_code == 201 and Visit.objects.count() == 1


def test_the_clock_of_the_phone_is_told_by_the_date_that_every_request_says(cast: Cast, phone: Collector) -> None:
    """“Date: The date on the device in format: Mon, 14 Feb 2011 16:48:15 GMT”"""
    phone.headers["Date"] = "Wed, 15 Apr 2027 10:00:00 GMT"

    answer = phone.send(a_visit(cast, form_ended="2027-04-14T09:00:00.000+03:00"))

    receipt = Receipt.objects.get()
    assert answer.status_code == 201 and "clock" in said(answer) and receipt.clock_off > 364 * 86400
    assert receipt.made_at.isoformat() == "2027-04-14T06:00:00+00:00"


def test_a_revision_says_what_it_replaces(cast: Cast, phone: Collector) -> None:
    """“deprecatedID: the instanceID of the submission for which this is a revision”"""
    old, xml = uuid4(), a_visit(cast)

    phone.send(xml.replace("<orx:instanceID>", f"<orx:deprecatedID>uuid:{old}</orx:deprecatedID><orx:instanceID>"))

    assert Receipt.objects.get().replaces == old


def test_a_value_that_the_pages_would_ask_about_is_kept_and_told(cast: Cast, phone: Collector) -> None:
    answer = phone.send(a_visit(cast, numbers_taken="yes", period_starts="2026-02-01", period_ends="2026-02-28",
                                kpi_defect_rate_answer="counted", kpi_defect_rate_numerator="900",
                                kpi_defect_rate_denominator="1000"))  # fmt: skip

    assert (
        answer.status_code == 201
        and Outcome.objects.get().state == "flagged"
        and Observation.objects.get(visit__isnull=False).unusual
    )


def test_a_person_of_no_account_is_named_nowhere_on_the_wire(cast: Cast, phone: Collector) -> None:
    people.register(by=cast.coordinator, enterprise=cast.garments, name="Zed Secret", role="worker", sex="male")

    assert "Zed" not in phone.content(VISIT, "engagements.csv")
