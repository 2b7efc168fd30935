"""Rows follow modules and KPIs that were renamed: packages say what they were called before (`formerly`)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CharField, Count, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record_many
from genba.directory.models import Enterprise
from genba.impact.models import KpiChange, Standing
from genba.impact.tasks import REFRESH
from genba.kit.outbox import waits
from genba.kit.refused import Refused
from genba.observations.models import Observation
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement

# The fields that hold the slug of a module or the code of a KPI, by their names; what is worked out anew follows by itself.
MODULE_FIELDS: Final = ("module", "next_module")
KPI_FIELDS: Final = ("indicator", "computed_from")
DERIVED: Final = (KpiChange, Standing)


@dataclass(frozen=True)
class Rename:
    """A module or a KPI that has another name now."""

    fields: tuple[str, ...]
    old: str
    new: str


def renames() -> list[Rename]:
    """All that the packages say."""
    modules = curriculum().modules
    found = [Rename(MODULE_FIELDS, old, module.slug) for module in modules for old in module.formerly]
    return found + [Rename(KPI_FIELDS, old, kpi.code) for module in modules for kpi in module.kpis for old in kpi.formerly]


def fields(names: tuple[str, ...]) -> Iterator[tuple[type[Model], str]]:
    """The models and fields of the house that have one of these names and hold a text."""
    for model in apps.get_models():
        if model.__module__.startswith("genba.") and model not in DERIVED:
            for field in model._meta.get_fields():
                if field.name in names and isinstance(field, CharField):
                    yield model, field.name


def behind() -> Counter[str]:
    """How many rows still have an old name, by what they are."""
    found: Counter[str] = Counter()
    for rename in renames():
        for model, field in fields(rename.fields):
            found[str(model._meta.label)] += model._default_manager.filter(**{field: rename.old}).count()
    return +found


@transaction.atomic
def follow(*, by: User | System) -> Counter[str]:
    """Give every row the new name; how many, by what they are. All or none; a second run changes nothing.

    Filed reports keep the old name, as they were sent. Refused where a row of the new name is there already: two KPIs
    of one month, say, of which somebody has to decide.
    """
    changed: Counter[str] = Counter()
    for rename in renames():
        _tell(by, rename)
        for model, field in fields(rename.fields):
            rows: Any = model._default_manager.filter(**{field: rename.old})
            try:
                with transaction.atomic():
                    changed[str(model._meta.label)] += rows.update(**{field: rename.new})
            except IntegrityError:
                raise Refused(
                    _("%(rows)s of “%(old)s” cannot become “%(new)s”: some of that name are there already. Nothing was renamed.")
                    % {"rows": model._meta.verbose_name_plural, "old": rename.old, "new": rename.new}, field=field,
                ) from None  # fmt: skip
    changed = +changed
    if changed:
        waits(REFRESH, timezone.now())
    return changed


def _tell(by: User | System, rename: Rename) -> None:
    """An event for each engagement or enterprise whose rows get a new name: the trail says it, and figures follow."""
    told: dict[str, Any] = {"from": rename.old, "to": rename.new}
    if rename.fields == MODULE_FIELDS:
        codes = Engagement.objects.filter(module=rename.old).values_list("code", flat=True)
        record_many("rename-module", Engagement, by=by, things=[(code, told) for code in codes])
        return
    many = Observation.objects.filter(indicator=rename.old).order_by().values("enterprise__code").annotate(n=Count("pk"))
    record_many(
        "rename-kpi",
        Enterprise,
        by=by,
        things=[(row["enterprise__code"], told | {"observations": row["n"]}) for row in many],
    )
