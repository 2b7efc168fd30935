"""Somebody of the enterprise signs the report of a visit on the glass of the device.

They sign what they read there. What became of the report since, of the person, or of others who signed, nobody could know:
the signature stands for what was read, and what is different now is flagged. It may arrive before its visit, and waits for it.
"""

from datetime import date
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from pydantic import Field, field_validator

from genba.access.doors import find
from genba.access.permissions import Permission
from genba.delivery.actions import signatures
from genba.delivery.models import Visit
from genba.delivery.models.signature import FIELD
from genba.directory.models import Person
from genba.kit.refused import Refused
from genba.programmes.locks import check_engagement
from genba.sync.actions.replacing import newest_of
from genba.sync.kinds.visit import version_made
from genba.sync.models import Receipt
from genba.sync.oddities import Noticed
from genba.sync.records import Fact, Told, Waits

OF_A_VISIT = r"^([2-9A-HJKMNP-TV-Z]{8}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$"
STROKES, POINTS = 200, 20_000


class SignatureBody(Noticed):
    """`visit`: the number of the device's own record of the visit, or the code of a visit that is here; then `version` says
    which one was read. `person`: null for a name that was typed; `name` is said for everybody."""

    visit: str = Field(pattern=OF_A_VISIT)
    role: str = Field(max_length=10)
    person: str | None = Field(None, max_length=8)
    name: str = Field("", max_length=150, pattern=r"^[^\x00]*$")
    signed_on: date
    version: int | None = Field(None, ge=1, le=2**31 - 1)
    drawing: list[list[int]] = Field(default_factory=list, max_length=STROKES)

    @field_validator("drawing")
    @classmethod
    def within_the_field(cls, strokes: list[list[int]]) -> list[list[int]]:
        """Pairs of x and y; a finger that slid off the field is drawn at its edge."""
        if any(len(stroke) % 2 for stroke in strokes) or sum(map(len, strokes)) > 2 * POINTS:
            raise ValueError("pairs, and not too many")
        return [[min(max(at, 0), FIELD[i % 2]) for i, at in enumerate(stroke)] for stroke in strokes if stroke]


def become(told: Told) -> Fact:
    """The signature of the version that was read, with what is different now."""
    body: SignatureBody = told.body
    fact = Fact("visit", "")
    code, version = _signed(told, body)
    visit: Visit = find(told.by, Permission.VISIT_REPORT, Visit, code, load="engagement__enterprise")
    fact.code = visit.code
    read = version if version is not None else visit.version
    try:
        check_engagement(visit.engagement, [body.signed_on], things=[visit])
    except Refused as no:
        raise Waits(no.reason) from None
    if read != visit.version:
        fact.flags.append(_("The report was put right after it was signed."))
    others = visit.signatures.filter(role=body.role, visit_version=read)
    for name in sorted(set(others.values_list("name", flat=True))):
        fact.flags.append(_("%(name)s has signed it already, in the same role.") % {"name": name})
    person = _person(body, visit, fact)
    signatures.keep_signed(by=told.by, visit=visit, role=body.role, version=read, signed_on=body.signed_on, name=body.name,
                           person=person, drawing=body.drawing)  # fmt: skip
    return fact


def _signed(told: Told, body: SignatureBody) -> tuple[str, int | None]:
    """The code of the visit, and which version of it was read: that which the record made, 0 where another record took its
    place, None where the device does not say. Waits for a record that is not here, or no fact yet."""
    if len(body.visit) == 8:
        return body.visit, body.version
    receipt = Receipt.objects.filter(pk=UUID(body.visit)).first()
    if receipt is None:
        raise Waits(_("It has arrived before the visit that it signs, and waits for it."), on=body.visit)
    if receipt.author_id != told.receipt.author_id or receipt.kind != "visit":
        raise Http404
    if fact := receipt.fact():
        return fact.code, version_made(receipt, fact.code)
    newest = newest_of(receipt)
    if fact := newest.fact():
        return fact.code, 0
    raise Waits(_("The visit that it signs is not settled yet. It waits for it."), on=str(newest.pk))


def _person(body: SignatureBody, visit: Visit, fact: Fact) -> Person | None:
    """Who signed as they are called here today; None, by the name that was read, where they are not of this enterprise."""
    if not body.person:
        return None
    person: Person | None = Person.objects.filter(code=body.person).first() or Person.successor_of(body.person)
    if person is None or person.enterprise_id != visit.engagement.enterprise_id:
        fact.flags.append(_("%(name)s is not on the list of this enterprise. The name is kept as it was signed.")
                          % {"name": body.name.strip() or body.person})  # fmt: skip
        return None
    if person.role != body.role:
        fact.flags.append(
            _("%(name)s is kept here as: %(role)s.") % {"name": person.name, "role": person.get_role_display()}
        )
    return person
