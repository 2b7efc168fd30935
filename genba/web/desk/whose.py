"""Of one trainer or one provider only: the two lists above a reviewer's pages, kept in the address."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from markupsafe import Markup

from genba.access.permissions import Permission
from genba.access.policy import standing
from genba.kit.prepared import composed
from genba.programmes.trainers import providers_for, trainers_for
from genba.web.base.fields import Offer
from genba.web.base.filters import Filter, Filters

OFFERED = 300


@dataclass(frozen=True)
class Whose:
    """What the address asks, "" for everybody: codes, and the names that go with them."""

    trainer: str
    provider: str
    names: tuple[str, ...]
    fields: Markup

    @property
    def query(self) -> str:
        """The same question for another page of the reviewer: "" or "?trainer=…"."""
        asked = {"provider": self.provider, "trainer": self.trainer}
        query = urlencode({name: code for name, code in asked.items() if code})
        return f"?{query}" if query else ""


def whose(request: HttpRequest) -> Whose:
    """The trainers and providers within reach; of others nothing is heard. Two queries, a third beyond 300 trainers."""
    user, read = request.user, Permission.REVIEW_READ
    key = (user.pk, standing(user), timezone.localdate())
    providers: list[Any] = composed(("providers", *key), lambda: providers_for(user, read).values_list("code", "name"))
    trainers: list[Any] = composed(
        ("trainers", *key), lambda: trainers_for(user, read).values_list("code", "name")[:OFFERED]
    )
    wanted = request.GET.get("trainer", "").replace("\0", "")
    if len(trainers) == OFFERED and wanted and wanted not in dict(trainers):
        trainers += list(trainers_for(user, read).filter(code=wanted).values_list("code", "name"))
    lists = {}
    if len(providers) > 1:
        lists["provider"] = Filter(_("Provider"), Offer([("", _("all")), *providers]))
    lists["trainer"] = Filter(_("Trainer"), Offer([("", _("all")), *trainers]))
    filters = Filters(lists)
    asked = filters.asked(request.GET)
    provider, trainer = asked.get("provider", ""), asked["trainer"]
    names = tuple(name for code, name in (*providers, *trainers) if code and code in (provider, trainer))
    return Whose(trainer, provider, names, filters.fields(asked))
