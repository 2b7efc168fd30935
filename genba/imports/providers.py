"""In whose hands an enterprise of a file is given: the provider that its row names, or the only one there can be."""

from collections import defaultdict

from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.audit.actions import System
from genba.directory.models import Provider
from genba.imports.reach import rows_within, those_within
from genba.kit.codes import tidy_code
from genba.kit.names import name_key
from genba.kit.refused import Refused


class Providers:
    """The providers and countries in whose name somebody may do a deed.

    Whoever is bound to providers must name one of them, or would lose sight of the enterprise; with only one, that is it.
    """

    def __init__(self, by: User | System, permission: Permission) -> None:
        found = list(rows_within(by, permission, Provider))
        self._countries = those_within(by, permission, "country")  # None: all of them
        own = those_within(by, permission, "provider") or set()
        self._own = [provider for provider in found if provider.pk in own]
        self._called: dict[str, list[Provider]] = defaultdict(list)
        for provider in found:
            self._called[provider.code].append(provider)
            self._called[name_key(provider.name)].append(provider)

    def serving(self, said: str | None, country: str) -> Provider | None:
        """The provider for an enterprise in this country, `said` by name or code. Refused where none can be."""
        is_near = self._countries is None or country in self._countries
        if said:
            provider = self._named(said, country)
            if is_near or provider in self._own:
                return provider
        elif is_near:
            return None
        elif len(self._own) == 1:
            return self._own[0]
        elif self._own:
            names = ", ".join(sorted(provider.name for provider in self._own))
            raise Refused(_("Say which provider serves it: %(names)s.") % {"names": names}, field="provider")
        raise Refused(_("This country is beyond the reach of your role."), field="country")

    def _named(self, said: str, country: str) -> Provider:
        found = self._called.get(tidy_code(said)) or self._called.get(name_key(said)) or []
        here = [provider for provider in found if provider.country_id == country] or found
        if len(here) == 1:
            return here[0]
        if here:
            codes = ", ".join(f"{provider.code} ({provider.country_id})" for provider in here)
            raise Refused(_("There are several providers “%(name)s”. Write the code of one: %(codes)s.")
                          % {"name": said[:60], "codes": codes}, field="provider")  # fmt: skip
        raise Refused(_("There is no provider “%(name)s” that you may choose. Write its name as it stands here, or its code.")
                      % {"name": said[:60]}, field="provider")  # fmt: skip
