"""How the programme shows itself: what may be said of it, and that every page carries it."""

import io
from typing import Any

import pytest
from PIL import Image

from genba.kit.refused import Refused, Stale
from genba.publishing import facing
from genba.publishing.actions.faces import set_face
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def picture(side: int = 64) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (side, side // 2), "#808000").save(out, "PNG")
    return out.getvalue()


def test_every_page_carries_name_words_colours_and_logo(
    cast: Cast, client: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        face = set_face(by=cast.director, programme=cast.programme, name="Lantern Works", lines={"fr": "Des ateliers qui avancent"},
                        brand="#005544", brand_mark="#FFCC00", mark=picture())  # fmt: skip

    page = client.get("/fr/modules/").content.decode()

    assert "· Lantern Works</title>" in page
    assert "Des ateliers qui avancent" in page
    assert f'src="/mark/{face.mark[:16]}.png"' in page
    sheet = client.get(page.partition('href="/style/')[2].partition('"')[0].join(["/style/", ""]))
    assert b"--brand: #005544; --brand-mark: #ffcc00;" in sheet.content
    mark = client.get(f"/mark/{face.mark[:16]}.png")
    assert Image.open(io.BytesIO(mark.content)).size == (192, 192)


def test_without_a_face_the_house_shows_its_own(cast: Cast, client: Any) -> None:
    facing.forget()

    assert "· genba</title>" in client.get("/en/modules/").content.decode()
    assert client.get("/mark/0123456789abcdef.png").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"brand": "blue"}, "brand"), ({"brand_mark": "#12345g"}, "brand_mark"), ({"brand": "#fff;}"}, "brand"),
     ({"email": "nobody"}, "email"), ({"figures": ["savings-of-mine"]}, "figures"), ({"countries": ["Atlantis"]}, "country"),
     ({"mark": b"<svg onload='x'/>"}, None)],
)  # fmt: skip
def test_what_cannot_be_is_refused_where_it_stands(cast: Cast, wrong: dict[str, Any], field: str | None) -> None:
    with pytest.raises(Refused) as no:
        set_face(by=cast.director, programme=cast.programme, **{"name": "Lantern Works", **wrong})

    assert no.value.field == field


def test_two_who_change_it_at_once_are_told(cast: Cast) -> None:
    set_face(by=cast.director, programme=cast.programme, name="Lantern Works", version=0)

    with pytest.raises(Stale):
        set_face(by=cast.director, programme=cast.programme, name="Other Works", version=0)


def test_the_director_sets_it_at_the_desk_and_a_trainer_may_not(
    cast: Cast, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    typed = {"version": 0, "name": "Lantern Works", "brand": "#24487a", "brand_mark": "#f0b400", "line_en": "Better every week",
             "countries": ["KE"], "figures": ["enterprises"]}  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert sign_in(cast.director).post("/desk/face/", typed).status_code == 302

    page = sign_in(cast.director).get("/desk/face/").content.decode()
    assert 'value="Lantern Works"' in page and "Better every week" in page
    assert sign_in(cast.omar).get("/desk/face/").status_code == 403


def test_a_style_sheet_is_kept_for_good_under_its_name_and_an_old_name_gets_todays(client: Any) -> None:
    now = client.get("/en/modules/").content.decode().partition('href="/style/')[2].partition('"')[0]
    today, old = client.get(f"/style/{now}"), client.get("/style/24487a-f0b400-000000000000.css")

    assert "immutable" in today["Cache-Control"] and old["Cache-Control"] == "no-cache"
    assert today.content == old.content


def test_a_link_that_is_passed_on_carries_a_picture_in_its_language(client: Any) -> None:
    page = client.get("/ar/modules/").content.decode()
    assert 'property="og:image" content="http://testserver/ar/cards/home/home.png"' in page

    english, arabic = (client.get(f"/{x}/cards/module/lean-manufacturing.png") for x in ("en", "ar"))

    assert Image.open(io.BytesIO(english.content)).size == (1200, 630)
    assert english.content != arabic.content
    assert (
        client.get("/en/cards/module/lean-manufacturing.png", headers={"if-none-match": english["ETag"]}).status_code == 304
    )
    assert client.get("/en/cards/module/none.png").status_code == client.get("/en/cards/x/y.png").status_code == 404


def test_those_who_index_are_told_of_every_page_in_every_language(client: Any) -> None:
    answer = client.get("/sitemap.xml")
    text = answer.content.decode()

    assert answer["Content-Type"] == "application/xml"
    for language in ("en", "fr", "es", "ar"):
        assert f"<loc>http://testserver/{language}/modules/lean-manufacturing/</loc>" in text
    assert text == client.get("/fr/sitemap.xml").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
