"""What the outbox does for plans: once a day it looks for what is due or late, and tells whoever has to know."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from genba.access.models import User
from genba.kit.models import Task
from genba.kit.outbox import Running, handles, later, waits
from genba.plans.actions import reminders

LOOK = "plans.remind"
TELL = "plans.remind-one"
A_DAY = timedelta(days=1)


def always_waiting() -> None:
    """Somebody looks every day; the first time at once."""
    if not Task.objects.filter(kind=LOOK, finished_at=None).exists():
        waits(LOOK, timezone.now())


@handles(LOOK)
def look(running: Running) -> dict[str, Any]:
    """Everybody who has to be told gets a task of their own: a mail that cannot be sent holds nobody else's up."""
    people = reminders.to_be_told(timezone.localdate())
    for user in people:
        later(TELL, user=user.code)
    waits(LOOK, timezone.now() + A_DAY)
    return {"people": len(people)}


@handles(TELL)
def tell(running: Running) -> dict[str, Any]:
    """One mail to one person, about what is due or late now and was not told this week."""
    user = User.objects.get(code=running.payload["user"])
    return {"actions": reminders.tell(user=user, today=timezone.localdate())}
