"""What of the field waits, as lines of a coordinator's morning."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import allowed
from genba.kit import numbers
from genba.sync.reading import waiting
from genba.web.base.words import language
from genba.web.desk.morning_lines import Line


def device_lines(user: User) -> list[Line]:
    """At most three, each leading to its list; none where nothing waits. One query."""
    if not allowed(user, Permission.DEVICE_READ):
        return []
    found = waiting(user)

    def count(words: str, n: int) -> str:
        return words % {"n": numbers.number(n, language=language())}

    mine = _("you") if allowed(user, Permission.RECORD_SETTLE) else _("a coordinator")
    unsent = ngettext("%(n)s device has unsent work", "%(n)s devices have unsent work", found.devices)
    stuck = ngettext("%(n)s record from a device is stuck", "%(n)s records from devices are stuck", found.records)
    disputed = ngettext("%(n)s disagreement is to be decided", "%(n)s disagreements are to be decided", found.disagreements)
    lines = [
        (found.disagreements, Line(count(disputed, found.disagreements), _("two people changed the same thing"), mine,
                                   _("See both versions"), reverse("desk:disagreements"))),
        (found.records, Line(count(stuck, found.records), _("it arrived, and could not be put in its place"), mine,
                             _("See why"), reverse("desk:stuck"))),
        (found.devices, Line(count(unsent, found.devices), _("by the last report of each"), _("the trainers"),
                             _("See the devices"), reverse("desk:devices") + "?state=unsent")),
    ]  # fmt: skip
    return [line for n, line in lines if n]
