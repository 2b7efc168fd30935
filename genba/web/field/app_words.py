"""What the field app says, in the language of whoever opens it: the device has no catalogue of its own."""

from typing import Any

from django.utils.translation import gettext as _

from genba.directory.models import Sex, WorkRole
from genba.sync.models import Outcome

State = Outcome.State
LIGHTS = {"here": "waiting", State.ACCEPTED: "good", State.FLAGGED: "attention", State.TO_FIX: "trouble", State.WAITING: "waiting",
          State.REFUSED: "trouble"}  # fmt: skip


def words() -> dict[str, Any]:
    """Sentences by name; what stands in {braces} is filled in on the device."""
    return {
        "title": _("Without a network"), "nothingYet": _("Open this page once with a network: then it holds your classes."),
        "noClass": _("No class of yours is near."), "gone": _("This session is not on the device."),
        "who": _("Who is here?"), "here": _("Here"), "away": _("Not here"), "allHere": _("All are here"),
        "noneHere": _("Start with none"), "keep": _("Keep the list"), "counted": _("{here} of {all} here"),
        "trainers": _("Trainers are not counted."), "walkIn": _("Add someone who walked in"), "addHere": _("Add as here"),
        "name": _("Name"), "sex": _("Sex"), "role": _("Work"), "from": _("From which enterprise"),
        "nameFirst": _("Write the name first."),
        "sexes": {key: str(name) for key, name in Sex.choices}, "roles": {key: str(name) for key, name in WorkRole.choices},
        "outbox": _("Outbox"), "unsent": _("Not sent yet: {n}. They go by themselves."), "allSent": _("Everything is sent."),
        "states": {"here": _("On this device"), **{key: str(name) for key, name in State.choices}}, "lights": LIGHTS,
        "sendNow": _("Send now"), "exportAll": _("Save what is unsent as a file"),
        "fetched": _("On this device since {at}: {kb} KB."),
        "told": {"offline": _("No network just now. Go on: everything stays on this device."),
                 "signed-out": _("You are signed out. Sign in, and what is unsent goes."),
                 "withdrawn": _("This device was withdrawn, and what was on it is gone. Ask your coordinator.")},
    }  # fmt: skip
