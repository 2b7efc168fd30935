"""Who asks to join, and who may: applications and the rule of a country."""

from datetime import date, timedelta
from typing import Any

import pytest

from genba.audit.actions import SYSTEM
from genba.kit.refused import Refused
from genba.programmes import eligibility
from genba.programmes.actions import applications, engagements
from genba.programmes.models import Application, EligibilityRule, InSpite
from tests.cast import Cast

TODAY = date.today()


def asked(cast: Cast, **changes: Any) -> Any:
    return {
        "programme": cast.programme, "name": "Kijani Bags", "country": "KE", "region": "Nairobi", "city": "Nairobi",
        "isic": "C", "women": 50, "men": 36, "contact": "Ana Beispiel", "phone": "+254 700 123 456", "source": "open-call",
        **changes,
    }  # fmt: skip


def rule(cast: Cast, **changes: Any) -> EligibilityRule:
    facts: Any = {"least": 30, "most": 300, "sections": ["C"], "regions": ["Nairobi", "Kiambu"], "since_on": TODAY,
             **changes}  # fmt: skip
    return applications.set_rule(by=cast.officer, programme=cast.programme, country="KE", **facts)


def test_an_application_becomes_an_enterprise_without_retyping(cast: Cast) -> None:
    kept = applications.apply(by=SYSTEM, **asked(cast))

    made = applications.take_on(by=cast.coordinator, application=kept, provider=cast.provider, isic="1512")

    assert (made.name, made.city, made.phone, made.isic) == ("Kijani Bags", "Nairobi", "+254 700 123 456", "1512")
    assert made.headcount == 86 and made.region is not None and made.region.name == "Nairobi"
    assert kept.answer.enterprise == made and kept.answer.answered_by == cast.coordinator
    assert Application.objects.taken_on().get() == kept and not Application.objects.waiting().exists()


def test_an_application_is_tied_to_an_enterprise_that_is_here_already(cast: Cast) -> None:
    kept = applications.apply(by=SYSTEM, **asked(cast, name="Sample Street Garment"))

    made = applications.take_on(by=cast.coordinator, application=kept, enterprise=cast.garments)

    assert made == cast.garments


def test_an_application_is_answered_once(cast: Cast) -> None:
    kept = applications.apply(by=SYSTEM, **asked(cast))
    applications.decline(by=cast.coordinator, application=kept, reason="The year is full")

    with pytest.raises(Refused, match="already answered"):
        applications.take_on(by=cast.coordinator, application=kept, provider=cast.provider)
    with pytest.raises(Refused, match="already answered"):
        applications.decline(by=cast.coordinator, application=kept, reason="Again")


def test_a_no_has_a_reason(cast: Cast) -> None:
    kept = applications.apply(by=SYSTEM, **asked(cast))

    with pytest.raises(Refused, match="Say why"):
        applications.decline(by=cast.coordinator, application=kept, reason="  ")


def test_whoever_applies_twice_is_told_so_until_there_is_an_answer(cast: Cast) -> None:
    kept = applications.apply(by=SYSTEM, **asked(cast))
    with pytest.raises(Refused, match="already have an application"):
        applications.apply(by=SYSTEM, **asked(cast, name="KIJANI  bags"))

    applications.decline(by=cast.coordinator, application=kept, reason="The year is full")
    applications.apply(by=SYSTEM, **asked(cast))

    assert Application.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"phone": "call me"}, "no telephone number"),
        ({"phone": "12"}, "no telephone number"),
        ({"phone": "", "email": "ana at home"}, "no e-mail address"),
        ({"phone": ""}, "telephone number or an e-mail"),
        ({"women": -1}, "number of people"),
        ({"men": 10_000_000}, "number of people"),
        ({"name": " \u200b "}, "name is empty"),
        ({"isic": "9999x"}, "not a code of ISIC"),
    ],
)
def test_nonsense_is_met_with_a_sentence(cast: Cast, changes: Any, said: str) -> None:
    with pytest.raises(Refused, match=said):
        applications.apply(by=SYSTEM, **asked(cast, **changes))

    assert not Application.objects.exists()


def test_the_verdict_explains_itself_criterion_by_criterion(cast: Cast) -> None:
    rule(cast)

    seen = eligibility.of_application(applications.apply(by=SYSTEM, **asked(cast, region="Mombasa", isic="")))

    assert [c.fits for c in seen.criteria] == [True, None, False]
    assert seen.criteria[0].said == "86 people; the programme takes 30 to 300: fits."
    assert seen.misfits == "Region Mombasa; the programme works in: Nairobi; Kiambu. It does not fit."


def test_going_on_in_spite_of_the_rule_asks_for_a_reason_which_is_kept(cast: Cast) -> None:
    rule(cast, least=100)
    kept = applications.apply(by=SYSTEM, **asked(cast))

    with pytest.raises(Refused, match="86 people"):
        applications.take_on(by=cast.coordinator, application=kept, provider=cast.provider)
    applications.take_on(by=cast.coordinator, application=kept, provider=cast.provider, in_spite="It grows fast")

    assert kept.answer.reason == "It grows fast" and "86 people" in kept.answer.misfits


def test_an_engagement_is_opened_in_spite_of_the_rule_only_with_a_reason(cast: Cast) -> None:
    rule(cast, least=100)
    facts: Any = {"by": cast.coordinator, "programme": cast.programme, "enterprise": cast.garments,
                  "module": "workplace-cooperation", "provider": cast.provider, "trainer": None, "agreed_on": TODAY}  # fmt: skip

    with pytest.raises(Refused, match="does not fit"):
        engagements.open_engagement(**facts)
    made = engagements.open_engagement(**facts, in_spite="The buyer asks for it")

    assert InSpite.objects.get(engagement=made).reason == "The buyer asks for it"


def test_a_new_rule_ends_the_one_before_and_old_days_keep_theirs(cast: Cast) -> None:
    old = rule(cast, since_on=TODAY - timedelta(days=100))
    new = rule(cast, least=10, since_on=TODAY)

    rules = EligibilityRule.objects
    assert rules.in_force(cast.programme, "KE", TODAY) == new
    assert rules.in_force(cast.programme, "KE", TODAY - timedelta(days=1)) == old
    assert rules.in_force(cast.programme, "VN", TODAY) is None
    with pytest.raises(Refused, match="begins later"):
        rule(cast, since_on=TODAY)
    with pytest.raises(Refused, match="below the least"):
        rule(cast, most=1, since_on=TODAY + timedelta(days=1))
