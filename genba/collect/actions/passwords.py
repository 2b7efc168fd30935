"""Collect passwords: made by their user for the collectors on their phones, shown once, withdrawn."""

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import allowed
from genba.audit.actions import record
from genba.collect import digest
from genba.collect.models import CollectPassword
from genba.kit.codes import new_codes
from genba.kit.refused import Refused

DAYS = 365
TRIES, PAUSE_SECONDS = 5, 5 * 60  # as at the door of the pages


@transaction.atomic
def make(*, by: User) -> tuple[CollectPassword, str]:
    """A collect password, and the word itself, which is shown this once. An older one stops working.

    It works for a year. Refused where the role sends no records.
    """
    if not allowed(by, Permission.RECORD_SEND):
        raise Refused(_("With this role no forms are sent."))
    _withdraw_all(by)
    secret = "-".join(part[:4] + "-" + part[4:] for part in new_codes(2))  # 78 bits, typed on a small keyboard
    made = CollectPassword(user=by, expires_on=timezone.localdate() + timedelta(days=DAYS))
    made.sealed = digest.seal(digest.ha1(by.code, secret), made.code)
    made.save()
    record("make", made, by=by, changes={"expires_on": made.expires_on.isoformat()})
    return made, secret


@transaction.atomic
def withdraw(*, by: User) -> None:
    """The collect password stops working now."""
    _withdraw_all(by)


def current(user: User) -> CollectPassword | None:
    """The one that works today, if there is one."""
    found: CollectPassword | None = CollectPassword.objects.good().filter(user=user).first()
    return found


def of_name(username: str) -> CollectPassword | None:
    """The one that works today for whoever calls themselves so."""
    found: CollectPassword | None = CollectPassword.objects.good().select_related("user").filter(user__code=username).first()
    return found


def by_digest(said: dict[str, str], method: str) -> CollectPassword | None:
    """The collect password that this Digest header proves."""
    found = of_name(said["username"])
    # An unknown name takes the same way, so that the clock tells nothing.
    ha1 = digest.seal(found.sealed, found.code) if found else digest.ha1("", "")
    return found if digest.is_right(said, method, ha1) and found else None


def by_basic(username: str, secret: str) -> CollectPassword | None:
    """The collect password that this is."""
    found = of_name(username)
    right = found and constant_time_compare(digest.seal(found.sealed, found.code), digest.ha1(username, secret))
    return found if right else None


def rests(username: str) -> bool:
    """Whether too many wrong passwords were tried for this name just now."""
    return int(cache.get(_key(username), 0)) >= TRIES


def was_wrong(username: str) -> None:
    """One more wrong password for this name."""
    key = _key(username)
    cache.add(key, 0, PAUSE_SECONDS)
    cache.set(key, int(cache.get(key, 0)) + 1, PAUSE_SECONDS)


def is_used(said: dict[str, str]) -> bool:
    """Whether this very proof was shown before; it is good once."""
    shown = digest.md5(said["nonce"], said["nc"], said["cnonce"])
    return not cache.add(f"collect-shown:{shown}", 1, digest.NONCE_SECONDS + 60)


def _key(username: str) -> str:
    return f"collect-tries:{digest.md5(username)}"


def _withdraw_all(user: User) -> Any:
    for old in CollectPassword.objects.filter(user=user, revoked_at=None):
        old.revoked_at = timezone.now()
        old.save(update_fields=["revoked_at"])
        record("withdraw", old, by=user)
