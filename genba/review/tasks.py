"""What the outbox does for reviewers: approve many reports, telling truly how far it is."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.access.models import User
from genba.delivery.models import Visit
from genba.kit.outbox import Running, handles
from genba.review.actions import APPROVE, approve_many

SHOWN = 50


@handles(APPROVE)
def approve_reports(running: Running) -> dict[str, Any]:
    """Approve the reports of the payload; those that stay are told with their reason."""
    by = User.objects.get(pk=running.task.created_by_id or 0)
    reports = [(code, version) for code, version in running.payload["reports"]]
    with override(running.payload["language"]):
        bulk = approve_many(by=by, reports=reports, progress=lambda done, total: running.progress(done, total, _("Reports")))
    names = dict(
        Visit.objects.filter(code__in=[code for code, _why in bulk.stay[:SHOWN]]).values_list(
            "code", "engagement__enterprise__name"
        )
    )
    stay = [{"code": code, "name": names.get(code, code), "why": why} for code, why in bulk.stay[:SHOWN]]
    return {"approved": bulk.approved, "stayed": len(bulk.stay), "stay": stay}
