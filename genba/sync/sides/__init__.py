"""What people can disagree about: a file for each noun, and one line here. Each says what the versions mean in words, what
stands now, and how the version of the device is put in its place: by the action of the pages, and by no other way."""

from genba.sync.sides import attendance, decision, pulse, value
from genba.sync.sides.side import Side

SIDES: dict[str, Side] = {"workshop": attendance.SIDE, "action": decision.SIDE, "observation": value.SIDE,
                          "pulse-ask": pulse.SIDE}  # fmt: skip
