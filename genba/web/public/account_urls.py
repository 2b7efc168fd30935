"""Signing in and the own account. Every address that a page or mail of the sign-in library names is here, no other."""

from allauth.account import views as theirs
from django.urls import include, path, re_path

from genba.web.public.views import account

urlpatterns = [
    path("", account.show, name="account"),
    path("directory/", account.listing, name="account-directory"),
    path("tokens/", account.make_token, name="make_token"),
    path("tokens/<str:code>/revoke/", account.revoke_token, name="revoke_token"),
    path("login/", theirs.login, name="account_login"),
    path("logout/", theirs.logout, name="account_logout"),
    path("signup/", theirs.signup, name="account_signup"),  # closed; a mail to an unknown address names it
    path("reauthenticate/", theirs.reauthenticate, name="account_reauthenticate"),
    path("inactive/", theirs.account_inactive, name="account_inactive"),
    path("password/change/", theirs.password_change, name="account_change_password"),
    path("password/set/", theirs.password_set, name="account_set_password"),
    path("password/reset/", theirs.password_reset, name="account_reset_password"),
    path("password/reset/done/", theirs.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        theirs.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/reset/key/done/", theirs.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("2fa/", include("allauth.mfa.urls")),
]
