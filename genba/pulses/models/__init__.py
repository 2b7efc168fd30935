from genba.pulses.models.pulse import MOST_LETTERS, Pulse, PulseAsk, PulseAskQuerySet

__all__ = ["MOST_LETTERS", "Pulse", "PulseAsk", "PulseAskQuerySet"]
