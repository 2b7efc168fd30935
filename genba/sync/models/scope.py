"""Below whom what came from devices hangs."""

from typing import Any

from django.db.models import Q

from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Serving


def of_whom(field: str) -> Hangs:
    """Below whoever made it: their own, and within reach of those for whose providers and in whose countries they train."""

    def serving(scope: str) -> Any:
        return lambda keys: Q(**{f"{field}__in": Serving.objects.today().filter(**{f"{scope}__in": keys}).values("trainer")})

    return Hangs(read=Permission.DEVICE_READ, self=f"{field}_id", provider=serving("provider_id"),
                 country=serving("enterprise__country_id"))  # fmt: skip
