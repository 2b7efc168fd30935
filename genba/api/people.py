"""People of enterprises, and how many work there."""

from datetime import date
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.enterprises import People as Counted
from genba.api.enterprises import headcount
from genba.api.front import front
from genba.api.words import Code, Day, Line, Listed, Paged, Role, Said, Sex, Version, left_out, listed, named, needs, user_of
from genba.directory.actions import enterprises, people
from genba.directory.models import Enterprise, Person
from genba.kit.refused import Refused

router = Router(tags=["people"])


class PersonOut(Schema):
    code: Code
    enterprise: Code
    name: str
    sex: str
    role: str
    job: str
    phone: str
    version: int


class PersonIn(Said):
    enterprise: Code
    name: Line
    role: Role
    sex: Sex = "not-stated"
    job: Annotated[Line, Field(max_length=100)] = ""
    phone: Annotated[Line, Field(max_length=40)] = ""
    another: bool = Field(False, description="It is not the person of the same name who is known already")


class PersonEdit(Said):
    version: Version | None = None
    name: Line = left_out()
    role: Role = left_out()
    sex: Sex = left_out()
    job: Annotated[Line, Field(max_length=100)] = left_out()
    phone: Annotated[Line, Field(max_length=40)] = left_out()


class GroupOut(Schema):
    role: str
    sex: str
    people: int


class CountOut(Schema):
    counted_on: date
    people: list[GroupOut]


class WorkforceIn(Said):
    counted_on: Day
    people: list[Counted] = Field(min_length=1, max_length=8)


class Asked(Paged):
    enterprise: Code | None = None


def shown(row: Person) -> PersonOut:
    return PersonOut(code=row.code, enterprise=row.enterprise.code, name=row.name, sex=row.sex, role=row.role, job=row.job,
                     phone=row.phone, version=row.version)  # fmt: skip


@router.get("/people", response=Listed[PersonOut], summary="List people by name")
@needs(P.PERSON_READ)
def list_people(request: HttpRequest, asked: Query[Asked]) -> Any:
    rows = visible(user_of(request), P.PERSON_READ, Person).select_related("enterprise")
    if asked.enterprise:
        rows = rows.filter(enterprise__code=asked.enterprise)
    return listed(rows, ("name_key", "id"), asked, shown)


@router.get("/people/{code}", response=PersonOut, summary="Read a person")
@needs(P.PERSON_READ)
def read_person(request: HttpRequest, code: Path[Code]) -> Any:
    return shown(find(user_of(request), P.PERSON_READ, Person, code, load="enterprise"))


@router.post("/people", response={201: PersonOut}, summary="Register a person; nobody needs an e-mail address")
@needs(P.PERSON_REGISTER)
def register_person(request: HttpRequest, body: PersonIn) -> Any:
    user = user_of(request)
    enterprise = named(visible(user, P.PERSON_REGISTER, Enterprise), body.enterprise, "enterprise")
    same = Person.objects.called(enterprise, body.name).first()
    if same and not body.another:
        raise Refused(_("There is already somebody of this name (%(code)s). If it is another person, send another: true.")
                      % {"code": same.code}, field="another")  # fmt: skip
    return shown(people.register(by=user, enterprise=enterprise, **body.model_dump(exclude={"enterprise", "another"})))


@router.patch("/people/{code}", response=PersonOut, summary="Put facts about a person right")
@needs(P.PERSON_REGISTER)
@transaction.atomic
def edit_person(request: HttpRequest, code: Path[Code], body: PersonEdit) -> Any:
    user = user_of(request)
    person = find(user, P.PERSON_REGISTER, Person, code, load="enterprise")
    version = front.seen(request, shown(person), body.version)
    changes = body.model_dump(exclude_unset=True, exclude={"version"})
    return shown(people.edit(person=person, by=user, version=version, changes=changes))


@router.get("/enterprises/{code}/workforce", response=list[CountOut], summary="How many work there, the last count first")
@needs(P.ENTERPRISE_READ)
def read_workforce(request: HttpRequest, code: Path[Code]) -> Any:
    return _counts(find(user_of(request), P.ENTERPRISE_READ, Enterprise, code))


def _counts(enterprise: Enterprise) -> list[CountOut]:
    counts: dict[date, list[GroupOut]] = {}
    for row in enterprise.workforce.order_by("-counted_on", "role", "sex"):
        counts.setdefault(row.counted_on, []).append(GroupOut(role=row.role, sex=row.sex, people=row.people))
    return [CountOut(counted_on=day, people=groups) for day, groups in counts.items()]


@router.put("/enterprises/{code}/workforce", response=list[CountOut], summary="Keep how many people work there on a day")
@needs(P.ENTERPRISE_EDIT)
def count_workforce(request: HttpRequest, code: Path[Code], body: WorkforceIn) -> Any:
    user = user_of(request)
    enterprise = find(user, P.ENTERPRISE_EDIT, Enterprise, code)
    enterprises.count_workforce(enterprise=enterprise, by=user, people=headcount(body.people, "people"),
                                counted_on=body.counted_on)  # fmt: skip
    return _counts(enterprise)
