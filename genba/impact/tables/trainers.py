"""Trainers in columns: who was taken on, who may give a module today, who was at work of late. A row for each of their countries.

They are of no enterprise, so no event of one tells of them, and they are few: read when they are asked for.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from django.db.models import Max, Q

from genba.access.models import Grant, User
from genba.delivery.models import Session, Visit
from genba.directory.models import Sex
from genba.directory.places import NO_COUNTRY
from genba.impact.tables.cutting import Cuts, placed
from genba.kit.columns import Table
from genba.programmes.models import TrainerCertificate, TrainerProfile
from genba.programmes.trainers import TRAINING_ROLES

ACTIVE_DAYS: Final = 365
Who = dict[int, tuple[str, tuple[str, ...]]]  # by key of the trainer: sex and countries
Row = tuple[int, str, bool]  # trainer, module, yes or no


def read_trainers(cuts: Cuts, today: date) -> Table:
    """Everybody who was ever taken on as a trainer."""
    who = _who(today)
    table, _at = _of_each(list(who), who, cuts)
    return table


def read_certificates(cuts: Cuts, today: date) -> Table:
    """Every module for which a trainer had a certificate. is_good: there is one that holds today."""
    good = set(TrainerCertificate.objects.good_on(today).values_list("trainer_id", "module"))
    begun = TrainerCertificate.objects.filter(valid_from__lte=today).order_by("trainer_id", "module")
    ever = begun.values_list("trainer_id", "module").distinct()
    return _by_module(((*pair, pair in good) for pair in ever), "is_good", cuts, today)


def read_at_work(cuts: Cuts, today: date) -> Table:
    """Every module of which a trainer gave a class or made a visit. is_active: within the last 365 days."""
    since = today - timedelta(days=ACTIVE_DAYS)
    rows = ((*pair, day >= since) for pair, day in sorted(last_days(today).items()))
    return _by_module(rows, "is_active", cuts, today)


def last_days(today: date, trainers: Sequence[int] | None = None) -> dict[tuple[int, str], date]:
    """By trainer (None: every one) and module the last day of a class, first or second trainer, or of a visit. Three queries."""
    held = Session.objects.filter(held_on__lte=today).order_by()
    found: dict[tuple[int, str], date] = {}
    for rows, who, module, day in (
        (Visit.objects.order_by(), "trainer_id", "engagement__module", "visited_on"),
        (held, "workshop__trainer_id", "workshop__module", "held_on"),
        (held, "workshop__timetable__co_trainer_id", "workshop__module", "held_on"),
    ):
        kept = rows.exclude(**{who: None}) if trainers is None else rows.filter(**{f"{who}__in": list(trainers)})
        for trainer, slug, on in kept.values_list(who, module).annotate(last=Max(day)):
            found[trainer, slug] = max(on, found.get((trainer, slug), on))
    return found


def _who(today: date) -> Who:
    """Everybody who has or had the role of a trainer or expert trainer, a profile or a certificate; also who has left."""
    roles = Grant.objects.filter(role__in=TRAINING_ROLES, since_on__lte=today).values("user_id")
    begun = TrainerCertificate.objects.filter(valid_from__lte=today).values("trainer_id")
    profiles = TrainerProfile.objects.all()
    taken_on = User.objects.filter(Q(pk__in=roles) | Q(pk__in=profiles.values("user_id")) | Q(pk__in=begun)).order_by("pk")
    known = {key: (sex, tuple(places)) for key, sex, places in profiles.values_list("user_id", "sex", "countries")}
    found = ((key, known.get(key, (Sex.NOT_STATED.value, ()))) for key in taken_on.values_list("pk", flat=True))
    return {key: (sex, places or (NO_COUNTRY,)) for key, (sex, places) in found}


def _by_module(rows: Iterable[Row], name: str, cuts: Cuts, today: date) -> Table:
    """The rows of those who were taken on, with the module and a yes or no of this name."""
    who = _who(today)
    kept = [row for row in rows if row[0] in who]
    table, at = _of_each([row[0] for row in kept], who, cuts)
    table["module"] = placed([kept[row][1] for row in at], cuts.setdefault("module", []))
    table[name] = np.array([kept[row][2] for row in at], dtype=bool)
    return table


def _of_each(trainers: list[int], who: Who, cuts: Cuts) -> tuple[Table, list[int]]:
    """A row for each country of each of these trainers; and from which of them each row is."""
    rows: list[Any] = [(at, key, who[key][0], country) for at, key in enumerate(trainers) for country in who[key][1]]
    table: Table = {"trainer": np.array([row[1] for row in rows], dtype=np.int64)}
    table["sex"] = placed([row[2] for row in rows], cuts.setdefault("sex", []))
    table["country"] = placed([row[3] for row in rows], cuts.setdefault("country", []))
    return table, [row[0] for row in rows]
