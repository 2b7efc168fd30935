"""Sheets of an enterprise, a cohort and a brand: their figures are those of the pages, and nobody is named."""

import json
from typing import Any

import pytest

from genba.audit.models import Event
from genba.directory.models import Brand
from genba.filing import actions
from genba.filing.differences import differences_from
from genba.filing.document import as_text, document_of
from genba.filing.models import Filed
from genba.filing.parts import Figure
from genba.filing.question import Question
from genba.partnerships import actions as consents
from genba.partnerships.models import Consent
from genba.programmes.actions import cohorts
from tests.cast import Cast
from tests.scenes_filing import a_year
from tests.scenes_sheet import at_today, play

__all__ = ["at_today"]


def figures(filed: Filed) -> dict[str, Figure]:
    return {f.key: f for f in filed.told.figures}


def test_an_enterprise_sheet_holds_its_kpis_before_and_now_and_no_name(cast: Cast, at_today: Any) -> None:
    play(cast)
    filed = actions.file(by=cast.officer, question=Question("enterprise", cast.programme, "en", enterprise=cast.garments))

    found = figures(filed)
    before, now, change = (found[f"kpi|defect-rate|{side}"] for side in ("before", "now", "change"))
    assert before.value == pytest.approx(100 * 1042 / 12400) and now.value == pytest.approx(100 * 640 / 12550)
    assert (before.n, now.n, now.data_at) == (3, 3, "2026-10-31")
    assert change.value == pytest.approx((640 / 12550) / (1042 / 12400) - 1) and change.is_change
    assert filed.country_id == "KE" and filed.told.is_inside and found["savings|USD|expected"].value
    said = json.dumps(filed.contents)
    for name in ("Lina", "Omar", "Rosa", "Mina"):
        assert name not in said


def test_a_cohort_sheet_holds_those_who_stand_in_it(cast: Cast) -> None:
    taking = a_year(cast)
    cohort = cohorts.form(by=cast.coordinator, programme=cast.programme, provider=cast.provider, module="workplace-cooperation",
                          name="First", engagements=taking[:4])  # fmt: skip
    filed = actions.file(by=cast.director, question=Question("cohort", cast.programme, "en", cohort=cohort))

    found = figures(filed)
    assert found["cohort|enterprises"].value == 4 and found["cohort|people|female"].value == 4
    share, middle = found["cohort|absenteeism|share"], found["cohort|absenteeism|median"]
    assert (share.value, share.n, share.n_of) == (0.75, 4, 4)  # one of the first four is worse
    assert middle.value == pytest.approx(((42 / 62 - 1) + (43 / 63 - 1)) / 2) and filed.told.is_inside
    assert "small groups are not hidden here" in as_text(document_of(filed))


def test_a_brand_sheet_holds_what_is_shared_and_nothing_else(cast: Cast, at_today: Any) -> None:
    play(cast)
    Consent.objects.all().delete()
    consents.give(by=cast.owner, enterprise=cast.garments, brand=cast.brand, covers="change")
    filed = actions.file(by=cast.director, question=Question("brand", cast.programme, "en", brand=cast.brand))
    other = actions.file(
        by=cast.director, question=Question("brand", cast.programme, "en", brand=Brand.objects.create(name="Other"))
    )

    found = figures(filed)
    of_garments = f"supplier|{cast.garments.code}"
    assert found[f"{of_garments}|defect-rate"].value == pytest.approx((640 / 12550) / (1042 / 12400) - 1)
    assert {found[f"{of_garments}|{kept}"].withheld for kept in ("progress", "practices")} == {"not-shared"}
    assert all(f.is_change or f.withheld for f in found.values()), "no absolute number of the enterprise is in it"
    assert not list(other.told.figures) and "none shares anything" in " ".join(other.told.left_out)


def test_a_brand_sheet_is_closed_when_a_consent_is_taken_back_and_the_next_version_does_not_tell_it(
    cast: Cast, at_today: Any, sign_in: Any
) -> None:
    play(cast)
    Consent.objects.all().delete()
    given = consents.give(by=cast.owner, enterprise=cast.garments, brand=cast.brand, covers="change")
    filed = actions.file(by=cast.director, question=Question("brand", cast.programme, "en", brand=cast.brand))
    client = sign_in(cast.director)
    assert client.get(f"/desk/filed/{filed.code}/report.pdf").status_code == 200

    looked = Event.objects.get(verb="view-shared", code=cast.brand.code)
    consents.withdraw(by=cast.owner, consent=given)

    assert looked.changes == {"report": filed.code}
    page = client.get(f"/desk/filed/{filed.code}/").content.decode()
    assert "took its consent back" in page and "Defect rate" not in page
    for kind in ("pdf", "docx", "xlsx", "json"):
        assert client.get(f"/desk/filed/{filed.code}/report.{kind}").status_code == 422
    again = client.get(f"/desk/filed/{filed.code}/again/").content.decode()
    new = actions.renew(by=cast.director, filed=filed, reason="An enterprise no longer shares")
    rates = [d.before for d in differences_from(new.differences) if d.before]
    assert "−39" not in again and rates and all(f.value is None and not f.text for f in rates)
    assert client.get(f"/desk/filed/{new.code}/report.pdf").status_code == 200
