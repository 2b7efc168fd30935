"""When figures are looked at anew: this room asks what was changed, as impact does, and looks at those enterprises.

It keeps a mark of its own, so it neither waits for impact nor is waited for. Once a day all are looked at: then peers are worked
out, and what a bulk correction changed in place is found.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from genba.impact.tasks import since_last_run
from genba.kit.models import Task
from genba.kit.outbox import Running, handles, waits
from genba.quality.look import look

LOOK, CATCH_UP = "quality.look", "quality.catch-up"
A_DAY = timedelta(days=1)


def always_waiting() -> None:
    """What must always be in the outbox; `genba work` asks for it when it starts."""
    if not Task.objects.filter(kind=CATCH_UP, finished_at=None).exists():
        waits(CATCH_UP, timezone.now())


@handles(LOOK)
def look_at_all(running: Running) -> dict[str, Any]:
    """Everybody, and again in a day."""
    still = look(progress=lambda done, total: running.progress(done, total, _("Figures to check")))
    waits(LOOK, timezone.now() + A_DAY)
    return {"open": still}


@handles(CATCH_UP)
def catch_up(running: Running) -> dict[str, Any]:
    """Look at who changed since the last run, and come again in a minute."""

    def work(touched: set[int], has_events: bool) -> None:
        if touched:
            look(touched, progress=lambda done, total: running.progress(done, total, _("Figures to check")))

    return since_last_run(CATCH_UP, first=LOOK, work=work)
