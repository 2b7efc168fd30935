"""One thing to do on somebody's first page: what, why now, and the one tap that does it or leads there."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Tap:
    """A button that does it at once: its words, and what it says."""

    label: str
    value: str


@dataclass(frozen=True)
class Deed:
    """One thing to do. Where `taps` are there, each does it at once, and the button only leads to the thing."""

    kind: str | Promise
    title: str
    why: str
    button: str
    address: str
    is_late: bool = False
    taps: tuple[Tap, ...] = ()
    says: str = ""  # the address that hears the taps
    note: str = ""  # what somebody said about it
    remarks: tuple[tuple[str, str], ...] = ()  # item in words, what is to be put right
    also: tuple[tuple[str, str], ...] = ()  # other ways: words and address
