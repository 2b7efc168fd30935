"""The panel is handed out for an evaluator."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.audit.actions import System, record
from genba.directory.models import Country
from genba.impact.models import PanelExport
from genba.kit.codes import tidy_code
from genba.kit.refused import Refused


@transaction.atomic
def export(*, by: User | System, why: str, country: str = "", like: str = "") -> PanelExport:
    """Write down that the panel is handed out, before anything is: who, why, of which country ("" for all).

    like: the code of an earlier export whose pseudonyms this one is to share, so that both can be joined; "" for new ones.
    Refused without a reason, for a country where the programme does not work, and for an export that the author cannot see.
    """
    if not why.strip():
        raise Refused(_("Say what for: who will read it, and for which evaluation."), field="why")
    if country and not Country.objects.filter(pk=country).exists():
        raise Refused(_("The programme does not work in this country."), field="country")
    made = PanelExport.objects.create(
        country_id=country or None, why=why.strip()[:300], salt=_salt(by, like) if like else secrets.token_hex(20),
        exported_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    record("export", made, by=by, changes={"country": country, "like": like}, reason=made.why)
    return made


def _salt(by: User | System, like: str) -> str:
    rows = visible(by, Permission.PANEL_EXPORT, PanelExport) if isinstance(by, User) else PanelExport.objects.all()
    found = rows.filter(code=tidy_code(like)).values_list("salt", flat=True).first()
    if found is None:
        raise Refused(_("There is no earlier export with the code “%(code)s”.") % {"code": like[:20]}, field="like")
    return found
