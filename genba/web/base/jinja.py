"""The template environment: escaping always on, our own words for dates, numbers and codes."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.staticfiles.storage import staticfiles_storage
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from genba.access.permissions import Permission
from genba.access.policy import allowed
from genba.web.base import words
from genba.web.base.navigation import navigation
from genba.web.base.speech import say, say_many


def environment(**options: Any) -> Environment:
    """What settings.TEMPLATES asks for. Undefined names are errors: a page never shows an empty hole."""
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=settings.DEBUG)
    env = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)  # noqa: S701 autoescape comes in options
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        newstyle=True,
    )
    env.globals.update({"_": say, "gettext": say, "ngettext": say_many})
    env.globals.update(
        url=url, static=staticfiles_storage.url, csrf_field=csrf_field, P=Permission, demo=settings.DEMO,
        languages=settings.LANGUAGES, language=translation.get_language, is_rtl=translation.get_language_bidi, may=may,
        navigation=navigation, messages=get_messages,
    )  # fmt: skip
    env.filters.update(words.FILTERS)
    return env


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args, kwargs=kwargs)


@pass_context
def csrf_field(context: Context) -> Markup:
    """The hidden field that proves a form came from our own page."""
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(get_token(context["request"]))


@pass_context
def may(context: Context, permission: Permission) -> bool:
    """Whether the reader holds a permission at all; for showing or leaving out a button."""
    return allowed(context["request"].user, permission)
