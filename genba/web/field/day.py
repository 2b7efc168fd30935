"""What a trainer takes along for the next days: classes, visits, baselines, and of each module only what these need."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.curriculum import UnknownModule
from genba.programmes.curricula import curriculum
from genba.sync.models import Disagreement
from genba.sync.side_by_side import side_by_side
from genba.web.field.day_classes import classes_of
from genba.web.field.day_forms import asks_of, baselines_of, forms_of
from genba.web.field.day_modules import module_for_the_day
from genba.web.field.day_visits import visits_of
from genba.web.field.today import engagements_of

MOST = 50  # disagreements; the desk has all of them


def day_of(user: User, also: Collection[str] = ()) -> dict[str, Any]:
    """Everything in one answer, in the language of the reader. Days as ISO 8601, minutes as whole numbers, amounts as
    numbers. `also`: codes of own classes and engagements that are wanted though others are due before them."""
    own = engagements_of(user)
    all = {"class": classes_of(user, also), "visit": visits_of(own, also), "baseline": baselines_of(own, also),
           "pulse": asks_of(user)}  # fmt: skip
    rows, needs = {need: one.rows for need, one in all.items()}, defaultdict(set)
    for need, each in rows.items():
        for one in each:
            needs[one["slug"]].add(need)
    return {"user": user.code, "classes": rows["class"], "visits": rows["visit"], "baselines": rows["baseline"],
            "asks": rows["pulse"], "modules": {slug: _module(slug, needs[slug]) for slug in sorted(needs)},
            "disagreements": _disagreements(user), "left": {need: one.left for need, one in all.items()}}  # fmt: skip


def _disagreements(user: User) -> list[dict[str, Any]]:
    """Where a record of their own says otherwise than somebody else, until a person decides."""
    open_ = visible(user, Permission.DEVICE_READ, Disagreement).filter(receipt__author=user, decided_at=None)
    rows = list(open_.select_related("receipt__author", "theirs_by", "decided_by").order_by("raised_at", "pk")[:MOST])
    return [{"code": one.row.code, "title": one.title, "about": one.about, "now": one.now, "mine": one.mine, "stands": one.stands,
             "mayDecide": one.may_decide} for one in side_by_side(user, rows)]  # fmt: skip


def _module(slug: str, needs: set[str]) -> dict[str, Any]:
    try:
        module = curriculum().module(slug)
    except UnknownModule:  # taken out of modules/ since: its classes are still listed, nothing of it is asked
        return {"title": slug, "kpis": [], "areas": [], "notes": [], "questions": [], "forms": {}}
    return {**module_for_the_day(module, has_notes=bool(needs & {"class", "visit"})), "forms": forms_of(module, needs)}
