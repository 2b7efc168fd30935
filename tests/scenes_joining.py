"""An open form as a person sends it: a while after the page was written."""

from datetime import timedelta
from typing import Any

import time_machine
from django.utils import timezone

from genba.web.base.open_forms import began


def unhurried(**typed: Any) -> dict[str, Any]:
    """What was typed, on a page that was written a minute ago."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        return {"began": began(), "homepage": "", **typed}
