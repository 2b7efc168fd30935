"""The modules as this installation has them. Content is loaded once and frozen; rows keep its slugs."""

from django.conf import settings
from django.utils.translation import gettext as _

from genba.curriculum import Curriculum, Module, UnknownModule, load
from genba.kit.refused import Refused


def curriculum() -> Curriculum:
    """Everything in modules/, loaded on first use."""
    return load(settings.MODULES)


def module_of(slug: str) -> Module:
    """A module by its slug, or Refused where it is not (or no longer) in modules/."""
    try:
        return curriculum().module(slug)
    except UnknownModule:
        raise Refused(_("There is no module “%(slug)s” here.") % {"slug": slug}, field="module") from None
