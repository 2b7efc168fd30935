"""Countries and kinds of business are understood as people write them."""

import pytest

from genba.directory.places import SECTIONS, country_code, currency_of, isic_title, isic_titles, section_of
from genba.kit.refused import Refused


@pytest.mark.parametrize(
    ("written", "code"),
    [("CHINA", "CN"), ("China", "CN"), ("CN", "CN"), ("chn", "CN"), ("Viet Nam", "VN"), ("VIETNAM", "VN"), ("Birmania", "MM"),
     ("Burma", "MM"), ("Turkey", "TR"), ("Türkiye", "TR"), ("Côte d’Ivoire", "CI"), ("Ivory Coast", "CI"), ("الأردن", "JO"),
     ("مصر", "EG"), ("Pérou", "PE"), ("Perú", "PE"), ("U.S.A.", "US"), ("United Kingdom", "GB"), ("South Korea", "KR"), ("Kenia", "KE")],
)  # fmt: skip
def test_a_country_is_known_by_its_names(written: str, code: str) -> None:
    assert country_code(written) == code


@pytest.mark.parametrize("written", ["Atlantis", "", "X", "Europe"])
def test_what_is_no_country_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(Refused, match="such as VN") as no:
        country_code(written)

    assert no.value.field == "country"


def test_the_classification_is_whole() -> None:
    # ISIC Rev. 4 (UN Statistical Papers M/4/Rev.4, 2008): 21 sections, 88 divisions, 238 groups, 419 classes.
    titles = isic_titles()
    by_length = {n: sum(1 for code in titles if code.isdigit() and len(code) == n) for n in (2, 3, 4)}

    assert by_length == {2: 88, 3: 238, 4: 419}
    assert len(SECTIONS) == 21


def test_every_class_belongs_to_a_section() -> None:
    assert [code for code in isic_titles() if code.isdigit() and not section_of(code)] == []
    assert (section_of("1410"), section_of("5510"), section_of("")) == ("C", "I", "")
    assert isic_title("1410") == "Manufacture of wearing apparel, except fur apparel"


@pytest.mark.parametrize(
    ("country", "currency"), [("KE", "KES"), ("VN", "VND"), ("PE", "PEN"), ("FR", "EUR"), ("AQ", "USD")]
)
def test_an_enterprise_counts_in_the_money_of_its_country(country: str, currency: str) -> None:
    assert currency_of(country) == currency
