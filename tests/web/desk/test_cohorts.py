"""Cohorts and trainers at the desk: formed, explained, planned; what speaks against it comes before saving."""

import re
from datetime import date
from typing import Any

import pytest

from genba.access.actions import users
from genba.audit.actions import SYSTEM
from genba.delivery.models import PlannedVisit, Workshop
from genba.programmes.actions import engagements
from genba.programmes.models import Absence, Cohort, TrainerCertificate, TrainerProfile
from tests.cast import Cast
from tests.scenes_calendar import FIRST, MODULE, a_cohort, another, at_today, with_class
from tests.words import words_of

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {"programme": cast.programme.pk, "provider": cast.provider.pk, "name": "Nairobi, winter",
            "begins_on": FIRST.isoformat(), "engagements": [cast.engagement.pk], **changes}  # fmt: skip


def test_a_cohort_is_formed_and_its_page_says_what_is_next(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    answer = client.post("/desk/cohorts/new/?module=workplace-cooperation", typed(cast), follow=True)

    said = words_of(answer)
    assert Cohort.objects.get().members.count() == 1
    assert "Sample Street Garments" in said and "It needs 4 enterprises at least; it has 1." in said


def test_an_over_full_cohort_keeps_what_was_typed_and_asks_once(cast: Cast, sign_in: Any) -> None:
    many = [
        cast.engagement,
        *(another(cast, f"{n} Works") for n in ("Alpha", "Bravo", "Carbon", "Delta", "Echo", "Foxtrot")),
    ]
    client, ticked = sign_in(cast.coordinator), typed(cast, engagements=[e.pk for e in many])

    warned = client.post("/desk/cohorts/new/?module=workplace-cooperation", ticked)
    client.post("/desk/cohorts/new/?module=workplace-cooperation", {**ticked, "insist": "on"})

    assert warned.status_code == 422 and "it would be 7" in words_of(warned)
    assert "Nairobi, winter" in warned.content.decode()
    assert Cohort.objects.get().members.count() == 7


def test_a_year_typed_wrong_is_said_beside_its_field(cast: Cast, sign_in: Any) -> None:
    answer = sign_in(cast.coordinator).post(
        "/desk/cohorts/new/?module=workplace-cooperation", typed(cast, begins_on="2062-12-08")
    )

    assert answer.status_code == 422 and "2062 is far away. Is it the right year?" in words_of(answer)
    assert not Cohort.objects.exists()


def test_the_suggestions_are_read_and_a_lapsed_certificate_asks_for_a_reason(cast: Cast, sign_in: Any) -> None:
    cohort, client = a_cohort(cast).cohort, sign_in(cast.coordinator)
    address = f"/desk/cohorts/{cohort.code}/trainers/"
    chosen = {"trainer": cast.omar.pk, "co_trainer": cast.expert.pk, "version": 1}

    page, warned = words_of(client.get(address)), client.post(address, chosen)
    kept = client.post(address, {**chosen, "because": "She renews it in December"}, follow=True)

    assert "certified for this module until 31 December 2027" in page and "free on all 2 days" in page
    assert warned.status_code == 422 and "Why it should be so all the same" in words_of(warned)
    assert "Second trainer Eva Beispiel" in words_of(kept) and "She renews it in December" in words_of(kept)


def test_two_who_choose_trainers_at_once_are_both_heard(cast: Cast, sign_in: Any) -> None:
    cohort, client = a_cohort(cast).cohort, sign_in(cast.coordinator)
    address = f"/desk/cohorts/{cohort.code}/trainers/"
    client.post(address, {"trainer": cast.omar.pk, "version": 1})

    second = client.post(address, {"trainer": cast.omar.pk, "version": 1})

    assert second.status_code == 422 and "Somebody else changed this cohort" in words_of(second)
    assert 'name="version" value="2"' in second.content.decode()


def test_the_class_of_a_cohort_is_planned_and_a_clash_is_shown_before_saving(cast: Cast, sign_in: Any) -> None:
    scene = a_cohort(cast)
    with_class(cast, scene)
    client = sign_in(cast.coordinator)
    client.post(
        "/desk/cohorts/new/?module=workplace-cooperation",
        typed(cast, name="Second", engagements=[another(cast, "Alpha Bakery").pk]),
    )
    second = Cohort.objects.get(name="Second")
    client.post(
        f"/desk/cohorts/{second.code}/trainers/", {"trainer": cast.omar.pk, "version": 1, "because": "Short of hands"}
    )
    wanted = {"place": "Town hall", "starts_on": FIRST.isoformat(), "morning_at": "09:00", "afternoon_at": "13:30"}

    warned = client.post(f"/desk/cohorts/{second.code}/class/", wanted)
    before = Workshop.objects.count()
    client.post(f"/desk/cohorts/{second.code}/class/", {**wanted, "because": "Both in one house"})

    assert warned.status_code == 422 and "Town hall" in warned.content.decode() and before == 1
    assert "Omar Muster already has a class in Hall of the chamber on 8 December 2026" in words_of(warned)
    assert Workshop.objects.get(place="Town hall").timetable.because == "Both in one house"


def test_the_visits_are_offered_changed_and_kept_in_one_go(cast: Cast, sign_in: Any) -> None:
    scene = a_cohort(cast)
    with_class(cast, scene)
    client, address = sign_in(cast.coordinator), f"/desk/cohorts/{scene.cohort.code}/visits/"
    code = cast.engagement.code

    page = client.get(address).content.decode()
    fields = dict(re.findall(r'name="((?:on|at)-[^"]+)" value="([^"]+)"', page))
    wrong = client.post(address, {**fields, f"on-{code}-1": FIRST.isoformat()})
    client.post(address, {**fields, f"on-{code}-1": "2026-12-30", f"on-{code}-3": ""})

    assert len(fields) == 12
    assert wrong.status_code == 422 and "is in class on that day" in words_of(wrong)
    kept = PlannedVisit.objects.filter(engagement=cast.engagement).values_list("number", "planned_on")
    assert [day for number, day in kept if number == 1] == [date(2026, 12, 30)] and len(kept) == 2


def test_who_left_in_mid_cohort_is_shown_not_lost(cast: Cast, sign_in: Any) -> None:
    scene, client = a_cohort(cast), sign_in(cast.coordinator)
    engagements.withdraw(by=cast.coordinator, engagement=scene.joinery, withdrawn_on=date(2026, 11, 20), reason="Burnt down")
    client.post(f"/desk/cohorts/{scene.cohort.code}/enterprises/{cast.engagement.code}/out/", {"reason": "Wants spring"})

    said = words_of(client.get(f"/desk/cohorts/{scene.cohort.code}/"))

    assert "Left the module on 20 November 2026 Burnt down" in said
    assert "Taken out on 22 November 2026 Wants spring" in said and "0 enterprises are in it" in said


def test_the_page_of_a_cohort_costs_the_same_however_many_are_in_it(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    scene, client = a_cohort(cast), sign_in(cast.coordinator)
    with_class(cast, scene)

    with django_assert_max_num_queries(14):
        client.get(f"/desk/cohorts/{scene.cohort.code}/")


def test_another_provider_sees_nothing_of_it_and_a_trainer_only_reads(cast: Cast, sign_in: Any) -> None:
    scene = a_cohort(cast)
    with_class(cast, scene)
    address = f"/desk/cohorts/{scene.cohort.code}/"

    linh = users.add(by=SYSTEM, name="Linh Vidu", email="linh@example.org")
    users.give(by=SYSTEM, user=linh, role="provider-coordinator", scope_kind="provider", scope_id=cast.rival.pk)

    omar = sign_in(cast.omar)
    reads, writes = omar.get(address), omar.get(f"{address}trainers/")

    assert (reads.status_code, writes.status_code) == (200, 403)
    assert sign_in(cast.owner).get(address).status_code == sign_in(linh).get(address).status_code == 404


def test_a_trainer_writes_about_themselves_but_records_no_certificate(cast: Cast, sign_in: Any) -> None:
    client, mine, hers = sign_in(cast.omar), f"/desk/trainers/{cast.omar.code}/", f"/desk/trainers/{cast.expert.code}/"

    client.post(f"{mine}edit/", {"languages": ["sw", "en"], "countries": ["KE"], "regions": "Nairobi, Thika", "version": 0})
    client.post(f"{mine}away/", {"starts_on": "2026-12-24", "ends_on": "2026-12-27", "note": "Family"})
    certificate, her_profile = client.get(f"{mine}certificates/new/"), client.get(f"{hers}edit/")

    assert TrainerProfile.objects.get(user=cast.omar).regions == ["Nairobi", "Thika"]
    assert "from 24 December 2026 to 27 December 2026" in words_of(client.get(mine))
    assert (certificate.status_code, her_profile.status_code) == (403, 403)
    client.post(f"{mine}away/{Absence.objects.get().code}/back/")
    assert "No days away are known" in words_of(client.get(mine))


def test_a_coordinator_records_a_certificate_and_the_list_shows_when_it_lapsed(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    client.post(f"/desk/trainers/{cast.omar.code}/certificates/new/",
                {"module": MODULE, "valid_from": "2023-01-01", "valid_until": "2026-01-01"})  # fmt: skip
    said = words_of(client.get("/desk/trainers/"))

    assert TrainerCertificate.objects.get().trainer == cast.omar
    assert "lapsed on" in said and "Omar Muster" in said
