"""The three things that are reviewed, seen alike: a report of a visit, a baseline, an unusual value."""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import Http404

from genba.access.doors import find
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.delivery.models import Visit
from genba.directory.models import Enterprise
from genba.observations.models import Baseline, Observation
from genba.programmes.models import Engagement
from genba.review.models import Review

SALT = "review:value"
FIELDS = {"visit": "visit", "baseline": "baseline", "value": "observation"}


@dataclass(frozen=True)
class Subject:
    noun: str  # visit, baseline or value
    row: Any

    @property
    def field(self) -> str:
        """The field of a review that names it."""
        return FIELDS[self.noun]

    @property
    def version(self) -> int:
        return int(getattr(self.row, "version", 1))

    @property
    def engagement(self) -> Engagement | None:
        engagement: Engagement | None = getattr(self.row, "engagement", None)
        return engagement

    @property
    def enterprise(self) -> Enterprise:
        enterprise: Enterprise = self.engagement.enterprise if self.engagement else self.row.enterprise
        return enterprise

    @property
    def author(self) -> User | None:
        """Who wrote it, and therefore cannot approve it."""
        names = {"visit": "trainer", "baseline": "taken_by", "value": "recorded_by"}
        author: User | None = getattr(self.row, names[self.noun])
        return author

    @property
    def key(self) -> str:
        """How an address names it: the code of the visit, of the engagement of a baseline, or a sealed key of a value."""
        if self.noun == "value":
            return signing.Signer(salt=SALT).sign(str(self.row.pk)).replace(":", "~")
        return str(self.row.code if self.noun == "visit" else self.row.engagement.code)

    def reviews(self) -> list[Review]:
        """What was said about it, the latest first. Two queries."""
        rows = Review.objects.filter(**{self.field: self.row}).select_related("reviewed_by").prefetch_related("remarks")
        return list(rows.order_by("-pk"))


def subject_of(row: Visit | Baseline | Observation) -> Subject:
    nouns = {Visit: "visit", Baseline: "baseline", Observation: "value"}
    return Subject(nouns[type(row)], row)


def subject_at(user: Any, permission: Permission, noun: str, key: str) -> Subject:
    """The thing of an address, if the user may do this to it; Http404 or PermissionDenied as doors do."""
    if noun == "visit":
        return Subject(noun, find(user, permission, Visit, key, load="engagement__enterprise,trainer"))
    if noun == "baseline":
        rows = visible(user, permission, Baseline).select_related("engagement__enterprise", "taken_by")
        row: Any = rows.filter(engagement__code=key).first()
    elif noun == "value":
        values = visible(user, permission, Observation).filter(unusual=True).select_related("enterprise", "recorded_by")
        row = values.filter(pk=_unsealed(key)).first()
    else:
        raise Http404
    if row is None:
        raise Http404
    return Subject(noun, row)


def _unsealed(key: str) -> int:
    try:
        return int(signing.Signer(salt=SALT).unsign(key.replace("~", ":")))
    except (signing.BadSignature, ValueError):
        raise Http404 from None
