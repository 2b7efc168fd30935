"""An action is shown: photos of the same spot before and after, what people say, and who vouches for its saving."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader

from genba.plans.models import Action, ActionPhoto
from tests.cast import Cast
from tests.scenes_sheet import at_today, play
from tests.web.enterprise.test_plans import NEW
from tests.words import words_of

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 200


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def picture(colour: str = "navy", place: bool = False) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    if place:
        exif[0x010E] = "taken at the house of Rosa"
    Image.new("RGB", (640, 480), colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def upload(data: bytes, name: str = "spot.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def add(client: Any, action: Action, kind: str, data: bytes, **more: Any) -> Any:
    return client.post(f"/actions/{action.code}/photo/",
                       {"kind": kind, "photo": upload(data), "shows": f"The aisle {kind}", **more})  # fmt: skip


def test_before_and_after_stand_side_by_side_for_whoever_reads_the_plan(cast: Cast, sign_in: Any) -> None:
    action = play(cast)["seam"]
    client = sign_in(cast.team_member)

    add(client, action, "before", picture("navy", place=True))
    add(client, action, "after", picture("teal"))
    page = sign_in(cast.worker).get(f"/actions/{action.code}/").content.decode()

    before, after = action.photos.order_by("pk")
    assert f'src="/photos/{before.code}.jpg" alt="The aisle before"' in page
    assert f'src="/photos/{after.code}.jpg" alt="The aisle after"' in page
    assert "<before-after" in page and "before-after.js" in page


def test_a_photo_is_kept_by_its_content_without_what_the_camera_wrote(cast: Cast, sign_in: Any, settings: Any) -> None:
    action = play(cast)["seam"]
    client = sign_in(cast.owner)

    add(client, action, "before", picture(place=True))
    add(client, action, "before", picture(place=True))

    (photo,) = action.photos.all()
    (file,) = Path(settings.MEDIA_ROOT).rglob("*.jpg")
    assert file.stem == photo.content
    assert b"Rosa" not in file.read_bytes() and not Image.open(file).getexif()


def test_a_photo_is_served_by_the_policy_and_kept_by_nobody_between(cast: Cast, sign_in: Any) -> None:
    action = play(cast)["seam"]
    add(sign_in(cast.owner), action, "before", picture())
    address = f"/photos/{action.photos.get().code}.jpg"

    served = sign_in(cast.worker).get(address)
    again = sign_in(cast.worker).get(address, HTTP_IF_NONE_MATCH=served["ETag"])

    assert (served.status_code, served["Content-Type"]) == (200, "image/jpeg")
    assert served["Cache-Control"].startswith("private")
    assert served["X-Content-Type-Options"] == "nosniff"
    assert again.status_code == 304
    assert sign_in(cast.brand_officer).get(address).status_code == 404


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (SVG, "This is no photo"),
        (HEIC, "This photo is HEIC"),
        (picture()[:900], "broken"),
        (b"", "empty"),
        (b"\xff" * (50 * 1024 * 1024), "50 MB"),
    ],
    ids=["SVG as photo", "HEIC", "broken", "empty", "50 MB"],
)
def test_a_bad_photo_is_met_with_a_sentence_and_nothing_typed_is_lost(
    cast: Cast, sign_in: Any, data: bytes, sentence: str
) -> None:
    action = play(cast)["seam"]
    client = sign_in(cast.owner)

    added = add(client, action, "after", data, shows="A clean aisle")
    proposed = client.post(f"/engagements/{cast.engagement.code}/plan/new/",
                           {**NEW, "photo": upload(data), "shows": "Offcuts on the floor"})  # fmt: skip

    assert (added.status_code, proposed.status_code) == (422, 422)
    assert sentence in words_of(added) and sentence in words_of(proposed)
    assert 'value="A clean aisle"' in added.content.decode()
    assert "Offcuts on the floor" in proposed.content.decode() and "Weigh the offcuts" in proposed.content.decode()
    assert not ActionPhoto.objects.exists() and not Action.objects.filter(action="Weigh the offcuts").exists()


def test_a_photo_without_words_is_asked_for_them(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)

    answer = client.post(f"/engagements/{cast.engagement.code}/plan/new/", {**NEW, "photo": upload(picture()), "shows": ""})

    assert answer.status_code == 422
    assert "Say in a few words what the photo shows" in words_of(answer)
    assert not Action.objects.exists()


def test_an_action_is_proposed_with_a_photo_of_its_problem(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)

    client.post(f"/engagements/{cast.engagement.code}/plan/new/",
                {**NEW, "photo": upload(picture()), "shows": "Offcuts on the floor", "root_cause": "No bin is near"})  # fmt: skip

    action = Action.objects.get()
    assert (action.root_cause, action.photos.get().kind) == ("No bin is near", "problem")


def test_a_photo_taken_away_takes_its_file_with_it(
    cast: Cast, sign_in: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    action = play(cast)["seam"]
    client = sign_in(cast.owner)
    add(client, action, "before", picture())

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/photos/{action.photos.get().code}/away/")

    assert not ActionPhoto.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.jpg"))


def test_a_worker_reads_and_comments_but_adds_no_photo(cast: Cast, sign_in: Any) -> None:
    action = play(cast)["seam"]
    client = sign_in(cast.worker)

    said = client.post(f"/actions/{action.code}/comment/", {"text": "The light is <b>too weak</b> there"}, follow=True)

    assert "Mina Ejemplo" in words_of(said) and "The light is <b>too weak</b> there" in words_of(said)
    assert "The light is" in words_of(sign_in(cast.omar).get(f"/actions/{action.code}/"))
    assert add(sign_in(cast.worker), action, "before", picture()).status_code == 403
    assert sign_in(cast.brand_officer).post(f"/actions/{action.code}/comment/", {"text": "hello"}).status_code == 404


def test_an_empty_comment_is_asked_again(cast: Cast, sign_in: Any) -> None:
    action = play(cast)["seam"]

    empty = sign_in(cast.owner).post(f"/actions/{action.code}/comment/", {"text": " "})

    assert empty.status_code == 422 and not action.comments.exists()


def test_the_owner_states_a_saving_and_the_trainer_checks_it_at_a_visit(cast: Cast, sign_in: Any) -> None:
    action = play(cast)["seam"]
    visit = cast.engagement.visits.get(number=2)

    before = words_of(sign_in(cast.owner).get(f"/actions/{action.code}/"))
    refused = sign_in(cast.owner).post(f"/actions/{action.code}/check/", {"visit": visit.pk})
    sign_in(cast.omar).post(f"/actions/{action.code}/check/", {"visit": visit.pk})
    checked = words_of(sign_in(cast.owner).get(f"/actions/{action.code}/"))
    sign_in(cast.owner).post(f"/actions/{action.code}/saving/",
                             {"actual_saving": "300", "saving_method": "counted anew", "version": 2})  # fmt: skip
    changed = words_of(sign_in(cast.owner).get(f"/actions/{action.code}/"))

    assert "Stated by Lina Sample" in before and "Not checked by the trainer yet" in before
    assert refused.status_code == 403
    assert "Checked by Omar Muster at visit 2" in checked
    assert "Not checked by the trainer yet" in changed


def test_the_page_of_an_action_reads_as_often_whatever_was_added(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    action = play(cast)["seam"]
    client = sign_in(cast.owner)
    for turn in range(4):
        add(client, action, "before" if turn % 2 else "after", picture(("red", "blue", "green", "gold")[turn]))
        client.post(f"/actions/{action.code}/comment/", {"text": f"Word {turn}"})

    with django_assert_max_num_queries(13):
        client.get(f"/actions/{action.code}/")


def test_the_plan_on_paper_shows_before_beside_after_in_every_language(cast: Cast, sign_in: Any) -> None:
    action, client = play(cast)["seam"], sign_in(cast.owner)
    address = f"/engagements/{action.engagement.code}/plan/table.pdf"
    without = PdfReader(io.BytesIO(client.get(address).content))
    add(client, action, "before", picture("navy"))
    add(client, action, "before", picture("black"))
    add(client, action, "after", picture("teal"))

    printed = PdfReader(io.BytesIO(client.get(address).content))
    arabic = client.get(address, headers={"accept-language": "ar"})
    narrowed = PdfReader(io.BytesIO(client.get(address, {"owner": "nobody"}).content))

    words = " ".join(page.extract_text() for page in printed.pages)
    assert "Photos" in words and "The aisle before" in words and "The aisle after" in words
    assert [sum(len(page.images) for page in pdf.pages) for pdf in (without, printed)] == [0, 2]
    assert arabic.content.startswith(b"%PDF") and len(narrowed.pages) >= 1


def test_a_photo_whose_file_is_gone_leaves_the_plan_printable(cast: Cast, sign_in: Any) -> None:
    action, client = play(cast)["seam"], sign_in(cast.owner)
    add(client, action, "before", picture("navy"))
    default_storage.delete(ActionPhoto.objects.get().file)

    answer = client.get(f"/engagements/{action.engagement.code}/plan/table.pdf")

    assert answer.status_code == 200 and "Photos" not in PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
