"""What a trainer takes along for the next days: classes, visits, and of each module only what these need."""

from typing import Any

from genba.access.models import User
from genba.curriculum import UnknownModule
from genba.programmes.curricula import curriculum
from genba.web.field.day_classes import classes_of
from genba.web.field.day_modules import module_for_the_day
from genba.web.field.day_visits import visits_of


def day_of(user: User) -> dict[str, Any]:
    """Everything in one answer, in the language of the reader. Days as ISO 8601, minutes as whole numbers, amounts as
    numbers."""
    classes, visits = classes_of(user), visits_of(user)
    slugs = sorted({one["slug"] for one in (*classes, *visits)})
    return {"user": user.code, "classes": classes, "visits": visits, "modules": {s: _module(s) for s in slugs}}


def _module(slug: str) -> dict[str, Any]:
    try:
        return module_for_the_day(curriculum().module(slug))
    except UnknownModule:  # taken out of modules/ since: its classes are still listed, nothing of it is asked
        return {"title": slug, "kpis": [], "areas": [], "notes": [], "questions": []}
