"""At the desk: what it takes to be certified, with its history."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from genba.certification.actions import set_rule
from genba.certification.models import CertificationRule
from tests.cast import Cast
from tests.words import words_of

TODAY = date.today()
SET = "/desk/certification/trainer/set/"


def typed(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"programme": cast.programme.pk, "since_on": TODAY.isoformat(), "months_least": 4, "months_most": 9,
            "valid_years": 3, "fee": "450", "currency": "usd", "training_days": 5, "experience_years": 3,
            "modules_beside_expert": 1, "observed_visits": 2, **more}  # fmt: skip


def test_the_director_sets_a_rule_and_the_list_keeps_the_one_before(cast: Cast, sign_in: Any) -> None:
    set_rule(by=cast.director, programme=cast.programme, whose="trainer", since_on=TODAY - timedelta(days=9), months_least=6,
             months_most=12)  # fmt: skip
    client = sign_in(cast.director)

    page = words_of(client.post(SET, typed(cast), follow=True)).replace("\xa0", " ")

    now = CertificationRule.objects.in_force("trainer")
    assert now is not None and (now.fee, now.currency, now.observed_visits, now.set_by) == (Decimal(450), "USD", 2, cast.director)  # fmt: skip
    assert "4 to 9 months" in page and "6 to 12 months" in page and "in force" in page and "450" in page
    assert "Visits that an expert observed: 2" in page and "Dana Muster" in page


def test_the_form_begins_with_the_rule_in_force(cast: Cast, sign_in: Any) -> None:
    set_rule(by=cast.director, programme=cast.programme, whose="provider", since_on=TODAY - timedelta(days=9), months_least=2,
             months_most=7, asks={"certified_trainers": 4})  # fmt: skip

    page = sign_in(cast.director).get("/desk/certification/provider/set/").content.decode()

    assert 'value="7"' in page and 'value="4"' in page and "Certified trainers at least" in page
    assert "Visits that an expert observed" not in page


def test_refusals_stand_beside_their_field_and_nothing_typed_is_lost(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)

    for wrong, said in (({"months_most": 2}, "The most is below the least"), ({"currency": ""}, "is no currency"),
                        ({"fee": "many"}, "many"), ({"training_days": 900}, "900"), ({"since_on": "2570-01-01"}, "Buddhist")):  # fmt: skip
        answer = client.post(SET, typed(cast, **wrong))
        assert answer.status_code == 422 and said in answer.content.decode(), wrong
    assert not CertificationRule.objects.exists()


def test_a_rule_to_come_is_shown_as_such(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)

    page = words_of(client.post(SET, typed(cast, since_on=(TODAY + timedelta(days=30)).isoformat(), fee=""), follow=True))

    assert "to come" in page and "not said yet" in page
    assert CertificationRule.objects.in_force("trainer") is None


def test_whoever_answers_for_one_country_reads_and_does_not_set(cast: Cast, sign_in: Any) -> None:
    for reader in (cast.officer, cast.coordinator, cast.omar, cast.auditor):
        client = sign_in(reader)
        page = client.get("/desk/certification/")
        assert page.status_code == 200 and "Set the rule for trainers" not in words_of(page)
        assert client.post(SET, typed(cast)).status_code == 403
    assert sign_in(cast.brand_officer).get("/desk/certification/").status_code == 403
    assert sign_in(cast.director).get("/desk/certification/nobody/set/").status_code == 404
