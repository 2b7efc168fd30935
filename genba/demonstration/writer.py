"""The rows of an invented programme, queued under keys that they may name each other by, and written in bulk."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model

from genba.access.models import User
from genba.delivery.models import Attendance, Participant, Participation, Session, Visit, Workshop
from genba.directory.models import Enterprise, EnterpriseWord, Person, Serving, Workforce
from genba.kit import bulk
from genba.observations.models import Baseline, Observation, PracticeCheck
from genba.plans.models import Action, Decision
from genba.programmes.models import Contribution, Engagement

MODELS: tuple[type[Model], ...] = (
    Enterprise,
    EnterpriseWord,
    Workforce,
    Serving,
    Person,
    Engagement,
    Contribution,
    Workshop,
    Session,
    Participation,
    Participant,
    Attendance,
    Baseline,
    Observation,
    PracticeCheck,
    Action,
    Decision,
    Visit,
)


@dataclass
class Writer:
    """Collects rows by model, under keys of their own, until they are written in bulk."""

    next_id: dict[type[Model], int]
    rows: dict[type[Model], list[tuple[Any, ...]]]
    columns: dict[type[Model], tuple[str, ...]]

    @classmethod
    def begin(cls) -> "Writer":
        ids = {m: (m._default_manager.aggregate(top=Max("pk"))["top"] or 0) + 1 for m in MODELS}
        return cls(ids, {m: [] for m in MODELS}, {})

    def add(self, model: type[Model], **values: Any) -> int:
        """Queue a row under the next key of its table; every column must be named."""
        key = self.next_id[model]
        self.next_id[model] = key + 1
        if model not in self.columns:
            self.columns[model] = ("id", *values)
        # Days as text: what both databases read, without an adapter's call for each.
        self.rows[model].append((key, *(str(v) if isinstance(v, date) else v for v in values.values())))
        return key

    def flush(self) -> None:
        """Write what is queued, in the order in which tables lean on each other."""
        for model, rows in self.rows.items():
            if rows:
                bulk.insert(model, self.columns[model], rows)
                rows.clear()


class unchecked_keys:
    """Foreign keys hold by construction: SQLite need not look each of them up. PostgreSQL checks them at commit anyway."""

    def __enter__(self) -> None:
        if connection.vendor == "sqlite":
            connection.disable_constraint_checking()

    def __exit__(self, *_: object) -> None:
        if connection.vendor == "sqlite":
            connection.enable_constraint_checking()


def reset_sequences() -> None:
    """After keys of our own the database counts on from the highest."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [*MODELS, User]):
            cursor.execute(statement)
