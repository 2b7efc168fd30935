"""Add people who sign in, give them roles, take roles away."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import Grant, User
from genba.access.roles import ROLES
from genba.audit.actions import System, record
from genba.kit.names import tidy_name
from genba.kit.refused import Refused


@transaction.atomic
def add(
    *,
    by: User | System,
    name: str,
    email: str | None = None,
    password: str | None = None,
    language: str = "en",
) -> User:
    """A new user. Without an e-mail address they sign in with a pass; without a password they set one by mail."""
    if email and User.objects.filter(email__iexact=email).exists():
        raise Refused(_("Somebody with this e-mail address is here already."), field="email")
    user = User.objects.create_user(email, password, name=tidy_name(name), language=language)
    record("add", user, by=by)
    return user


@transaction.atomic
def give(
    *,
    by: User | System,
    user: User,
    role: str,
    scope_kind: str,
    scope_id: str | int = "",
    since_on: date | None = None,
) -> Grant:
    """Give a role within a scope from a day. Refused when the role does not go with that kind of scope."""
    if scope_kind not in ROLES[role].scopes:
        raise Refused(_("The role “%(role)s” cannot be given for this scope.") % {"role": ROLES[role].name})
    grant: Grant = Grant.objects.create(
        user=user, role=role, scope_kind=scope_kind, scope_id=str(scope_id), since_on=since_on or timezone.localdate(),
        given_by=by.code,
    )  # fmt: skip
    record(
        "give",
        grant,
        by=by,
        changes={"role": role, "scope": scope_kind, "scope_id": str(scope_id), "user": user.code},
    )
    return grant


@transaction.atomic
def take(*, by: User | System, grant: Grant, reason: str = "") -> None:
    """End a grant today; it stays in the history."""
    grant.until_on = max(timezone.localdate(), grant.since_on)
    grant.save(update_fields=["until_on"])
    record("take", grant, by=by, reason=reason)


@transaction.atomic
def speak(*, by: User, language: str) -> None:
    """Keep the language in which the house writes to this user."""
    by.language = language
    by.save(update_fields=["language"])
    record("speak", by, by=by, changes={"language": language})


@transaction.atomic
def forget_second_factor(*, by: User | System, user: User, reason: str) -> None:
    """Take away every second factor and recovery code of somebody who lost them.

    At the next sign-in they set up a new one before they see anything.
    """
    Authenticator.objects.filter(user=user).delete()
    record("forget-second-factor", user, by=by, reason=reason)
