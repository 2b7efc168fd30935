"""Addresses of mail, as people type them."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from genba.kit.refused import Refused


def check_email(email: str) -> None:
    """Refused for what cannot be an address."""
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(_("“%(email)s” is no e-mail address. It looks like name@example.org.") % {"email": email[:80]},
                      field="email") from None  # fmt: skip
