"""Enterprises: find, read, register, put right."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field, StringConstraints

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import can, reach, visible
from genba.api.front import front
from genba.api.words import (
    Code,
    Country,
    Day,
    Line,
    Listed,
    Ownership,
    Paged,
    Role,
    Said,
    Sex,
    Text,
    Version,
    each_once,
    left_out,
    listed,
    named,
    needs,
    user_of,
)
from genba.directory.actions import enterprises
from genba.directory.models import Enterprise, Provider
from genba.directory.models.enterprise import EnterpriseQuerySet
from genba.directory.places import country_names
from genba.directory.resemblance import resembling
from genba.kit.refused import Refused

router = Router(tags=["enterprises"])
Isic = Annotated[str, Field(max_length=4, pattern=r"^[A-Z]?[0-9]{0,4}$", description="ISIC Rev. 4, two to four figures")]
Section = Annotated[str, StringConstraints(pattern=r"^[A-U]$")]


class EnterpriseOut(Schema):
    code: Code
    name: str
    country: str
    region: str
    city: str
    address: str
    phone: str
    latitude: float | None
    longitude: float | None
    isic: str
    headcount: int | None
    size: str | None
    output_unit: str
    currency: str
    owned: Ownership
    registered_on: date
    version: int


class People(Said):
    role: Role
    sex: Sex
    people: int = Field(ge=0, le=1_000_000)


def headcount(groups: Sequence[People], field: str) -> dict[tuple[str, str], int]:
    """How many people there are by role and sex; Refused when a group is counted twice."""
    return each_once((((group.role, group.sex), group.people) for group in groups), field)


class EnterpriseIn(Said):
    name: Line
    country: Country
    region: Annotated[Line, Field(max_length=100)] = ""
    city: Annotated[Line, Field(max_length=100)] = ""
    address: Annotated[Text, Field(max_length=250)] = ""
    phone: Annotated[Line, Field(max_length=40)] = ""
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)
    isic: Isic = ""
    output_unit: Annotated[Line, Field(max_length=30)] = ""
    owned: Ownership = "not-stated"
    provider: Code | None = Field(None, description="Who serves it from today")
    workforce: list[People] = Field(default_factory=list, max_length=8)
    counted_on: Day | None = None
    another: bool = Field(False, description="It is not the one with nearly the same name")


class EnterpriseEdit(Said):
    version: Version | None = None
    name: Line = left_out()
    region: Annotated[Line, Field(max_length=100)] = left_out()
    city: Annotated[Line, Field(max_length=100)] = left_out()
    address: Annotated[Text, Field(max_length=250)] = left_out()
    phone: Annotated[Line, Field(max_length=40)] = left_out()
    isic: Isic = left_out()
    output_unit: Annotated[Line, Field(max_length=30)] = left_out()
    owned: Ownership = left_out()


class Asked(Paged):
    q: Line = Field("", description="Beginnings of words of the name, the town or the code")
    country: Country | None = None
    sector: Section | None = Field(None, description="A section of ISIC Rev. 4")
    doors: Literal["open", "closed", "all"] = Field("open", description="Open ones, unless you ask for closed ones too")
    size_class: Literal["micro", "small", "medium", "large"] | None = None
    owned: Ownership | None = None


def shown(row: Enterprise) -> EnterpriseOut:
    return EnterpriseOut(
        code=row.code, name=row.name, country=row.country_id, region=row.region.name if row.region else "", city=row.city,
        address=row.address, phone=row.phone, latitude=row.latitude, longitude=row.longitude, isic=row.isic,
        headcount=row.headcount, size=row.size, output_unit=row.output_unit, currency=row.currency, owned=cast(Ownership, row.owned),
        registered_on=row.registered_on, version=row.version,
    )  # fmt: skip


def shown_now(enterprise: Enterprise) -> EnterpriseOut:
    """As it stands after a change."""
    return shown(Enterprise.objects.select_related("region").get(pk=enterprise.pk))


@router.get("/enterprises", response=Listed[EnterpriseOut], summary="Find enterprises")
@needs(P.ENTERPRISE_READ)
def list_enterprises(request: HttpRequest, asked: Query[Asked]) -> Any:
    rows = cast(EnterpriseQuerySet, visible(user_of(request), P.ENTERPRISE_READ, Enterprise).select_related("region"))
    if asked.country:
        rows = rows.filter(country_id=asked.country)
    if asked.sector:
        rows = rows.of_section(asked.sector)
    if asked.size_class:
        rows = rows.of_size(asked.size_class)
    if asked.owned:
        rows = rows.filter(owned=asked.owned)
    if asked.doors != "all":
        rows = rows.closed() if asked.doors == "closed" else rows.open()
    if asked.q:
        rows = rows.matching(asked.q)
    return listed(rows, ("name_key", "id"), asked, shown)


@router.get("/enterprises/{code}", response=EnterpriseOut, summary="Read an enterprise")
@needs(P.ENTERPRISE_READ)
def read_enterprise(request: HttpRequest, code: Path[Code]) -> Any:
    return shown(find(user_of(request), P.ENTERPRISE_READ, Enterprise, code, load="region"))


@router.post("/enterprises", response={201: EnterpriseOut}, summary="Register an enterprise")
@needs(P.ENTERPRISE_REGISTER)
@transaction.atomic
def register_enterprise(request: HttpRequest, body: EnterpriseIn) -> Any:
    user = user_of(request)
    facts = body.model_dump(exclude={"workforce", "another", "provider"})
    if body.country not in country_names().values():
        raise Refused(_("“%(text)s” is no ISO code of a country.") % {"text": body.country}, field="country")
    if body.workforce and not body.counted_on:
        raise Refused(_("On which day were these people counted?"), field="counted_on")
    provider = named(visible(user, P.ENTERPRISE_REGISTER, Provider), body.provider, "provider") if body.provider else None
    within = reach(user, P.ENTERPRISE_REGISTER)
    if within is not None and "country" not in within and provider is None:
        raise Refused(_("Say which provider serves it."), field="provider")
    if not body.another:
        _meet_the_like(user, body)
    made = enterprises.register(by=user, provider=provider, workforce=headcount(body.workforce, "workforce"), **facts)
    # Nobody registers beyond the own reach, and then loses sight of it: the whole is undone.
    if not can(user, P.ENTERPRISE_REGISTER, made):
        raise PermissionDenied
    return shown(made)


def _meet_the_like(user: Any, body: EnterpriseIn) -> None:
    found = resembling(body.name, body.country, phone=body.phone)
    if not found:
        return
    mine = visible(user, P.ENTERPRISE_READ, Enterprise).filter(pk__in=[r.enterprise.pk for r in found])
    codes = dict(mine.values_list("pk", "code"))
    like = ", ".join(f"{r.enterprise.name} ({codes.get(r.enterprise.pk, _('served by somebody else'))})" for r in found)
    raise Refused(_("Is it one of these: %(names)s? If it is another one, send another: true.") % {"names": like},
                  field="another")  # fmt: skip


@router.patch("/enterprises/{code}", response=EnterpriseOut, summary="Put facts about an enterprise right")
@needs(P.ENTERPRISE_EDIT)
@transaction.atomic
def edit_enterprise(request: HttpRequest, code: Path[Code], body: EnterpriseEdit) -> Any:
    user = user_of(request)
    enterprise = find(user, P.ENTERPRISE_EDIT, Enterprise, code, load="region")
    version = front.seen(request, shown(enterprise), body.version)
    changes = body.model_dump(exclude_unset=True, exclude={"version"})
    enterprises.edit(enterprise=enterprise, by=user, version=version, changes=changes)
    return shown_now(enterprise)
