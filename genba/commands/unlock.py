"""`genba unlock EMAIL`: the way out for somebody who lost the phone and the recovery codes."""

import argparse

from allauth.mfa.models import Authenticator

from genba.access.actions import users
from genba.access.models import User
from genba.audit.actions import SYSTEM
from genba.commands import Answer
from genba.kit.refused import Refused

NAME = "unlock"
HELP = "Take away a lost second factor. Make sure who asks: its owner sets up a new one at the next sign-in."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL", help="the address with which they sign in")
    parser.add_argument("--reason", required=True, metavar="WHY", help="kept in the audit trail")


def run(options: argparse.Namespace) -> Answer:
    """Refused where nobody has this address, or has no second factor."""
    user = User.objects.filter(email__iexact=options.email).first()
    if user is None:
        raise Refused(f"Nobody signs in with {options.email}.")
    if not Authenticator.objects.filter(user=user).exists():
        raise Refused(f"{user.name} has no second factor.")
    users.forget_second_factor(by=SYSTEM, user=user, reason=options.reason)
    return Answer(f"{user.name} sets up a new second factor at the next sign-in.", {"user": user.code})
