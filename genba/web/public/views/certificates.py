"""Anybody checks a certificate by its code. Who guesses many codes in a minute has to wait."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from genba.access.doors import public
from genba.delivery.models import ParticipationCertificate
from genba.kit.codes import tidy_code
from genba.kit.names import initials
from genba.programmes.models import TrainerCertificate
from genba.publishing.models import TrainerListing
from genba.reports.certificate import checked
from genba.web.base.linked_data import credential
from genba.web.base.page import Page
from genba.web.public import guessing

LETTERS = 20


@public
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Where a code is typed."""
    typed = tidy_code(request.GET.get("code", ""))[:LETTERS]
    if typed:
        return redirect("certificate", code=typed)
    return Page(
        request, "public/certificate.html", certificate=None, participation=None, trainer=None, data=None, typed=""
    ).show()


@public
@never_cache
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What the certificate says, or that there is none; and whether it still counts."""
    if slow := guessing.too_many(request, "certificate"):
        return slow
    found = checked(code, get_language() or "en")
    taken_part = None if found else participation(code)
    of_trainer = None if found or taken_part else trainer_certificate(code)
    is_known = bool(found or taken_part or of_trainer)
    if not is_known:
        guessing.wrong(request, "certificate")
    return Page(
        request,
        "public/certificate.html",
        certificate=found,
        participation=taken_part,
        letters=initials(taken_part.participant.person.name) if taken_part else "",
        trainer=of_trainer,
        whose=_named(of_trainer) if of_trainer else "",
        today=timezone.localdate(),
        typed=code[:LETTERS],
        data=credential(found, request.build_absolute_uri()) if found and found.counts else None,
    ).show(200 if is_known else 404)


def participation(code: str) -> ParticipationCertificate | None:
    """That of a person. Of the name the page shows only the first letters: the rest stands on the paper."""
    rows = ParticipationCertificate.objects.select_related(
        "participant__person", "participant__workshop__programme", "participant__workshop__provider"
    )  # fmt: skip
    return rows.filter(code=tidy_code(code)).first()


def trainer_certificate(code: str) -> TrainerCertificate | None:
    """That of a trainer for one module."""
    found: TrainerCertificate | None = (
        TrainerCertificate.objects.select_related("trainer").filter(code=tidy_code(code)).first()
    )
    return found


def _named(certificate: TrainerCertificate) -> str:
    """The name of a trainer who stands in the directory, else only its first letters."""
    is_listed = TrainerListing.objects.in_force().filter(trainer=certificate.trainer_id).exists()
    return certificate.trainer.name if is_listed else initials(certificate.trainer.name)
