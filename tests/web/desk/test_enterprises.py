"""A coordinator finds, registers and puts right enterprises at the desk."""

from typing import Any

from genba.directory.models import Enterprise
from tests.cast import Cast

NEW = {"name": "Model Joinery", "country": "KE", "city": "Thika", "isic": "3100", "people_worker_female": "12",
       "people_manager_male": "2", "counted_on": "2026-03-01"}  # fmt: skip


def test_a_coordinator_registers_an_enterprise_with_its_people(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    answer = client.post("/desk/enterprises/new/", {**NEW, "provider": cast.provider.pk}, follow=True)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Model Joinery" in page and "Thika" in page and "Manufacture of furniture" in page
    made = Enterprise.objects.get(name="Model Joinery")
    assert made.headcount == 14
    assert made.code in page


def test_a_near_duplicate_is_shown_before_a_second_record_is_made(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    typed = {**NEW, "name": "SAMPLE STREET GARMENTS Ltd.", "provider": cast.provider.pk}

    warned = client.post("/desk/enterprises/new/", typed)
    insisted = client.post("/desk/enterprises/new/", {**typed, "another": "yes"})

    assert warned.status_code == 422
    assert "Is it one of these?" in warned.content.decode()
    assert insisted.status_code == 302


def test_an_enterprise_of_another_provider_is_not_found(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    answer = client.get(f"/desk/enterprises/{cast.metals.code}/")

    assert answer.status_code == 404


def test_two_editors_are_both_heard(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    address = f"/desk/enterprises/{cast.garments.code}/edit/"
    first = {"name": "Sample Street Garments", "city": "Mombasa", "version": 1}
    second = {"name": "Sample Street Garments", "city": "Kisumu", "version": 1}

    client.post(address, first)
    late = client.post(address, second)
    again = client.post(address, {**second, "version": 2})

    page = late.content.decode()
    assert late.status_code == 422
    assert "Mombasa" in page and "Kisumu" in page and 'name="version" value="2"' in page
    assert again.status_code == 302
    assert Enterprise.objects.get(pk=cast.garments.pk).city == "Kisumu"


def test_the_list_finds_by_the_beginning_of_any_word(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    found = client.get("/desk/enterprises/?q=garm nai&country=KE").content.decode()
    nothing = client.get("/desk/enterprises/?q=metals").content.decode()

    assert "Sample Street Garments" in found
    assert "Nothing found" in nothing


def test_the_filtered_list_asks_the_database_six_times_at_most(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.coordinator)

    with django_assert_max_num_queries(6):
        page = client.get("/desk/enterprises/?q=sample&country=KE&sector=C").content.decode()

    assert "Sample Street Garments" in page
    assert (
        '<option value="KE" selected>Kenya</option>' in page and page.count(" selected>") == 5
    )  # and that only open ones are listed


def test_what_stands_in_the_address_is_shown_as_text(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.director).get("/desk/enterprises/?country=%22%3E%3Cb%3E&q=%3Cb%3E").content.decode()

    assert "<b>" not in page


def test_an_officer_registers_in_the_own_country_and_in_no_other(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.officer)

    abroad = client.post("/desk/enterprises/new/", {**NEW, "country": "VN"})
    at_home = client.post("/desk/enterprises/new/", NEW)

    assert abroad.status_code == 422 and at_home.status_code == 302
    assert Enterprise.objects.get(name="Model Joinery").country_id == "KE"
