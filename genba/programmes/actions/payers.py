"""Say who stands behind a name that is written as a payer."""

from django.db import transaction
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.actions.enterprises import country_row
from genba.directory.models import Brand, Sponsor
from genba.kit.names import name_key, tidy_name
from genba.kit.refused import Refused
from genba.programmes.models import Payer, PayerName
from genba.programmes.payers import NAMED, SPONSORS


@transaction.atomic
def name_payer(*, by: User | System, country: str, payer: str, name: str, body: Sponsor | Brand | None) -> PayerName:
    """From now on this name, written as this kind of payer in this country (ISO code), is this sponsor or brand; None: nobody
    that is known here. It holds for the agreements there are and for those that come.

    Refused where the kind of payer has no such body behind it: a ministry or donor is a sponsor, a brand is a brand.
    """
    kind = Payer(payer)
    if kind not in NAMED or not name_key(name):
        raise Refused(_("Only a brand, a ministry or a donor with a name can be said to be somebody."), field="name")
    if body and isinstance(body, Sponsor) != (kind in SPONSORS):
        raise Refused(
            _("A ministry or donor is one of the sponsors, a brand is one of the brands. Choose again."), field="body"
        )
    place = {"country": country_row(country), "payer": payer, "key": name_key(name)}
    said: PayerName = PayerName.objects.select_for_update().filter(**place).first() or PayerName(
        **place, name=tidy_name(name)
    )
    said.sponsor = body if isinstance(body, Sponsor) else None
    said.brand = body if isinstance(body, Brand) else None
    said.said_by = by if isinstance(by, User) else None
    said.save()
    record(
        "name",
        said,
        by=by,
        changes={"country": country, "payer": payer, "name": said.name, "body": body.code if body else ""},
    )
    return said
