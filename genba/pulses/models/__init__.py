from genba.pulses.models.pulse import Pulse, PulseAsk, PulseAskQuerySet

__all__ = ["Pulse", "PulseAsk", "PulseAskQuerySet"]
