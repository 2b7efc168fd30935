"""The main links of a page: what the reader's roles lead to. At most six, in the order of the working day."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from genba.access.permissions import Permission as P
from genba.access.policy import allowed
from genba.web.base.addresses import address


@dataclass(frozen=True)
class Way:
    label: str | Promise
    name: str  # of the url
    permission: P
    roles: frozenset[str]  # empty: whoever holds the permission


@dataclass(frozen=True)
class Link:
    label: str | Promise
    address: str
    is_here: bool


STAFF = frozenset({"programme-director", "country-officer", "provider-coordinator", "auditor"})
TRAINERS = frozenset({"trainer", "expert-trainer"})
INSIDE = frozenset({"enterprise-owner", "team-member", "worker"})
WAYS = (
    Way(_("Today"), "field:today", P.VISIT_REPORT, TRAINERS),
    Way(_("Today"), "desk:review", P.REVIEW_READ, STAFF),
    Way(_("Review"), "desk:review", P.REVIEW_READ, frozenset({"expert-trainer"})),
    Way(_("Programme"), "desk:programme", P.PROGRAMME_READ, STAFF),
    Way(_("Enterprises"), "desk:enterprises", P.ENTERPRISE_READ, STAFF | TRAINERS),
    Way(_("Workshops"), "desk:workshops", P.WORKSHOP_READ, STAFF | TRAINERS),
    Way(_("Calendar"), "calendar:month", P.WORKSHOP_READ, STAFF | TRAINERS),
    Way(_("Completion"), "desk:nearing", P.ENGAGEMENT_READ, TRAINERS),
    Way(_("Results"), "desk:framework", P.FRAMEWORK_READ, STAFF),
    Way(_("Bring in"), "desk:import", P.IMPORT_RUN, STAFF),
    Way(_("Today"), "enterprise:today", P.PLAN_READ, INSIDE),
    Way(_("Sheet"), "enterprise:home", P.SHEET_READ, INSIDE),
    Way(_("Plan"), "enterprise:my-plan", P.PLAN_READ, INSIDE),
    Way(_("Calendar"), "calendar:month", P.WORKSHOP_READ, INSIDE),
    Way(_("Sharing"), "enterprise:my-sharing", P.CONSENT_GIVE, INSIDE),
    Way(_("Suppliers"), "portal:suppliers", P.SHARED_READ, frozenset({"brand-officer"})),
    Way(_("Suppliers together"), "portal:together", P.SHARED_READ, frozenset({"brand-officer"})),
    Way(_("What you pay for"), "portal:sponsored", P.SPONSORED_READ, frozenset({"sponsor-officer"})),
)
LEARN = (_("Modules"), "learn:modules")
# What a visitor comes for; the first page itself has the results.
VISIT = (LEARN, (_("Where we are"), "where"), (_("Partnerships"), "partnerships"), (_("Stories"), "stories"),
         (_("2030 Agenda"), "agenda"), (_("Join"), "apply"))  # fmt: skip
FOOT = ((_("How we measure"), "method"), (_("Open data"), "open-data"), (_("Check a certificate"), "certificates"),
        (_("Search"), "search"))  # fmt: skip
PAGES = ((_("Contact"), "contact"), (_("Privacy"), "privacy"), (_("Accessibility"), "accessibility"))


def navigation(request: HttpRequest) -> list[Link]:
    """The links for this reader, the one they are at marked."""
    user = request.user
    if not user.is_authenticated:
        return _links(request, VISIT)
    roles = {r.slug for r in user.roles}
    ways = [(w.label, w.name) for w in WAYS if allowed(user, w.permission) and (not w.roles or w.roles & roles)]
    return _links(request, (*ways, LEARN))


def foot(request: HttpRequest) -> list[Link]:
    """What stands at the foot of every page that a visitor reads."""
    pages = [Link(label, address("page", slug=slug), request.path == address("page", slug=slug)) for label, slug in PAGES]
    return [*_links(request, FOOT), *pages]


def _links(request: HttpRequest, ways: Iterable[tuple[str | Promise, str]]) -> list[Link]:
    links = [(label, address(name)) for label, name in ways]
    return [Link(label, place, request.path.startswith(place)) for label, place in links]
