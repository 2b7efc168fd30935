"""The floor of a record: the least that Django needs to insert it, behind the middleware that every new project begins with.

`bare` inserts one row. `behind` inserts, ready-made and in one transaction, every row that a record leaves behind when it has
become a fact: itself, its outcome, the marks of a list or the visit, the event.
"""

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt


def _receipt(said: dict[str, Any]) -> Any:
    from genba.sync.models import Device, Receipt

    device = Device.objects.get(code=said["device"])
    return Receipt.objects.create(id=said["id"], device_id=device.pk, author_id=device.user_id, kind=said["kind"], version=1,
                                  made_at=said["made_at"], body=said["body"], digest="0" * 64)  # fmt: skip


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    """One row."""
    return JsonResponse({"id": str(_receipt(json.loads(request.body)).pk)})


@csrf_exempt
def behind(request: HttpRequest) -> HttpResponse:
    """All that it leaves behind."""
    from genba.audit.models import Event
    from genba.delivery.models import Attendance, Visit, Workshop
    from genba.programmes.models import Engagement
    from genba.sync.models import Outcome

    said = json.loads(request.body)
    with transaction.atomic():
        kept = _receipt(said)
        body = said["body"]
        if said["kind"] == "attendance":
            room = Workshop.objects.get(code=body["workshop"])
            rows = [Attendance(session_id=said["session"], participant_id=who, minutes=m, marked_by_id=kept.author_id)
                    for who, m in said["rows"]]  # fmt: skip
            Attendance.objects.bulk_create(rows, update_conflicts=True, unique_fields=["session", "participant"],
                                           update_fields=["minutes", "marked_at", "marked_by"])  # fmt: skip
            room.version += 1
            room.save(update_fields=["version"])
        else:
            takes = Engagement.objects.get(code=body["engagement"])
            Visit.objects.create(engagement=takes, number=said["number"], kind="follow-up", visited_on=body["visited_on"],
                                 trainer_id=kept.author_id, advice=body["advice"])  # fmt: skip
        Event.objects.create(by="system", verb="mark", noun="workshop", code="ABCD2345", changes=body.get("marks", {}))
        Outcome.objects.create(receipt=kept, state="accepted", noun="visit", code="ABCD2345")
    return JsonResponse({"id": str(kept.pk)})
