"""What the outbox does for pulses: the owners hear of it, each enterprise by a task of its own."""

from typing import Any

from genba.kit.outbox import Running, handles, later
from genba.pulses.actions import sending
from genba.pulses.models import Pulse, PulseAsk

TELL_ONE = "pulses.tell-one"
MANY = 200


@handles(sending.TELL)
def tell(running: Running) -> dict[str, Any]:
    """A mail that cannot be sent holds nobody else's up."""
    codes = sending.to_be_told(Pulse.objects.get(code=running.payload["pulse"]))
    for n, code in enumerate(codes, 1):
        later(TELL_ONE, ask=code)
        if n % MANY == 0:
            running.progress(n, len(codes))
    return {"enterprises": len(codes)}


@handles(TELL_ONE)
def tell_one(running: Running) -> dict[str, Any]:
    """The owners of one enterprise."""
    ask = PulseAsk.objects.select_related("pulse", "enterprise").get(code=running.payload["ask"])
    return {"people": sending.tell(ask=ask)}
