"""How the programme shows itself."""

import io
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from genba.access.models import User
from genba.audit.actions import System, record
from genba.curriculum import LANGUAGES
from genba.directory.places import country_code
from genba.kit import kept, photos
from genba.kit.mails import check_email
from genba.kit.names import tidy_name
from genba.kit.refused import Refused, Stale
from genba.programmes.models import Programme
from genba.publishing import facing
from genba.publishing.models.face import BRAND, BRAND_MARK, FIGURES, FOLDER, Face

MARK_SIDE = 192  # pixels
HEX = "0123456789abcdef"
LONGEST_LINE = 120


@transaction.atomic
def set_face(
    *, by: User | System, programme: Programme, name: str, lines: Mapping[str, str] | None = None, brand: str = BRAND,
    brand_mark: str = BRAND_MARK, email: str = "", phone: str = "", address: str = "", countries: Sequence[str] = (),
    figures: Sequence[str] = (), mark: bytes | None = None, without_mark: bool = False, version: int | None = None,
) -> Face:  # fmt: skip
    """Name, a few words in each language, colours as #rrggbb, contact, countries and figures that are shown, the logo.

    mark: a picture; None leaves the one there is, unless `without_mark`. Refused for colours that are none, unknown
    countries and figures, a picture that is none. Stale for an older version.
    """
    face = Face.objects.select_for_update().filter(programme=programme).first() or Face(programme=programme, version=0)
    if version is not None and version != face.version:
        raise Stale(_("Somebody else changed this while you were typing."), version=face.version, now={"name": face.name})
    if email:
        check_email(email)
    if unknown := [f for f in figures if f not in FIGURES]:
        raise Refused(_("There is no figure “%(code)s” for the first page.") % {"code": unknown[0][:40]}, field="figures")
    face.name = tidy_name(name)
    face.lines = {
        language: said
        for language in LANGUAGES
        if (said := " ".join((lines or {}).get(language, "").split())[:LONGEST_LINE])
    }
    face.brand, face.brand_mark = _colour(brand, "brand"), _colour(brand_mark, "brand_mark")
    face.email, face.phone, face.address = email.strip(), phone.strip(), " ".join(address.split())
    face.countries = list(dict.fromkeys(country_code(c) for c in countries))
    face.figures = list(dict.fromkeys(figures))
    if mark is not None:
        face.mark = kept.keep(_square(mark), FOLDER, "png")
    elif without_mark:
        face.mark = ""
    face.set_by = by if isinstance(by, User) else None
    face.version += 1
    face.save()
    transaction.on_commit(facing.forget)
    record("set", face, by=by, changes={"programme": programme.code, "name": face.name, "brand": face.brand})
    return face


def _colour(text: str, field: str) -> str:
    colour = text.strip().lower()
    if len(colour) != 7 or colour[0] != "#" or any(c not in HEX for c in colour[1:]):
        raise Refused(_("A colour is written as # and six figures or letters from a to f, such as #24487a."), field=field)
    return colour


def _square(data: bytes) -> bytes:
    """The logo in the middle of a square PNG, written anew; what was see-through stays so."""
    photos.clean(data)  # says what is wrong with a file that is no picture
    with Image.open(io.BytesIO(data)) as picture:
        drawn = picture.convert("RGBA")
        drawn.thumbnail((MARK_SIDE, MARK_SIDE), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (MARK_SIDE, MARK_SIDE), (0, 0, 0, 0))
    square.paste(drawn, ((MARK_SIDE - drawn.width) // 2, (MARK_SIDE - drawn.height) // 2))
    out = io.BytesIO()
    square.save(out, "PNG", optimize=True)
    return out.getvalue()
