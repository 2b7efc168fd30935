"""A form that came back: kept as it was sent, then a record, then a fact. The same again gives the same answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.collect.bodies import body_of
from genba.collect.filled import Filled, filled
from genba.collect.forms import form_called
from genba.collect.models import ENDING, FOLDER, Attachment, CollectPassword, CollectPhone, Submission
from genba.collect.xml import LARGEST, NotXml
from genba.kit import kept, photos
from genba.kit.refused import Refused
from genba.sync.actions import devices, receiving
from genba.sync.actions.receiving import Record, Result
from genba.sync.models import Device, Outcome, Receipt

MOST_PHONES = 20  # by one collect password; who needs more makes a new one
State = Outcome.State
ABOUT = ("engagement", "workshop", "ask")


class NotTaken(Refused):
    """It was not taken, and `status` says to the collector whether it should come again."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True)
class Taken:
    """What became of a submission, and what to tell about its photos."""

    result: Result
    said: list[str] = field(default_factory=list)


@transaction.atomic
def phone_of(*, password: CollectPassword, said: str) -> Device:
    """The device that comes in by this password under this name; made the first time."""
    known = CollectPhone.objects.select_related("device").filter(password=password, said=said)
    found = known.first()
    if found is None:  # two requests of a new phone: one after the other
        CollectPassword.objects.select_for_update().get(pk=password.pk)
        found = known.first()
    if found:
        devices.report(device=found.device, unsent=0, unsent_photos=0)
        device: Device = found.device
        return device
    if password.phones.count() >= MOST_PHONES:
        raise Refused(_("Too many phones use this collect password. Make a new one."))
    device = devices.register(by=password.user, name=_("ODK Collect or KoboCollect"))
    CollectPhone.objects.create(password=password, device=device, said=said)
    return device


def submit(
    *, by: User, device: Device, data: bytes, files: Mapping[str, "UploadedFile[Any]"], sent_at: datetime | None
) -> Taken:
    """Take a filled form and the photos beside it, of which others may follow with the same form once more.

    NotTaken: 400 for what cannot be read, 404 for a form that is none of ours, 409 where the number is another one's, 413 for
    more than a form can hold, 403 for what its sender may not report on. Anything else is kept.
    """
    form = _read(data)
    module, form_of_ours = _called(form)
    submission = _keep(by, device, form, *(body := body_of(form, module, form_of_ours)))
    receipt = Receipt.objects.filter(pk=form.id, author=by).prefetch_related("outcomes").first()
    if receipt:  # what it said is kept: questions and languages may have changed since
        result = receiving.shown(receiving.become_fact(receipt))
    else:
        kind, said = body
        record = Record(id=form.id, kind=kind, version=1, author=by.code, made_at=form.made_at or timezone.now(), body=said,
                        replaces=form.replaces)  # fmt: skip
        (result,) = receiving.receive(by=by, device=device, sent_at=sent_at or timezone.now(), records=[record])
    if result.state == State.REFUSED:
        raise NotTaken({"id": 409, "body": 413}.get(result.field, 403), " ".join(result.said))
    told = [words for name, file in files.items() if (words := _attach(submission, form, name, file))]
    return Taken(result, told)


def _read(data: bytes) -> Filled:
    if len(data) > LARGEST:
        raise NotTaken(413, _("This form is too large to be one of ours."))
    try:
        return filled(data)
    except NotXml:
        raise NotTaken(400, _("This cannot be read as a filled form.")) from None


def _called(form: Filled) -> Any:
    try:
        return form_called(form.form)
    except Http404:
        raise NotTaken(
            404, _("There is no form “%(name)s” here. It stays on your phone.") % {"name": form.form[:100]}
        ) from None


def _keep(by: User, device: Device, form: Filled, kind: str, body: Mapping[str, Any]) -> Submission:
    about = next((str(body[part]) for part in ABOUT if part in body), "")[:20]
    row, _new = Submission.objects.get_or_create(
        id=form.id, defaults={"user": by, "device": device, "form": form.form[:249], "form_version": form.version[:249],
                              "about": about, "xml": form.text})  # fmt: skip
    if row.user_id != by.pk or row.xml != form.text:
        raise NotTaken(409, _("Another form has this number already. Ask your coordinator."))
    return row


def _attach(submission: Submission, form: Filled, part: str, file: "UploadedFile[Any]") -> str:
    """Keep one photo, once; gives back why it could not be. A file that no answer names is no photo of this form."""
    name = next((n for n in (file.name or "", part) if n in form.says), "")[:255]
    if not name:
        return _("%(name)s is no photo of this form, and was not kept.") % {"name": (file.name or part)[:100]}
    done = submission.attachments.filter(name=name).first()
    if done and done.content:
        return ""
    content, size, said = "", 0, ""
    try:
        photos.check_size(file.size or 0)
        picture = photos.clean(file.read())
        content, size = kept.keep(picture, FOLDER, ENDING), len(picture)
    except photos.BadPhoto as no:
        said = f"{name[:100]}: {no.reason}"[:300]
    Attachment.objects.update_or_create(submission=submission, name=name,
                                        defaults={"content": content, "size": size, "said": said})  # fmt: skip
    return said
