"""The public pages on partnerships: whom they show, what they say of them, and how soon somebody is gone."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import caches

from genba.audit.actions import SYSTEM
from genba.certification.actions import set_rule
from genba.closeout.actions import completions
from genba.directory.actions import enterprises, merges
from genba.directory.models import Enterprise
from genba.impact import changes, standings
from genba.programmes.actions import trainers
from genba.publishing.actions import listings
from genba.publishing.models import EnterpriseListing
from tests.cast import Cast
from tests.scenes_closeout import complete, finish
from tests.scenes_impact import change, firm, train
from tests.scenes_sheet import at_today, play
from tests.words import words_of

__all__ = ["at_today"]
TODAY = date.today()
EVERY_LANGUAGE = ("en", "fr", "es", "ar")


@pytest.fixture
def listed(cast: Cast) -> EnterpriseListing:
    return listings.list_enterprise(by=cast.owner, enterprise=cast.garments, words="We sew <b>well</b>.")


def certified(cast: Cast, trainer: Any, until: date = TODAY + timedelta(days=100)) -> Any:
    trainers.describe(by=SYSTEM, trainer=trainer, languages=["sw", "en"], countries=["KE"], regions=["Nairobi"])
    return trainers.certify(by=SYSTEM, trainer=trainer, module="workplace-cooperation", valid_from=TODAY - timedelta(days=400),
                            valid_until=until)  # fmt: skip


def profile(cast: Cast) -> str:
    return f"/en/partnerships/enterprises/{cast.garments.code}/"


# Enterprises


def test_only_who_wants_it_has_a_profile(cast: Cast, client: Any) -> None:
    assert client.get(profile(cast)).status_code == 404
    assert client.get("/en/partnerships/enterprises/ZZZZ2222/").status_code == 404

    listings.list_enterprise(by=cast.owner, enterprise=cast.garments)

    page = words_of(client.get(profile(cast)))
    assert "Sample Street Garments" in page and "Nairobi, Kenya" in page and "In the programme since February 2026" in page
    assert "Workplace cooperation under way" in page


def test_no_size_money_person_or_provider_stands_in_a_profile(cast: Cast, client: Any, listed: EnterpriseListing) -> None:
    page = client.get(profile(cast)).content.decode()

    for hidden in ("86", "3,000", "3000", "USD", "Lina", "Omar", "Rosa", "Rift", "Beispiel", "pieces"):
        assert hidden not in page.partition("<main")[2].partition("</main>")[0], hidden
    assert "We sew &lt;b&gt;well&lt;/b&gt;." in page


@pytest.mark.usefixtures("at_today")
def test_results_stand_there_only_where_the_owner_wants_them(cast: Cast, client: Any) -> None:
    play(cast)
    changes.refresh()
    made = listings.list_enterprise(by=cast.owner, enterprise=cast.garments)

    without = words_of(client.get(profile(cast)))
    listings.change(by=cast.owner, listing=made, shows_results=True, words="")
    page = words_of(client.get(profile(cast)))

    assert "How the numbers changed" not in without and "Defect rate" not in without
    assert "−39 %" in page.replace("\xa0", " ") and "January 2026 – March 2026 3 months" in page
    assert "August 2026 – October 2026 3 months" in page
    for hidden in ("8.4", "5.1", "1,042", "640", "12,400"):
        assert hidden not in page


@pytest.mark.usefixtures("at_today")
def test_an_unusual_value_that_nobody_approved_changes_no_public_result(cast: Cast, client: Any) -> None:
    play(cast)
    cast.garments.observations.filter(indicator="defect-rate", starts_on__month=10).update(unusual=True, numerator=4000)
    changes.refresh()
    listings.list_enterprise(by=cast.owner, enterprise=cast.garments, shows_results=True)

    page = words_of(client.get(profile(cast)))

    assert "−33 %" in page.replace(
        "\xa0", " "
    )  # (251+233+216)/12360 against 1042/12400, by hand; October waits for a reviewer


@pytest.mark.usefixtures("at_today")
def test_a_completed_module_can_be_checked_from_the_profile(cast: Cast, client: Any) -> None:
    finish(cast)
    made = complete(cast)
    listings.list_enterprise(by=cast.owner, enterprise=cast.garments)

    page = client.get(profile(cast)).content.decode()
    completions.take_back(by=cast.coordinator, completion=made, reason="A visit never took place")
    later = client.get(profile(cast)).content.decode()

    assert "completed on 1 September 2026" in page and f"/en/certificates/{made.code}/" in page
    assert "completed on" not in later and made.code not in later


def test_who_takes_it_back_is_gone_with_the_next_request(cast: Cast, client: Any, listed: EnterpriseListing) -> None:
    pages = (profile(cast), "/en/partnerships/enterprises/", "/en/search/?q=sample")
    before = [words_of(client.get(path)) for path in pages]
    answers = [client.get(path) for path in pages]

    listings.withdraw_enterprise(by=cast.owner, listing=listed)

    after = [client.get(path) for path in pages]
    assert all("Sample Street Garments" in page for page in before)
    assert all("no-cache" in answer["Cache-Control"] for answer in answers)
    assert [answer.status_code for answer in after] == [404, 200, 200]
    assert all("Sample Street Garments" not in words_of(answer) for answer in after)


def test_the_code_of_a_double_leads_to_the_one_kept_if_that_is_seen(
    cast: Cast, client: Any, listed: EnterpriseListing
) -> None:
    double = enterprises.register(by=SYSTEM, name="Sample Str. Garments", country="KE", provider=cast.provider)
    merges.merge(by=cast.director, kept=cast.garments, gone=double)
    old = f"/en/partnerships/enterprises/{double.code}/"

    assert client.get(old)["Location"] == profile(cast)
    listings.withdraw_enterprise(by=cast.owner, listing=listed)
    assert client.get(old).status_code == 404


def _many(cast: Cast, n: int) -> None:
    for number in range(n):
        taking = firm(
            cast, f"{number:03d} Works", country="KE" if number % 2 else "VN", isic="1410" if number % 3 else "5510"
        )
        EnterpriseListing.objects.create(enterprise=taking.enterprise, given_by=cast.owner)


def test_the_list_counts_filters_searches_and_pages(cast: Cast, client: Any) -> None:
    _many(cast, 60)

    first = client.get("/en/partnerships/enterprises/").content.decode()
    further = first.split('rel="next"')[0].rsplit('href="', 1)[1].partition('"')[0].replace("&amp;", "&")
    second = client.get(further).content.decode()
    kenya = words_of(client.get("/en/partnerships/enterprises/", {"country": "KE", "section": "I"}))
    named = words_of(client.get("/en/partnerships/enterprises/", {"q": "007"}))
    nothing = words_of(client.get("/en/partnerships/enterprises/", {"q": "nowhere"}))

    assert "60 enterprises" in first and first.count("/partnerships/enterprises/") > 50
    assert second.count('<th scope="row"') == 10
    assert "10 enterprises" in kenya and "One enterprise" in named and "007 Works" in named
    assert "Nothing found" in nothing
    for bad in ({"country": "XX"}, {"section": "9"}, {"after": "nonsense"}, {"q": "\0"}, {"q": "x" * 5000}):
        assert client.get("/en/partnerships/enterprises/", bad).status_code == 200


def test_the_list_says_of_how_many_that_take_part(cast: Cast, client: Any) -> None:
    _many(cast, 6)
    standings.refresh()

    assert "All that take a module: 7, figures of" in words_of(client.get("/en/partnerships/enterprises/"))


def test_an_empty_list_says_who_decides(db: None, client: Any) -> None:
    assert "Owners decide" in words_of(client.get("/en/partnerships/enterprises/"))
    assert "Trainers decide" in words_of(client.get("/en/partnerships/trainers/"))


def test_how_many_queries_a_page_costs(cast: Cast, client: Any, django_assert_max_num_queries: Any) -> None:
    _many(cast, 12)
    listings.list_enterprise(by=cast.owner, enterprise=cast.garments, shows_results=True)
    certified(cast, cast.omar)
    listings.list_trainer(by=cast.omar)
    for path, most in (("/en/partnerships/", 2), ("/en/partnerships/brands/", 1), ("/en/partnerships/enterprises/", 5),
                       (profile(cast), 5), ("/en/partnerships/trainers/", 2), ("/en/partnerships/certification/", 2),
                       ("/en/search/?q=works", 6)):  # fmt: skip
        client.get(path)
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200


# Trainers


def test_the_directory_shows_who_wants_it_with_a_certificate_to_check(cast: Cast, client: Any) -> None:
    good = certified(cast, cast.omar)
    certified(cast, cast.expert, TODAY - timedelta(days=1))
    certified(cast, cast.director)
    listings.list_trainer(by=cast.omar, contact="omar@example.org")
    listings.list_trainer(by=cast.expert)

    page = client.get("/en/partnerships/trainers/").content.decode()

    assert "Omar Muster" in page and "Swahili, English" in page and "Kenya, Nairobi" in page
    assert 'href="mailto:omar@example.org"' in page and f"/en/certificates/{good.code}/" in page
    assert "Eva Beispiel" not in page and "Dana Muster" not in page


def test_the_directory_is_filtered_and_searched(cast: Cast, client: Any) -> None:
    certified(cast, cast.omar)
    listings.list_trainer(by=cast.omar)

    for found in ({"language": "sw"}, {"country": "KE"}, {"module": "workplace-cooperation"}, {"q": "mus"}, {"q": "nairobi"},
                  {"language": "xx"}, {"after": "nonsense"}):  # fmt: skip
        assert "Omar Muster" in words_of(client.get("/en/partnerships/trainers/", found)), found
    assert "Nothing found" in words_of(client.get("/en/partnerships/trainers/", {"q": "nobody"}))


def test_a_trainer_who_takes_it_back_is_gone_with_the_next_request(cast: Cast, client: Any) -> None:
    good = certified(cast, cast.omar)
    listings.list_trainer(by=cast.omar)
    pages = ("/en/partnerships/trainers/", "/en/search/?q=omar", f"/en/certificates/{good.code}/")
    before = [words_of(client.get(path)) for path in pages]

    listings.withdraw_trainer(by=cast.omar)

    after = [words_of(client.get(path)) for path in pages]
    assert all("Omar Muster" in page for page in before)
    assert all("Omar Muster" not in page for page in after)
    assert "O. M." in after[2]


# Certificates of trainers


def test_a_certificate_of_a_trainer_says_whether_it_counts(cast: Cast, client: Any) -> None:
    caches["process"].clear()
    good, old = certified(cast, cast.omar), certified(cast, cast.expert, TODAY - timedelta(days=1))
    coming = trainers.certify(by=SYSTEM, trainer=cast.omar, module="lean-manufacturing", valid_from=TODAY + timedelta(days=9),
                              valid_until=TODAY + timedelta(days=99))  # fmt: skip

    said = {c.code: words_of(client.get("/certificates/", {"code": f" {c.code[:4].lower()}-{c.code[4:]}"}, follow=True)) for c in (good, old, coming)}  # fmt: skip

    assert "This certificate counts" in said[good.code] and "O. M." in said[good.code] and "Omar" not in said[good.code]
    assert "This certificate ran out on" in said[old.code]
    assert "This certificate counts from" in said[coming.code]
    assert client.get(f"/certificates/{good.code}X/").status_code == 404


# Doors, brands, certification


@pytest.fixture
def measured(cast: Cast) -> Cast:
    for number in range(7):
        taking = firm(cast, f"{chr(65 + number)} Works")
        train(cast, taking)
        change(taking, "labour-productivity", 1000, 900 if number == 0 else 1100 + 10 * number)
        change(taking, "absenteeism", 100, 50) if number < 3 else None
    changes.refresh()
    standings.refresh()
    return cast


def test_the_figures_for_brands_are_those_of_the_command_line_and_small_groups_stay_hidden(
    measured: Cast, client: Any
) -> None:
    (line,) = standings.lines(code="labour-productivity")

    page = " ".join(words_of(client.get("/en/partnerships/brands/")).replace("\xa0", " ").split())

    assert line.value is not None and f"{line.value * 100:.0f} % 6 of 7" in page
    assert f"+{line.detail['median']['value'] * 100:.0f} %" in page and "7 of 7" in page
    assert "Absenteeism" not in page  # three report: too few
    assert "/apply/brand/" in client.get("/en/partnerships/brands/").content.decode()


def test_before_enough_report_the_page_for_brands_says_so(cast: Cast, client: Any) -> None:
    assert "Too few enterprises have reported yet" in words_of(client.get("/en/partnerships/brands/"))


def test_each_door_has_its_proof_and_its_way_in(measured: Cast, client: Any) -> None:
    certified(measured, measured.omar)
    listings.list_trainer(by=measured.omar)

    page = client.get("/en/partnerships/").content.decode()
    said = words_of(client.get("/en/partnerships/"))

    assert "improved: 6 of 7 enterprises that report" in said
    assert "8 enterprises" in said and "1 trainer with a certificate valid today" in said
    for way in ("/en/apply/", "/en/apply/brand/", "/en/apply/enterprise/", "/en/apply/trainer/", "/en/partnerships/brands/",
                "/en/partnerships/enterprises/", "/en/partnerships/trainers/", "/en/partnerships/certification/"):  # fmt: skip
        assert f'href="{way}"' in page, way


def test_the_steps_to_a_certificate_are_those_of_the_rule_in_force(cast: Cast, client: Any) -> None:
    empty = words_of(client.get("/en/partnerships/certification/"))
    set_rule(by=cast.director, programme=cast.programme, whose="trainer", since_on=TODAY - timedelta(days=1), months_least=4,
             months_most=9, fee=Decimal(450), currency="USD",
             asks={"training_days": 5, "observed_visits": 2, "experience_years": 3})  # fmt: skip
    set_rule(by=cast.director, programme=cast.programme, whose="provider", since_on=TODAY - timedelta(days=1), months_least=3,
             months_most=3, asks={"certified_trainers": 2})  # fmt: skip

    page = words_of(client.get("/en/partnerships/certification/")).replace("\xa0", " ")

    assert empty.count("has not yet said what it takes") == 2 and "Apply as a trainer" in empty
    assert "5 days of training for trainers." in page and "An expert trainer comes along to 2 visits." in page
    assert "beside an expert trainer" not in page  # 0 asks for nothing
    assert "4 to 9 months" in page and "450" in page and "3 years of work with enterprises" in page
    assert "Have at least 2 certified trainers." in page and "not said yet" in page and "3 months" in page


@pytest.mark.parametrize("language", EVERY_LANGUAGE)
def test_every_page_speaks_every_language(measured: Cast, client: Any, language: str) -> None:
    EnterpriseListing.objects.create(
        enterprise=Enterprise.objects.get(pk=measured.garments.pk), given_by=measured.owner, shows_results=True
    )
    for path in ("", "brands/", "enterprises/", f"enterprises/{measured.garments.code}/", "trainers/", "certification/"):
        answer = client.get(f"/{language}/partnerships/{path}")
        assert answer.status_code == 200 and f'lang="{language}"' in answer.content.decode()
    assert client.get(f"/{language}/search/?q=a").status_code == 200


def test_public_pages_set_no_cookie(cast: Cast, client: Any, listed: EnterpriseListing) -> None:
    for path in ("/en/partnerships/", "/en/partnerships/enterprises/", profile(cast), "/en/partnerships/trainers/",
                 "/en/partnerships/certification/", "/en/search/?q=lean"):  # fmt: skip
        assert not client.get(path).cookies, path
