"""The secret address of somebody's calendar: made, made anew, stopped."""

import secrets
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from genba.access.models import User
from genba.audit.actions import record
from genba.delivery.models import CalendarFeed

SHORTEST = 40


@transaction.atomic
def make(*, by: User, language: str = "en") -> str:
    """A new secret for the own calendar, shown this once and kept as a hash only. The one before works no longer."""
    User.objects.select_for_update().get(pk=by.pk)  # two at once would both be first
    _revoke(by)
    secret = secrets.token_urlsafe(32)
    made = CalendarFeed.objects.create(user=by, digest=digest_of(secret), language=language)
    record("make", made, by=by)
    return secret


@transaction.atomic
def stop(*, by: User) -> None:
    """The address of the own calendar answers no longer."""
    standing = CalendarFeed.objects.filter(user=by, revoked_at=None).first()
    if standing:
        _revoke(by)
        record("stop", standing, by=by)


def _revoke(user: User) -> None:
    CalendarFeed.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())


def check(secret: str) -> CalendarFeed | None:
    """The feed with this secret, if it is in force and its user may still sign in. Random and long: a hash without salt
    and a look-up by it are enough."""
    if len(secret) < SHORTEST:
        return None
    standing = CalendarFeed.objects.filter(digest=digest_of(secret), revoked_at=None, user__is_active=True)
    return standing.select_related("user").first()


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
