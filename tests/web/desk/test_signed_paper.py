"""The signed agreement is kept as a scan or photo: looked at by content, handed out as a file, replaced for a reason."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from genba.audit.models import Event
from genba.programmes.models import Offer, SignedPaper
from genba.web.print.offer import as_pdf
from tests.cast import Cast
from tests.programmes.test_offers import offer, sign
from tests.words import words_of

HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 200
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
WHOLE = b"%PDF-1.4\n1 0 obj <</Type /Catalog>> endobj\ntrailer <<>>\nstartxref\n9\n%%EOF\n"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def scan(colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1240, 1754), colour).save(out, "PNG")
    return out.getvalue()


def send(client: Any, code: str, data: bytes, name: str = "signed.pdf", **more: Any) -> Any:
    return client.post(f"/desk/offers/{code}/paper/",
                       {"file": SimpleUploadedFile(name, data, "application/pdf"), **more})  # fmt: skip


def signed(cast: Cast) -> str:
    made = offer(cast)
    sign(cast, made)
    return made.code


def test_a_pdf_is_kept_as_it_is_and_handed_out_as_a_file(cast: Cast, sign_in: Any) -> None:
    code, real = signed(cast), real_pdf()

    assert send(sign_in(cast.coordinator), code, real).status_code == 302
    paper = SignedPaper.objects.get()
    answer = sign_in(cast.owner).get(f"/papers/{paper.code}/")

    assert answer.content == real and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="agreement-{paper.code}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_a_photo_is_written_anew_whatever_its_name_says(cast: Cast, sign_in: Any) -> None:
    code = signed(cast)

    send(sign_in(cast.coordinator), code, scan(), name="evil.exe")

    paper = SignedPaper.objects.get()
    answer = sign_in(cast.director).get(f"/papers/{paper.code}/")
    assert paper.ending == "jpg" and answer.content.startswith(b"\xff\xd8")
    assert Image.open(io.BytesIO(answer.content)).size == (1240, 1754)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (SVG, "neither a PDF nor a photo"),
        (b"PK\x03\x04 a document", "neither a PDF nor a photo"),
        (HEIC, "HEIC"),
        (b"%PDF-1.4\nonly the beginning", "broken or not whole"),
        (b"<html>%PDF-1.4 startxref %%EOF", "broken or not whole"),
        (WHOLE.replace(b"<<>>", b"<</Encrypt 2 0 R>>"), "locked with a password"),
        (WHOLE.replace(b"/Catalog", b"/Catalog /OpenAction <</S /JavaScript>>"), "starts a program"),
        (WHOLE.replace(b"/Catalog", b"/Catalog /OpenAction <</S /Java#53cript>>"), "starts a program"),
        (WHOLE + b" " * (21 * 2**20), "20 MB is the most we take"),
    ],
    ids=["empty", "svg", "zip", "heic", "half", "html", "locked", "script", "coded script", "21 MB"],
)
def test_a_file_that_cannot_be_kept_is_met_with_a_sentence(cast: Cast, sign_in: Any, data: bytes, said: str) -> None:
    answer = send(sign_in(cast.coordinator), signed(cast), data)

    assert answer.status_code == 422 and said in words_of(answer)
    assert not SignedPaper.objects.exists()


def test_another_paper_takes_its_place_only_for_a_reason_and_the_first_one_stays(cast: Cast, sign_in: Any) -> None:
    code, client = signed(cast), sign_in(cast.coordinator)
    send(client, code, scan())

    refused = send(client, code, scan("grey"))
    send(client, code, scan("grey"), reason="The first one lacked page two")
    page = words_of(client.get(f"/desk/offers/{code}/"))

    assert refused.status_code == 422
    first, second = SignedPaper.objects.order_by("pk")
    assert second.replaces == first and client.get(f"/papers/{first.code}/").status_code == 200
    assert "The first one lacked page two" in page and "replaced on" in page
    told = Event.objects.filter(verb="keep_paper").order_by("pk")
    assert [e.reason for e in told] == ["", "The first one lacked page two"]


def test_the_same_file_twice_is_kept_once(cast: Cast, sign_in: Any) -> None:
    code, client = signed(cast), sign_in(cast.coordinator)

    send(client, code, WHOLE)
    send(client, code, WHOLE, reason="Again")

    assert SignedPaper.objects.count() == 1


def test_only_whoever_may_read_the_agreement_takes_the_paper_away(cast: Cast, sign_in: Any) -> None:
    code = signed(cast)
    send(sign_in(cast.coordinator), code, WHOLE)
    paper = SignedPaper.objects.get()

    seen = {who: sign_in(getattr(cast, who)).get(f"/papers/{paper.code}/").status_code
            for who in ("director", "officer", "auditor", "owner", "worker", "team_member", "omar", "brand_officer")}  # fmt: skip

    assert {who for who, status in seen.items() if status == 200} == {"director", "officer", "auditor", "owner"}
    assert set(seen.values()) <= {200, 403, 404}


def test_a_paper_belongs_to_a_signed_agreement_and_the_owner_cannot_put_another_there(cast: Cast, sign_in: Any) -> None:
    open_one, code = offer(cast).code, signed(cast)

    assert send(sign_in(cast.coordinator), open_one, WHOLE).status_code == 404
    assert send(sign_in(cast.owner), code, WHOLE).status_code == 403
    assert not SignedPaper.objects.exists()


def real_pdf() -> bytes:
    """One that the product prints itself."""
    return as_pdf(Offer.objects.select_related("enterprise", "provider", "programme", "agreement").get(), "en")
