"""Whether a filed report may still be read: what rests on consents may not once one of them is taken back or over."""

from django.utils.translation import gettext as _

from genba.filing.models import Filed
from genba.kit.refused import Refused
from genba.partnerships.models import Consent


def rests_on_lost_consent(filed: Filed) -> bool:
    """Whether an enterprise in it took its consent back, or its days are over."""
    codes = set(filed.contents["rests_on"])
    return bool(codes) and Consent.objects.in_force().filter(code__in=codes).count() < len(codes)


def readable(filed: Filed) -> Filed:
    """The same report. Refused where an enterprise in it no longer shares what it shows."""
    if rests_on_lost_consent(filed):
        raise Refused(
            _("An enterprise in this report took its consent back, so nobody may read it any more. Make a new version.")
        )
    return filed
