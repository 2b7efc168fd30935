"""Filed reports by program: the same contents as the file on the page, and what a new version changed."""

from typing import Any

from genba.audit.models import Event
from genba.filing import actions
from genba.filing.question import Question
from genba.partnerships import actions as consents
from genba.partnerships.models import Consent
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast
from tests.scenes_filing import a_year, put_right, year_of


def test_a_report_is_listed_and_read_as_it_was_filed(cast: Cast, program: Any, page: Any) -> None:
    a_year(cast)
    filed = actions.file(by=cast.director, question=year_of(cast, "donor"))
    dana = program(cast.director)
    of_page = page(cast.director).client.get(f"/desk/filed/{filed.code}/report.json").json()
    put_right(cast)

    (row,) = ok(dana.get("/filed"), 200)["items"]
    whole = ok(dana.get(f"/filed/{filed.code}"), 200)

    assert whole == of_page and len([f for s in whole["sections"] for f in s["figures"]]) > 20
    assert (row["code"], row["kind"], row["version"], row["made_by"]) == (filed.code, "donor", 1, "Dana Muster")
    assert (row["starts_on"], row["ends_on"], row["seal"]) == ("2026-01-01", "2026-12-31", whole["seal"])
    assert (row["country"], row["supersedes"], row["superseded_by"], row["sendings"]) == (None, None, None, [])


def test_a_new_version_says_figure_by_figure_what_is_different(cast: Cast, program: Any) -> None:
    a_year(cast)
    first = actions.file(by=cast.director, question=year_of(cast, "donor"))
    actions.say_sent(by=cast.director, filed=first, sent_on=first.made_at.date(), sent_to="Harbour Fund")
    put_right(cast)
    second = actions.renew(by=cast.director, filed=first, reason="Ben Fir was not there")
    dana = program(cast.director)

    told = ok(dana.get(f"/filed/{second.code}/differences"), 200)
    before = ok(dana.get(f"/filed/{first.code}/differences"), 200)
    latest, all_of_them = (ok(dana.get("/filed", asked), 200)["items"] for asked in ({}, {"versions": True}))

    assert (told["version"], told["supersedes"], told["reason"]) == (2, first.code, "Ben Fir was not there")
    people = {d["after"]["key"]: d for d in told["differences"]}["period|period-people-trained||"]
    assert (people["before"]["value"], people["after"]["value"], people["what"][0]) == (12, 11, "value")
    assert (before["supersedes"], before["differences"]) == (None, [])
    assert [row["code"] for row in latest] == [second.code]
    assert [(row["code"], row["superseded_by"]) for row in all_of_them] == [(second.code, None), (first.code, second.code)]
    assert all_of_them[1]["sendings"] == [{"sent_on": first.made_at.date().isoformat(), "sent_to": "Harbour Fund"}]


def test_a_long_list_costs_no_more_questions_than_a_short_one(
    cast: Cast, program: Any, django_assert_max_num_queries: Any
) -> None:
    dana = program(cast.director)
    for language in ("en", "fr", "es", "ar"):
        actions.file(by=cast.director, question=year_of(cast, "donor", language))

    with django_assert_max_num_queries(3):  # the token, the rows, to whom they were sent
        part = ok(dana.get("/filed", {"size": 3}), 200)

    assert [row["language"] for row in part["items"]] == ["ar", "es", "fr"] and part["next"]
    assert [row["language"] for row in ok(dana.get("/filed", {"after": part["next"]}), 200)["items"]] == ["en"]
    assert about(dana.get("/filed", {"kind": "donor"})) == ["kind"]


def test_somebody_of_one_country_reads_the_reports_of_that_country(cast: Cast, program: Any, page: Any) -> None:
    of_all = actions.file(by=cast.director, question=year_of(cast, "donor"))
    of_kenya = actions.file(by=cast.director, question=year_of(cast, "country", country="KE"))
    of_vietnam = actions.file(by=cast.director, question=year_of(cast, "country", country="VN"))
    kip = program(cast.officer)

    assert [row["code"] for row in ok(kip.get("/filed"), 200)["items"]] == [of_kenya.code]
    assert ok(kip.get(f"/filed/{of_kenya.code}"), 200)["code"] == of_kenya.code
    for beyond in (of_all, of_vietnam):
        problem_of(kip.get(f"/filed/{beyond.code}"), 404)
        problem_of(kip.get(f"/filed/{beyond.code}/differences"), 404)
    assert len(ok(page(cast.auditor).get("/filed"), 200)["items"]) == 3
    for who in (program(cast.coordinator), page(cast.omar), page(cast.owner), page(cast.brand_officer)):
        problem_of(who.get("/filed"), 403)
        problem_of(who.get(f"/filed/{of_kenya.code}"), 403)


def test_a_look_at_what_is_shared_is_written_down_and_ends_with_the_consent(cast: Cast, program: Any) -> None:
    Consent.objects.all().delete()
    given = consents.give(by=cast.owner, enterprise=cast.garments, brand=cast.brand, covers="progress")
    filed = actions.file(by=cast.director, question=Question("brand", cast.programme, "en", brand=cast.brand))
    dana = program(cast.director)

    (row,) = ok(dana.get("/filed"), 200)["items"]
    assert row["brand"] == cast.brand.code and not Event.objects.filter(verb="view-shared").exists()
    ok(dana.get(f"/filed/{filed.code}"), 200)
    looked = Event.objects.get(verb="view-shared", code=cast.brand.code)
    consents.withdraw(by=cast.owner, consent=given)

    assert (looked.by, looked.changes) == (cast.director.code, {"report": filed.code})
    for path in (f"/filed/{filed.code}", f"/filed/{filed.code}/differences"):
        assert "took its consent back" in problem_of(dana.get(path), 422)["detail"]
    assert Event.objects.filter(verb="view-shared").count() == 1
