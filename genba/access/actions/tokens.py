"""Tokens: a program acts for a user, with one of the user's grants and no more."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import Grant, Token, User
from genba.access.permissions import Permission
from genba.audit.actions import record
from genba.kit.names import tidy_name
from genba.kit.refused import Refused

PREFIX = "gnb_"  # so that a token in a public file is found by those who search for such things
LONGEST_DAYS = 365


@transaction.atomic
def make(*, by: User, grant: Grant, name: str, days: int) -> tuple[Token, str]:
    """A token with one of the own grants, and its secret, which is shown this once and kept as a hash only.

    It works from now on for `days` days, not including the last. Refused for the grant of somebody else, one that is
    over or that allows no tokens, and for more than a year.
    """
    held = any(g.pk == grant.pk and Permission.TOKEN_MAKE in g.permissions for g in by.held)
    if grant.user_id != by.pk or not held:
        raise Refused(_("Tokens cannot be made with this role."), field="grant")
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(_("A token works for one to %(most)s days.") % {"most": LONGEST_DAYS}, field="days")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(grant=grant, name=tidy_name(name)[:80], digest=digest_of(secret),
                                 expires_on=timezone.localdate() + timedelta(days=days))  # fmt: skip
    record("make", token, by=by, changes={"role": grant.role, "expires_on": token.expires_on.isoformat()})
    return token, secret


@transaction.atomic
def revoke(*, by: User, token: Token) -> None:
    """The token stops working now; it stays in the history."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record("revoke", token, by=by)


def check(secret: str) -> User | None:
    """The user for whom this secret speaks, narrowed to the one grant of the token; None for any secret that is not
    (or no longer) good. The secret is random and long, so a hash without salt and a look-up by it are enough."""
    if not secret.startswith(PREFIX):
        return None
    found = (
        Token.objects.select_related("grant__user")
        .filter(digest=digest_of(secret), revoked_at=None, expires_on__gt=timezone.localdate())
        .filter(grant__user__is_active=True, grant__in=Grant.objects.in_force())
        .first()
    )
    if found is None:
        return None
    user: User = found.grant.user
    user.held = (found.grant,)
    return user


def digest_of(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
