"""Trainers: what each speaks and may give, and when they are away."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Router, Schema
from pydantic import Field

from genba.access.models import User
from genba.access.permissions import Permission as P
from genba.api.words import Code, Country, Day, Line, Said, Sentence, Sex, Slug, needs, user_of
from genba.programmes.actions import trainers
from genba.programmes.models import Absence, TrainerProfile
from genba.programmes.trainers import trainers_edited_by, trainers_for

router = Router(tags=["trainers"])


class CertificateOut(Schema):
    module: str
    valid_from: date
    valid_until: date


class AbsenceOut(Schema):
    code: Code
    starts_on: date
    ends_on: date


class WholeTrainer(Schema):
    code: Code
    name: str
    languages: list[str]
    countries: list[str]
    regions: list[str]
    sex: str | None = Field(description="Only for who may write about them; nothing for others")
    profile_version: int
    certificates: list[CertificateOut]
    absences: list[AbsenceOut] = Field(description="Those to come, and those of today")


class ProfileIn(Said):
    version: int = Field(ge=0, le=2_000_000_000, description="profile_version as you saw it; nought for the first")
    languages: list[Slug] = Field(max_length=50, description="ISO 639")
    countries: list[Country] = Field(default_factory=list, max_length=50)
    regions: list[Line] = Field(default_factory=list, max_length=50)
    sex: Sex | None = Field(None, description="Left as it is if left out")


class CertificateIn(Said):
    module: Slug
    valid_from: Day
    valid_until: Day


class AbsenceIn(Said):
    starts_on: Day
    ends_on: Day
    note: Sentence = ""


def _found(user: Any, code: str, permission: P) -> User:
    """The trainer; 404 whom the reader may not see, 403 about whom they may not write."""
    trainer = trainers_for(user, P.TRAINER_READ).filter(code=code).first()
    if trainer is None:
        raise Http404
    within: QuerySet[User] = (
        trainers_for(user, permission) if permission == P.TRAINER_READ else trainers_edited_by(user, permission)
    )
    if not within.filter(pk=trainer.pk).exists():
        raise PermissionDenied
    return trainer


def whole(trainer: User, reader: Any) -> WholeTrainer:
    profile = TrainerProfile.objects.filter(user=trainer).first() or TrainerProfile(version=0)
    may_write = trainers_edited_by(reader, P.TRAINER_EDIT).filter(pk=trainer.pk).exists()
    absences = Absence.objects.filter(trainer=trainer, taken_back_at=None, ends_on__gte=timezone.localdate())
    return WholeTrainer(
        code=trainer.code, name=trainer.name, languages=profile.languages, countries=profile.countries,
        regions=profile.regions, sex=profile.sex if may_write else None, profile_version=profile.version,
        certificates=[CertificateOut(module=c.module, valid_from=c.valid_from, valid_until=c.valid_until)
                      for c in trainer.trainer_certificates.all()],
        absences=[AbsenceOut(code=a.code, starts_on=a.starts_on, ends_on=a.ends_on) for a in absences],
    )  # fmt: skip


@router.get("/trainers/{code}", response=WholeTrainer, summary="Read what is known about a trainer")
@needs(P.TRAINER_READ)
def read_trainer(request: HttpRequest, code: Path[Code]) -> Any:
    user = user_of(request)
    return whole(_found(user, code, P.TRAINER_READ), user)


@router.put(
    "/trainers/{code}/profile", response=WholeTrainer, summary="Write which languages a trainer speaks, and where they work"
)
@needs(P.TRAINER_EDIT)
@transaction.atomic
def describe_trainer(request: HttpRequest, code: Path[Code], body: ProfileIn) -> Any:
    user = user_of(request)
    trainer = _found(user, code, P.TRAINER_EDIT)
    trainers.describe(by=user, trainer=trainer, **body.model_dump())
    return whole(trainer, user)


@router.post(
    "/trainers/{code}/certificates", response={201: WholeTrainer}, summary="Record that a trainer may give a module"
)
@needs(P.CERTIFICATE_RECORD)
@transaction.atomic
def certify_trainer(request: HttpRequest, code: Path[Code], body: CertificateIn) -> Any:
    user = user_of(request)
    trainer = _found(user, code, P.CERTIFICATE_RECORD)
    trainers.certify(by=user, trainer=trainer, **body.model_dump())
    return whole(trainer, user)


@router.post("/trainers/{code}/absences", response={201: WholeTrainer}, summary="Say when a trainer is away")
@needs(P.TRAINER_EDIT)
@transaction.atomic
def add_absence(request: HttpRequest, code: Path[Code], body: AbsenceIn) -> Any:
    user = user_of(request)
    trainer = _found(user, code, P.TRAINER_EDIT)
    trainers.be_away(by=user, trainer=trainer, **body.model_dump())
    return whole(trainer, user)


@router.post("/trainers/{code}/absences/{absence}/end", response={201: WholeTrainer}, summary="Take days away back")
@needs(P.TRAINER_EDIT)
@transaction.atomic
def end_absence(request: HttpRequest, code: Path[Code], absence: Path[Code]) -> Any:
    user = user_of(request)
    trainer = _found(user, code, P.TRAINER_EDIT)
    row = Absence.objects.filter(trainer=trainer, code=absence).first()
    if row is None:
        raise Http404
    trainers.be_back(by=user, absence=row)
    return whole(trainer, user)
