"""What the field app fills in from the forms of a module: baselines that wait, pulses that are open, and what else a visit asks.

A form is small JSON in the language of the reader. Good practices keep their words with the module, a list of choices or a
sentence stands there once, expressions are trees. Left out is what the app asks by itself (the numbers, and at a visit its day,
advice and practices), and photos, which have their own screen.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.curriculum import Form, Module
from genba.curriculum.collecting import ADVICE, NEXT_STEPS, OUTPUT, UNIT, day_asked, needs_unit
from genba.curriculum.expressions import Malformed, tree_of
from genba.curriculum.forms import Row
from genba.curriculum.practices import PRACTICE_TYPE
from genba.pulses.models import PulseAsk
from genba.pulses.questions import MODULE as PULSE_MODULE
from genba.web.base.words import country, language, sector
from genba.web.field.day_taken import Taken, taken
from genba.web.field.day_visits import last_points, own_kpis
from genba.web.field.today import baseline_when, by_class

MOST = 12  # of each
UNASKED = ("image", "audio", "video", "file", "start", "end", "today", "deviceid")
OWN = {*ADVICE, *NEXT_STEPS}  # what the page of a visit asks by itself, beside the day
YES = ("yes", "true", "true()")
Json = dict[str, Any]


def baselines_of(own: list[Any], also: Collection[str] = ()) -> Taken:
    """The engagements of a trainer that have none yet and can still have one, those whose class begins first."""
    rows, left = taken([e for e in by_class(own) if not e.can_be_visited], MOST, also)
    last = last_points(rows) if rows else {}
    return Taken([{"code": e.code, "enterprise": e.enterprise.name, "slug": e.module, "when": baseline_when(e),
                   "kpis": own_kpis(e, last.get(e.enterprise_id, {})), "hasUnit": bool(e.enterprise.output_unit)}
                  for e in rows], left)  # fmt: skip


def asks_of(user: User) -> Taken:
    """The enterprises that are asked in a crisis just now, and have not answered; with what we know of them already."""
    open_now = PulseAsk.objects.open().values("pk")
    rows = (
        visible(user, Permission.PULSE_ANSWER, PulseAsk)
        .filter(pk__in=open_now, answered_on=None)
        .select_related("enterprise")
    )
    told, asks = language(), list(rows.order_by("enterprise__name_key", "pk")[:MOST])
    left = rows.count() - MOST if len(asks) == MOST else 0
    return Taken([{"code": ask.code, "enterprise": ask.enterprise.name, "slug": PULSE_MODULE,
                   "known": {"country": country(ask.enterprise.country_id, language=told),
                             "sector": sector(ask.enterprise.isic, language=told)}}
                  for ask in asks], left)  # fmt: skip


def form_for_the_day(module: Module, form: Form) -> Json:
    """`day`: which question asks for it. `items`: questions and groups in order. `lists`: choices. `said`: sentences."""
    told, day = language(), day_asked(form)
    writer = _Writer(form, told, {day, *OWN} if form.code == "visit" else set(), keeps_practices=form.code == "baseline")
    items = writer.items(iter([row for row in form.rows if row.sheet == "survey"]))
    if form.code == "baseline" and needs_unit(module, form):
        items.append({"type": "text", "name": OUTPUT, "label": UNIT.in_(told)})
    return {"day": day, "items": items, "lists": writer.lists, "said": writer.said}


class _Writer:
    """Writes a form row by row."""

    def __init__(self, form: Form, told: str, skipped: set[str], *, keeps_practices: bool) -> None:
        self.form, self.told, self.skipped, self.keeps_practices = form, told, skipped, keeps_practices
        self.lists: dict[str, dict[str, str]] = {}
        self.said: list[str] = []
        # Where it cannot be known whether a question is asked, nobody is held up by it.
        self.may_require = all(_tree("when", row["relevant"]) for row in form.rows if row["relevant"])

    def items(self, rows: Iterator[Row]) -> list[Json]:
        """Everything up to the end of the group. A group with nothing in it is none."""
        found = []
        for row in rows:
            kind = row["type"].replace(" ", "_")
            if kind == "end_group":
                break
            if kind == "begin_group":
                group = {"type": "group", "label": self.words(row, "label"), **self.when(row), "items": self.items(rows)}
                if group["items"]:
                    found.append(group)
            elif self.is_asked(row):
                found.append(self.question(row))
        return found

    def is_asked(self, row: Row) -> bool:
        is_kept = self.keeps_practices or row["type"] != PRACTICE_TYPE
        return is_kept and row["type"] not in UNASKED and row["name"] not in self.skipped

    def question(self, row: Row) -> Json:
        kind, _, named = row["type"].partition(" ")
        one: Json = {"type": kind, "name": row["name"], **self.when(row)}
        if row["type"] == PRACTICE_TYPE:
            return one | {"type": "practice"}
        if kind == "calculate":
            return one | _tree("calculation", row["calculation"])
        one["label"] = self.words(row, "label")
        if hint := self.words(row, "hint"):
            one["hint"] = hint
        if self.may_require and row["required"].lower() in YES:
            one["required"] = True
        if row["appearance"] == "multiline":
            one["long"] = True
        if named:
            one["list"] = named
            self.lists.setdefault(named, {c["name"]: self.words(c, "label") for c in self.form.choices(named)})
        must = _tree("must", row["constraint"])
        return one | must | ({"else": self.sentence(self.words(row, "constraint_message"))} if must else {})

    def when(self, row: Row) -> Json:
        return _tree("when", row["relevant"])

    def sentence(self, words: str) -> int:
        if words not in self.said:
            self.said.append(words)
        return self.said.index(words)

    def words(self, row: Row, column: str) -> str:
        texts = row.texts(column)
        return texts.get(self.told) or texts.get("en", "")


def _tree(name: str, expression: str) -> Json:
    """What cannot be worked out on the device is left out: then the question is asked, and its answer is not judged."""
    try:
        return {name: tree_of(expression)} if expression else {}
    except Malformed:
        return {}


def forms_of(module: Module, wanted: Iterable[str]) -> Json:
    """Those of the wanted forms that the module has, by their codes."""
    return {form.code: form_for_the_day(module, form) for form in module.forms if form.code in wanted}
