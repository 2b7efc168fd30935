"""The templates of the pages: escaping always on, our own words for dates, numbers and codes.

Each language has an environment of its own, in which sentences, numbers and names of that language are at hand. A page
says a few hundred of them; to ask for each which language is spoken now would cost as much as its queries.
"""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.staticfiles.storage import staticfiles_storage
from django.middleware.csrf import get_token
from django.utils import translation
from jinja2 import Environment, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from genba.access.permissions import Permission
from genba.access.policy import allowed
from genba.kit.speech import Speech
from genba.publishing.facing import facing
from genba.web.base import words
from genba.web.base.addresses import address
from genba.web.base.definitions import defined_at
from genba.web.base.language import in_every_language, in_language
from genba.web.base.linked_data import linked
from genba.web.base.navigation import foot, navigation
from genba.web.base.stylesheet import sheet


class Environments:
    """What settings.TEMPLATES asks for: the environment of the language that is spoken now, at Django's two doors."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.of: dict[str, Environment] = {}

    def now(self) -> Environment:
        language = words.language()
        if language not in self.of:
            self.of[language] = environment(language, **self.options)
        return self.of[language]

    def get_template(self, name: str) -> Template:
        return self.now().get_template(name)

    def from_string(self, source: str) -> Template:
        return self.now().from_string(source)


def environment(language: str, **options: Any) -> Environment:
    """For pages in one language. Undefined names are errors: a page never shows an empty hole."""
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=settings.DEBUG)
    env = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], **options)  # noqa: S701 autoescape comes in options
    speech = Speech()
    env.install_gettext_callables(speech.say, speech.say_many, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(_=speech.say, gettext=speech.say, ngettext=speech.say_many)
    env.globals.update(
        url=address, static=static, csrf_field=csrf_field, P=Permission, demo=settings.DEMO,
        languages=settings.LANGUAGES, language=words.language, is_rtl=translation.get_language_bidi, may=may,
        navigation=navigation, messages=get_messages, facing=facing, foot=foot, in_language=in_language,
        in_every_language=in_every_language, stylesheet=sheet, defined_at=defined_at, linked=linked,
    )  # fmt: skip
    env.filters.update(words.filters(language))
    return env


@cache
def static(path: str) -> str:
    """The address of one of our own files; with its fingerprint it stays the same for as long as the program runs."""
    return str(staticfiles_storage.url(path))


@pass_context
def csrf_field(context: Context, always: bool = False) -> Markup:
    """The hidden field that proves a form came from our own page; nothing where the form needs no proof (`@open_form`)."""
    request = context["request"]
    if not always and request.resolver_match and getattr(request.resolver_match.func, "csrf_exempt", False):
        return Markup("")
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(get_token(request))


@pass_context
def may(context: Context, permission: Permission) -> bool:
    """Whether the reader holds a permission at all; for showing or leaving out a button."""
    return allowed(context["request"].user, permission)
