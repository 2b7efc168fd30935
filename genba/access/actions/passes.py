"""Passes: how somebody without an e-mail address signs in."""

from django.contrib.auth.hashers import check_password, make_password
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import Pass, User
from genba.audit.actions import System, record
from genba.kit.codes import tidy_code
from genba.kit.refused import Refused

TRIES = 5
PAUSE_SECONDS = 15 * 60
EASY_PINS = {"1234", "12345", "123456", "4321", "2580", "1212", "1122"}


@transaction.atomic
def issue(*, by: User | System, user: User, pin: str) -> Pass:
    """A new pass for a user; an older one stops working. The PIN has four to eight figures and is not an easy one."""
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
        raise Refused(_("The PIN has four to eight figures, such as 2749."), field="pin")
    if user.is_staff_member:
        raise Refused(_("Staff sign in with e-mail, password and a second factor, not with a card."), field="user")
    if len(set(pin)) == 1 or pin in EASY_PINS:
        raise Refused(_("This PIN is too easy to guess. Choose another one."), field="pin")
    Pass.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
    made = Pass.objects.create(user=user, pin=make_password(pin), issued_by=by.code)
    record("issue", made, by=by, changes={"user": user.code})
    return made


def check(code: str, pin: str) -> User:
    """The user of a pass and its PIN. Refused in the same words for a wrong code and a wrong PIN; after five tries
    for a code, wrong or not, it rests for a quarter of an hour."""
    tidy = tidy_code(code)[:8]
    key = f"pass-tries:{tidy}"
    tried = int(cache.get(key, 0))
    if tried >= TRIES:
        raise Refused(_("Too many tries. Wait a quarter of an hour, or ask your trainer for a new pass."))
    # Counted before looking: of many guesses sent at once, few come through between the two.
    cache.set(key, tried + 1, PAUSE_SECONDS)
    found = Pass.objects.select_related("user").filter(code=tidy, revoked_at=None, user__is_active=True).first()
    # An unknown code costs as much time as a known one, so that the clock tells nothing.
    right = check_password(pin, found.pin if found else make_password(None))
    # Whoever became staff after the card was printed needs the second factor now.
    if found is None or not right or found.user.is_staff_member:
        raise Refused(_("The code or the PIN is not right. Look at your card and try again."))
    cache.delete(key)
    return found.user
