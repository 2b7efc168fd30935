"""Who and what may be named in an agreement or a class: programmes, providers, trainers."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from genba.access.permissions import Permission as P
from genba.api.words import Code, needs, user_of
from genba.programmes.models import Programme
from genba.programmes.trainers import providers_for, trainers_for

router = Router(tags=["names"])


class NameOut(Schema):
    code: Code
    name: str


def shown(rows: Any) -> list[NameOut]:
    return [NameOut(code=code, name=name) for code, name in rows.order_by("name").values_list("code", "name")]


@router.get("/programmes", response=list[NameOut], summary="The programmes to which an engagement can belong")
@needs(P.ENGAGEMENT_OPEN)
def list_programmes(request: HttpRequest) -> Any:
    return shown(Programme.objects.all())


@router.get("/providers", response=list[NameOut], summary="The providers that you may name")
@needs(P.ENGAGEMENT_OPEN)
def list_providers(request: HttpRequest) -> Any:
    return shown(providers_for(user_of(request), P.ENGAGEMENT_OPEN))


@router.get("/trainers", response=list[NameOut], summary="The trainers that you may name")
@needs(P.ENGAGEMENT_OPEN)
def list_trainers(request: HttpRequest) -> Any:
    return shown(trainers_for(user_of(request), P.ENGAGEMENT_OPEN))
