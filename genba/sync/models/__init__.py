from genba.sync.models.brought import BroughtFile, BroughtRecord
from genba.sync.models.device import Device
from genba.sync.models.disagreement import THINGS, Disagreement
from genba.sync.models.record import FACTS, MadeHere, Outcome, Receipt
from genba.sync.models.scope import of_whom
from genba.sync.models.upload import Upload

__all__ = [
    "FACTS",
    "THINGS",
    "BroughtFile",
    "BroughtRecord",
    "Device",
    "Disagreement",
    "MadeHere",
    "Outcome",
    "Receipt",
    "Upload",
    "of_whom",
]
