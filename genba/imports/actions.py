"""Bring a file to the desk, have it looked at, have it taken in."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import allowed
from genba.audit.actions import record
from genba.imports import shelf
from genba.imports.kinds import kinds
from genba.imports.models import Import
from genba.kit.names import tidy_name
from genba.kit.outbox import later
from genba.kit.refused import Refused
from genba.kit.sheets.files import MEGABYTE, BadFile, form_of

RUN = "imports.run"
LOOK, ALL, GOOD = "look", "all", "good"


@transaction.atomic
def bring(*, by: User, kind: str, name: str, pieces: Iterable[bytes], directions: Mapping[str, Any]) -> Import:
    """Keep a file and have it looked at; nothing of it is taken in yet.

    `pieces` are its bytes in order, never all at once. `directions` as `Directions` has them, as plain JSON. Refused
    for a file that is too large or no table, PermissionDenied for a kind that `by` may not bring.
    """
    found = kinds().get(kind)
    if found is None or not (allowed(by, Permission.IMPORT_RUN) and allowed(by, found.needs)):
        raise PermissionDenied
    made = Import(by=by, kind=kind, file_name=tidy_name(name)[-150:], size=0, directions=dict(directions))
    try:
        made.size, made.digest = _keep(made.code, pieces)
        form_of(shelf.given(made.code), limit_bytes=settings.IMPORT_MAX_BYTES)
        made.save(force_insert=True)
        record("bring", made, by=by, changes={"kind": kind, "size": made.size})
        _ask(made, LOOK)
    except BaseException as no:
        shelf.clear(made.code)
        if isinstance(no, BadFile):
            no.field = "file"
        raise
    return made


def _keep(code: str, pieces: Iterable[bytes]) -> tuple[int, str]:
    size, digest = 0, sha256()
    shelf.folder(code).mkdir(parents=True)
    with shelf.given(code).open("wb") as file:
        for piece in pieces:
            size += len(piece)
            if size > settings.IMPORT_MAX_BYTES:
                raise Refused(too_large(), field="file")
            digest.update(piece)
            file.write(piece)
    return size, digest.hexdigest()


def too_large() -> str:
    most = settings.IMPORT_MAX_BYTES // MEGABYTE
    return _("The file is too large; %(most)s MB is the most we take. Split it into smaller files.") % {"most": most}


def look(*, by: User, brought: Import, columns: Mapping[str, str | None]) -> None:
    """Look at the file once more, with other headings for our columns. Refused once it was taken in."""
    _check(brought)
    with transaction.atomic():
        now = _mine(by, brought)
        now.directions = {**now.directions, "columns": dict(columns)}
        _ask(now, LOOK)


def take_in(*, by: User, brought: Import, only_good: bool = False) -> None:
    """Have the rows taken in: all of them, or only the good ones. Refused where it was not looked at, has rows to
    correct (unless `only_good`), is being worked on, or was taken in before."""
    _check(brought)
    with transaction.atomic():
        now = _mine(by, brought)
        if not now.outcome.get("good"):
            raise Refused(_("There is no good row in this file."))
        if not only_good and not now.is_clean:
            raise Refused(_("Some rows are to be corrected first."))
        _ask(now, GOOD if only_good else ALL)
        record("take-in", now, by=by, changes={"kind": now.kind, "only_good": only_good})


def _mine(by: User, brought: Import) -> Import:
    now: Import = Import.objects.select_for_update(of=("self",)).select_related("task").get(pk=brought.pk, by=by)
    _check(now)
    return now


def _check(now: Import) -> None:
    """Asked before the row is locked too: a run holds that lock to its end, and nobody should wait for a no."""
    if now.written_at:
        raise Refused(_("This file was taken in already."))
    if now.is_running:
        raise Refused(_("This file is being worked on. Wait until that is done."))
    if now.removed_at:
        raise Refused(_("This file is gone from here. Send it again."))


def _ask(brought: Import, deed: str) -> None:
    """A row for the outbox; the answer comes in the language of whoever asks."""
    shelf.tell(brought.code, 0, 0)
    brought.task = later(RUN, by_id=brought.by_id, code=brought.code, deed=deed, language=get_language() or "en")
    brought.save()
