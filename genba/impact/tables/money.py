"""Money in columns: what actions save in a year, and who pays for what was agreed. Each row in its own currency."""

from collections.abc import Sequence

import numpy as np

from genba.impact.tables import takings
from genba.impact.tables.cutting import Cuts, day_of, placed
from genba.kit.columns import Table, in_order
from genba.plans.models import Action, Saving
from genba.programmes.models import Contribution


def read_savings(enterprises: Sequence[int] | None, engagements: Table, cuts: Cuts) -> Table:
    """Actions whose actual saving is stated and counts. amount: over one year; is_verified: a trainer checked this amount; stated: the day."""
    rows = Action.objects.saving("actual_saving")
    if enterprises is not None:
        rows = rows.filter(engagement__enterprise_id__in=list(enterprises))
    found = list(
        rows.with_check().order_by("pk")
        .values_list("engagement_id", "saving_kind", "actual_saving", "currency", "is_checked", "pk", "saving_on")
    )  # fmt: skip
    table, known = takings.of(takings.standing(engagements), [r[0] for r in found])
    amounts = [float(r[2] or 0) * (12 if r[1] == Saving.MONTHLY else 1) for r in found]
    table["amount"] = np.array(amounts, dtype=np.float64)[known]
    table["is_verified"] = np.array([r[4] for r in found], dtype=bool)[known]
    table["action"] = np.array([r[5] for r in found], dtype=np.int64)[known]
    table["stated"] = day_of([r[6] for r in found])[known]
    table["currency"] = placed([r[3] for r in found], cuts.setdefault("currency", []))[known]
    return in_order(table, ("enterprise", "action"))


def read_contributions(enterprises: Sequence[int] | None, engagements: Table, cuts: Cuts) -> Table:
    """What each payer agreed to pay, in money or in kind. paid_by: the payer of this row; payer is who pays most."""
    rows = Contribution.objects.all()
    if enterprises is not None:
        rows = rows.filter(engagement__enterprise_id__in=list(enterprises))
    found = list(rows.order_by("pk").values_list("engagement_id", "amount", "engagement__currency", "payer", "pk"))
    table, known = takings.of(takings.standing(engagements), [r[0] for r in found])
    table["amount"] = np.array([float(r[1]) for r in found], dtype=np.float64)[known]
    table["contribution"] = np.array([r[4] for r in found], dtype=np.int64)[known]
    table["currency"] = placed([r[2] for r in found], cuts.setdefault("currency", []))[known]
    table["paid_by"] = placed([r[3] for r in found], cuts.setdefault("paid_by", []))[known]
    return in_order(table, ("enterprise", "contribution"))
