"""What the outbox does with files: look at one, take one in, clear the shelf of old ones."""

from dataclasses import asdict, fields
from datetime import timedelta
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.imports import shelf
from genba.imports.actions import GOOD, LOOK, RUN
from genba.imports.directions import Directions
from genba.imports.kinds import Kind, kinds
from genba.imports.models import Import
from genba.imports.running import Outcome, bring_in
from genba.kit.outbox import Running, handles, waits
from genba.kit.refused import Refused
from genba.kit.sheets import open_table

CLEAR = "imports.clear"
KEPT_DAYS = 30
SHOWN = 50


def always_waiting() -> None:
    """Old files go, once a day."""
    waits(CLEAR, timezone.now() + timedelta(days=1))


@handles(RUN)
def run(running: Running) -> dict[str, Any]:
    """Look at a file or take it in. Its rows and what came of it are kept together or not at all, so that a worker who
    dies leaves a file that can be taken up again from the beginning."""
    code, deed = running.payload["code"], running.payload["deed"]
    with override(running.payload["language"]), transaction.atomic():
        brought = Import.objects.select_for_update(of=("self",)).select_related("by").get(code=code)
        if brought.written_at:
            return {}
        kind, directions = kinds()[brought.kind], directions_of(brought)
        try:
            with transaction.atomic():
                outcome = _run(brought, kind, directions, deed)
                brought.outcome = said(brought, kind, directions, outcome)
            if outcome.is_written:
                brought.written_at, brought.written = timezone.now(), outcome.report.written
        except (Refused, PermissionDenied) as no:
            # Whoever lost the role since then hears it, instead of a file that seems to wait for ever.
            reason = (
                no.reason
                if isinstance(no, Refused)
                else _("Your role does not allow it. If you think it should, ask your coordinator.")
            )
            brought.outcome = {"refused": reason, "problem_count": 1, "good": 0}
        brought.save()
    return {}


def _run(brought: Import, kind: Kind, directions: Directions, deed: str) -> Outcome:
    file = shelf.given(brought.code)
    with open_table(file, sheet=directions.sheet, columns=kind.columns(), mapping=directions.columns,
                    encoding=directions.encoding) as table:  # fmt: skip
        total = sum(1 for _row in table.rows())
    shelf.tell(brought.code, 0, total)
    shelf.given_back(brought.code).unlink(missing_ok=True)
    return bring_in(
        by=brought.by, kind=kind, file=file, directions=directions, dry_run=deed == LOOK, all_or_nothing=deed != GOOD,
        errors_to=shelf.given_back(brought.code), progress=lambda read: shelf.tell(brought.code, read, total),
    )  # fmt: skip


def directions_of(brought: Import) -> Directions:
    """As they are kept, plain."""
    known = {f.name for f in fields(Directions)}
    return Directions(**{name: value for name, value in brought.directions.items() if name in known})


def said(brought: Import, kind: Kind, directions: Directions, outcome: Outcome) -> dict[str, Any]:
    """Counts, notes, the first problems, and the headings of the file with the column of ours that each is."""
    report = outcome.report
    columns = kind.begin(brought.by, directions).columns
    with open_table(shelf.given(brought.code), sheet=directions.sheet, columns=columns, mapping=directions.columns,
                    encoding=directions.encoding) as table:  # fmt: skip
        match = table.match(columns, directions.columns)
        places = {place: name for name, place in match.positions.items()}
        headings = [[heading, places.get(place, "")] for place, heading in enumerate(table.headings) if heading]
        form = table.form.value
    return {
        "read": report.read, "good": report.good, "bad": report.bad, "notes": report.notes, "problem_count": report.count,
        "problems": [asdict(problem) for problem in islice(report.problems(), SHOWN)], "headings": headings, "form": form,
        "missing": [str(column.label) for column in match.missing if column.name not in directions.set],
    }  # fmt: skip


@handles(CLEAR)
def clear(running: Running) -> dict[str, Any]:
    """Files older than thirty days go; what came of them stays."""
    old = Import.objects.filter(removed_at=None, uploaded_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    cleared = 0
    for brought in old.select_related("task"):
        if not brought.is_running:
            shelf.clear(brought.code)
            Import.objects.filter(pk=brought.pk).update(removed_at=timezone.now())
            cleared += 1
    waits(CLEAR, timezone.now() + timedelta(days=1))
    return {"cleared": cleared, "note": _("Files are kept for %(days)s days.") % {"days": KEPT_DAYS}}
