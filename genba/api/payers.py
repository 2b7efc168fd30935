"""Who stands behind the names that are written as payers in agreements: what was written, and saying who it is."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.words import Code, Line, Said, named, needs, user_of
from genba.api.words import Country as CountryCode
from genba.directory.models import Brand, Country, Sponsor
from genba.programmes.actions.payers import name_payer
from genba.programmes.payers import written

router = Router(tags=["names"])


class BodyOut(Schema):
    code: Code
    name: str
    kind: Literal["sponsor", "brand"]
    country: str | None = Field(description="Where a sponsor sits; it may pay in others")


class WrittenOut(Schema):
    country: str
    payer: str = Field(description="The kind of payer: brand, ministry or donor")
    name: str = Field(description="As it was typed most")
    spellings: list[str] = Field(description="All ways of writing it, the most frequent first")
    agreements: int = Field(description="So many that stand name it")
    body: BodyOut | None = Field(description="Who stands behind it; null: nobody that is known here")


class WhichNames(Schema):
    country: CountryCode | None = None
    known: bool | None = Field(None, description="Only those behind which somebody is known, or only the others")


class NamingIn(Said):
    country: CountryCode
    payer: Literal["brand", "ministry", "donor"]
    name: Line
    body: Code | None = Field(description="A brand where a brand pays, else a sponsor; null: nobody that is known here")


class NamingOut(Schema):
    country: str
    payer: str
    name: str
    body: BodyOut | None


def _body(one: Sponsor | Brand | None) -> BodyOut | None:
    if isinstance(one, Sponsor):
        return BodyOut(code=one.code, name=one.name, kind="sponsor", country=one.country_id)
    return BodyOut(code=one.code, name=one.name, kind="brand", country=None) if one else None


@router.get("/payers", response=list[WrittenOut], summary="The names that are written as payers, and who stands behind them")
@needs(P.PAYER_NAME)
def list_payers(request: HttpRequest, asked: Query[WhichNames]) -> Any:
    """Those of the agreements within reach, first those behind which nobody is known."""
    found = [one for one in written(user_of(request)) if asked.country in (None, one.country)]
    return [WrittenOut(country=one.country, payer=one.payer, name=one.name, spellings=one.spellings, agreements=one.n,
                       body=_body(one.body))
            for one in found if asked.known in (None, one.body is not None)]  # fmt: skip


@router.get("/payers/bodies", response=list[BodyOut], summary="The sponsors and brands that may stand behind a name")
@needs(P.PAYER_NAME)
def list_bodies(request: HttpRequest) -> Any:
    """All of them: one that sits elsewhere may pay here too."""
    sponsors, brands = Sponsor.objects.order_by("country", "name"), Brand.objects.order_by("name")
    return [*map(_body, sponsors), *map(_body, brands)]


@router.post("/payers", response={201: NamingOut}, summary="Say who stands behind a name")
@needs(P.PAYER_NAME)
def name_a_payer(request: HttpRequest, body: NamingIn) -> Any:
    """It holds for the agreements there are and for those that come; said again, the later word holds."""
    user = user_of(request)
    where = named(visible(user, P.PAYER_NAME, Country), body.country, "country")
    bodies: Any = Brand.objects.all() if body.payer == "brand" else Sponsor.objects.all()
    who: Any = named(bodies, body.body, "body") if body.body else None
    made = name_payer(by=user, country=where.code, payer=body.payer, name=body.name, body=who)
    return NamingOut(country=made.country_id, payer=made.payer, name=made.name, body=_body(made.body))
