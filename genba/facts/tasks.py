"""When facts follow: a second after what they rest on changed, and once a day everything anew.

A look costs two short questions by key where nothing changed, and writes nothing. Once a day, because what is changed in
bulk without an event is found by nothing else.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from genba.facts import follow
from genba.kit.columns import rows_in
from genba.kit.outbox import Running, handles, waits, watches

REBUILD = "facts.rebuild"
A_DAY = timedelta(days=1)


def always_waiting() -> None:
    """Once a day, from the start of a worker on."""
    waits(REBUILD, timezone.now() + A_DAY)


@handles(REBUILD)
def rebuild(running: Running) -> dict[str, Any]:
    """Everything anew; again in a day."""
    made = follow.rebuild(lambda done, total: running.progress(done, total, _("Facts in columns")))
    waits(REBUILD, timezone.now() + A_DAY)
    return {"version": made.named.version, "comparisons": rows_in(made.comparisons)}


@watches
def keep_up() -> None:
    follow.follow()
