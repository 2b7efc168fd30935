"""What we tell the sign-in library about our people."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.http import HttpRequest

from genba.access.models import User


def display(user: User) -> str:
    """How a person is called on sign-in pages and in mails."""
    return user.name


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the programme, never by whoever comes along."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whether to ask "is it still you?": not of somebody who has just signed in, such as for the first time."""
        records = get_authentication_records(context.request, context.request.user)
        since = time.time() - records[-1]["at"] if records else None
        return since is None or since >= app_settings.REAUTHENTICATION_TIMEOUT

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return home_of(request.user)


def home_of(user: Any) -> str:
    """Where the day of this user begins: the home of the first role held."""
    from django.urls import reverse  # urls are loaded after the settings name this adapter

    return reverse(user.roles[0].home if user.roles else "home")
