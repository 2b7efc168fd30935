"""Two records become one: everything that points to the one is made to point to the other, and what moved is remembered.

Every relation is found by asking Django, so that a table that comes tomorrow is covered today. A model may say how its
rows are merged:

- `merging = "leave"`: they stay, because they are worked out from the record itself (search words, keys, likely doubles) or
  because only the enterprise may say so again (consent).
- a class method `fold(kept, gone, memory)`: for two of its rows that say the same of both, such as two places on one
  roster. It makes one of them and writes into the memory.

Without either, rows move; where a constraint allows only one, the kept record's row stays and the other is set aside:
taken out and remembered whole. A row on which others hang is never set aside: that merge is refused.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from genba.kit.refused import Refused


@dataclass
class Memory:
    """What a merge did, in the order in which it did it; as JSON it is kept with the merge."""

    moved: dict[str, list[Any]] = field(default_factory=dict)  # "delivery.Participant.person" → keys of rows
    changed: list[list[Any]] = field(default_factory=list)  # model, key, field, before, after
    aside: list[str] = field(default_factory=list)  # rows taken out, as JSON, in the order they went
    counts: Counter[str] = field(default_factory=Counter)  # rows that moved, by model
    clashes: Counter[str] = field(default_factory=Counter)  # rows set aside or folded, by model

    def as_json(self) -> dict[str, Any]:
        return {"moved": self.moved, "changed": self.changed, "aside": self.aside}

    def change(self, row: models.Model, name: str, value: Any) -> None:
        """Set one field of one row, and remember what stood there."""
        before = getattr(row, name)
        if before == value:
            return
        setattr(row, name, value)
        manager_of(type(row)).filter(pk=row.pk).update(**{name: value})
        self.changed.append([type(row)._meta.label, row.pk, name, _plain(before), _plain(value)])

    def set_aside(self, row: models.Model) -> None:
        """Take a row out and remember it whole."""
        # As JSON, but to the microsecond: Django's own would cut moments to milliseconds.
        self.aside.append(json.dumps(serializers.serialize("python", [row]), default=str))
        manager_of(type(row)).filter(pk=row.pk).delete()


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def manager_of(model: type[models.Model]) -> Any:
    """All rows of a model, also those that lists leave out."""
    return model._base_manager


def relations(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Every field of every table that points to this model, but those that are worked out from it."""
    found = []
    hidden_too: Any = model._meta.get_fields(include_hidden=True)  # also those without a name on this side
    for relation in (f for f in hidden_too if f.auto_created and not f.concrete and (f.one_to_many or f.one_to_one)):
        theirs = relation.related_model
        is_own = relation.field.name == "merged_into"
        if not is_own and getattr(theirs, "merging", "") != "leave" and not relation.many_to_many:
            found.append((theirs, relation.field.name))
    return found


def move_everything(kept: models.Model, gone: models.Model, memory: Memory) -> None:
    """Make everything that points to `gone` point to `kept`. Refused where two rows clash and others hang on both."""
    for model, name in relations(type(kept)):
        rows = manager_of(model).filter(**{name: gone}).order_by("pk")
        keys = list(rows.values_list("pk", flat=True))
        if not keys:
            continue
        label = model._meta.label
        try:
            with transaction.atomic():
                rows.update(**{name: kept})
            memory.moved.setdefault(f"{label}.{name}", []).extend(keys)
            memory.counts[label] += len(keys)
        except IntegrityError:
            for row in manager_of(model).filter(pk__in=keys).order_by("pk"):
                _move_one(row, name, kept, memory)


def _move_one(row: models.Model, name: str, kept: models.Model, memory: Memory) -> None:
    label = type(row)._meta.label
    try:
        with transaction.atomic():
            manager_of(type(row)).filter(pk=row.pk).update(**{name: kept})
        memory.moved.setdefault(f"{label}.{name}", []).append(row.pk)
        memory.counts[label] += 1
        return
    except IntegrityError:
        memory.clashes[label] += 1
    fold = getattr(type(row), "fold", None)
    if fold is not None:
        fold(_twin(row, name, kept), row, memory)
    elif _is_leaned_on(row):
        raise Refused(_("Both have one of the same: %(what)s, and others hang on each. Put one of them right first.")
                      % {"what": noun_of(label)})  # fmt: skip
    else:
        memory.set_aside(row)


def _twin(row: models.Model, name: str, kept: models.Model) -> models.Model:
    """The row of the kept record with which this one clashes: alike in the other fields of a constraint."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and name in constraint.fields:
            same = {f: getattr(row, row._meta.get_field(f).attname) for f in constraint.fields if f != name}  # type: ignore[union-attr]
            found: models.Model | None = manager_of(type(row)).filter(**{name: kept}, **same).first()
            if found is not None:
                return found
    raise Refused(_("These two cannot be merged: %(what)s stand in the way.") % {"what": noun_of(row._meta.label)})


def _is_leaned_on(row: models.Model) -> bool:
    return any(manager_of(r.related_model).filter(**{r.field.name: row.pk}).exists()
               for r in row._meta.related_objects)  # fmt: skip


def take_back(kept: models.Model, gone: models.Model, memory: dict[str, Any]) -> None:
    """Undo: what moved and still stands with the kept record goes back, what was set aside comes back, in that order."""
    for text in reversed(memory["aside"]):
        for thing in serializers.deserialize("python", json.loads(text)):
            thing.save()
    for label, key, name, before, after in reversed(memory["changed"]):
        model = apps.get_model(label)
        manager_of(model).filter(pk=key, **{name: after}).update(**{name: before})
    for place, keys in memory["moved"].items():
        label, _dot, name = place.rpartition(".")
        manager_of(apps.get_model(label)).filter(pk__in=keys, **{name: kept}).update(**{name: gone})


def noun_of(label: str) -> str:
    """What the rows of a model are, in the reader's words; a model that came later by its own name."""
    words = {
        "programmes.Engagement": _("Modules taken"), "delivery.Participant": _("Places in classes"),
        "observations.Observation": _("KPI values"), "directory.Serving": _("Who serves it"),
        "directory.Workforce": _("Counts of the people"),
        "directory.Person": _("People"), "directory.EnterpriseEvent": _("What happened to it"), "access.Grant": _("Ways in"),
    }  # fmt: skip
    return words.get(label) or str(apps.get_model(label)._meta.verbose_name).capitalize()
