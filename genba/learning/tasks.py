"""What the outbox does for learners: long searches, and forgetting them."""

import time
from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from genba.curriculum.tools import No, Watch
from genba.curriculum.tools.kept import to_data
from genba.kit.models import Task
from genba.kit.outbox import Running, handles
from genba.learning.solving import FORGET, KIND, STOP
from genba.programmes.curricula import curriculum

SHARES = 1000
LOOKS = 0.3  # seconds between two looks at the row


class OutboxWatch(Watch):
    """Tells the row how far a search is, and asks it whether to stop; rarely enough to cost nothing."""

    def __init__(self, running: Running) -> None:
        self.running, self.told_at, self.asked_at, self.stopped = running, 0.0, 0.0, False

    def tell(self, share: float, best: Mapping[str, Any] | None = None) -> None:
        if time.monotonic() - self.told_at > LOOKS:
            self.told_at = time.monotonic()
            stage = ", ".join(f"{name} {value}" for name, value in (best or {}).items())
            self.running.progress(round(SHARES * min(1.0, max(0.0, share))), SHARES, stage)

    @property
    def is_stopped(self) -> bool:
        if not self.stopped and time.monotonic() - self.asked_at > LOOKS:
            self.asked_at = time.monotonic()
            self.stopped = Task.objects.filter(pk=self.running.task.pk, result__has_key=STOP).exists()
        return self.stopped


@handles(KIND)
def work_out(running: Running) -> dict[str, Any]:
    """Run the tool; what it found is kept as plain data, a no with its place."""
    asked = running.payload
    tool = curriculum().module(asked["module"]).tool(asked["tool"])
    with override(asked["language"]):
        try:
            answer = tool.run(asked["given"], OutboxWatch(running))
        except No as no:
            return {"no": {"said": to_data(no.said), "field": no.field, "row": no.row, "column": no.column}}
    return {"answer": to_data(answer)}


@handles(FORGET)
def forget(running: Running) -> dict[str, Any]:
    """A search and all that was typed for it is taken out."""
    Task.objects.filter(kind=KIND, code=running.payload["code"]).delete()
    return {}
