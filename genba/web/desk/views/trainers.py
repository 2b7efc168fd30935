"""Trainers at the desk: what each speaks and may give, and when they are away."""

from datetime import timedelta

from babel import Locale
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.directory.places import country_name
from genba.programmes.actions import trainers
from genba.programmes.models import Absence, TrainerCertificate, TrainerProfile
from genba.programmes.trainers import trainers_edited_by, trainers_for
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.engagement_forms import module_choices
from genba.web.desk.trainer_forms import AbsenceForm, CertificateForm, ProfileForm

BACK, AHEAD = timedelta(days=30), timedelta(days=1100)


@requires(Permission.TRAINER_READ)
def list_trainers(request: HttpRequest) -> HttpResponse:
    """Fifty trainers by name, with what they may give."""
    rows = trainers_for(request.user, Permission.TRAINER_READ).select_related("trainer_profile").prefetch_related(
        Prefetch("trainer_certificates", TrainerCertificate.objects.order_by("module", "-valid_until"))
    )  # fmt: skip
    page = slice_of(rows, ("name", "id"), request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    return Page(request, "desk/trainers/list.html", further=further, today=timezone.localdate(),
                rows=[(t, in_words(getattr(t, "trainer_profile", None))) for t in page.rows]).show()  # fmt: skip


def in_words(profile: TrainerProfile | None) -> tuple[str, str]:
    """Languages and places as the reader calls them."""
    if profile is None:
        return "", ""
    reader = get_language() or "en"
    names = Locale(reader).languages
    places = [country_name(c, reader) for c in profile.countries] + profile.regions
    return ", ".join(names.get(code, code) for code in profile.languages), ", ".join(places)


def found(request: HttpRequest, code: str, permission: Permission = Permission.TRAINER_READ) -> User:
    """The trainer of this code: 404 whom the reader may not see, 403 about whom they may not write."""
    trainer: User | None = trainers_for(request.user, Permission.TRAINER_READ).filter(code=code).first()
    if trainer is None:
        raise Http404
    if permission != Permission.TRAINER_READ and not may_write(request, permission, trainer):
        raise PermissionDenied
    return trainer


def may_write(request: HttpRequest, permission: Permission, trainer: User) -> bool:
    return trainers_edited_by(request.user, permission).filter(pk=trainer.pk).exists()


@requires(Permission.TRAINER_READ)
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One trainer: languages, places, certificates with their days, days away. Their sex only to who may write about them."""
    trainer, today = found(request, code), timezone.localdate()
    profile = TrainerProfile.objects.filter(user=trainer).first()
    spoken, places = in_words(profile)
    return Page(
        request, "desk/trainers/show.html", trainer=trainer, spoken=spoken, places=places, sex=profile.get_sex_display() if profile else "", today=today, may_edit=may_write(request, Permission.TRAINER_EDIT, trainer),
        may_certify=may_write(request, Permission.CERTIFICATE_RECORD, trainer), certificates=list(trainer.trainer_certificates.all()),
        absences=list(Absence.objects.between(today - BACK, today + AHEAD).filter(trainer=trainer)),
    ).show()  # fmt: skip


@requires(Permission.TRAINER_EDIT)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Languages, places and sex."""
    trainer = found(request, code, Permission.TRAINER_EDIT)
    profile = TrainerProfile.objects.filter(user=trainer).first() or TrainerProfile(user=trainer, version=0)
    initial = {"languages": profile.languages, "countries": profile.countries, "regions": ", ".join(profile.regions),
               "sex": profile.sex, "version": profile.version}  # fmt: skip
    form = ProfileForm(request.POST or None, language=get_language() or "en", kept=profile.languages, initial=initial)
    page = Page(request, "desk/trainers/edit.html", form=form, trainer=trainer, theirs=None)
    if form.is_valid():
        trainers.describe(by=request.user, trainer=trainer, **form.facts())  # type: ignore[arg-type]
        return redirect("desk:trainer", code=trainer.code)
    return page.show()


@requires(Permission.CERTIFICATE_RECORD)
def certify(request: HttpRequest, code: str) -> HttpResponse:
    """A certificate for a module, from a day until another."""
    trainer = found(request, code, Permission.CERTIFICATE_RECORD)
    form = CertificateForm(request.POST or None, choices=module_choices(get_language() or "en"))
    page = Page(request, "desk/trainers/certify.html", form=form, trainer=trainer)
    if form.is_valid():
        trainers.certify(by=request.user, trainer=trainer, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("desk:trainer", code=trainer.code)
    return page.show()


@requires(Permission.TRAINER_EDIT)
def be_away(request: HttpRequest, code: str) -> HttpResponse:
    """Days away."""
    trainer = found(request, code, Permission.TRAINER_EDIT)
    form = AbsenceForm(request.POST or None)
    page = Page(request, "desk/trainers/away.html", form=form, trainer=trainer)
    if form.is_valid():
        trainers.be_away(by=request.user, trainer=trainer, **form.cleaned_data)  # type: ignore[arg-type]
        return redirect("desk:trainer", code=trainer.code)
    return page.show()


@requires(Permission.TRAINER_EDIT)
@require_POST
def be_back(request: HttpRequest, code: str, absence: str) -> HttpResponse:
    """Days away are taken back."""
    trainer = found(request, code, Permission.TRAINER_EDIT)
    row = Absence.objects.filter(trainer=trainer, code=absence).first()
    if row is None:
        raise Http404
    trainers.be_back(by=request.user, absence=row)  # type: ignore[arg-type]
    return redirect("desk:trainer", code=trainer.code)
