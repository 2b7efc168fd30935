"""Four doors: why brands are interested, who takes part, who trains, how to become a trainer or a provider."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from genba.access.doors import public
from genba.certification.models import CertificationRule
from genba.impact.standings import Line
from genba.publishing.models import TrainerListing
from genba.reports.front import front
from genba.reports.published import WHOLE, published
from genba.web.base.page import Page

PROOFS = ("labour-productivity", "enterprises", "people-trained")  # of the doors of brands, enterprises, certification
MOST_KPIS = 6


@public
def doors(request: HttpRequest) -> HttpResponse:
    """Each door with what speaks for it, counted, and the way in."""
    found = front(PROOFS, get_language() or "en")
    return Page(request, "public/partners/doors.html", proofs={f.code: f for f in found.figures},
                worked_out_at=found.worked_out_at, trainers=TrainerListing.objects.seen().count()).show()  # fmt: skip


@public
def for_brands(request: HttpRequest) -> HttpResponse:
    """Why brands are interested, with what was measured."""
    return Page(request, "public/partners/for_brands.html", proofs=_proofs(), language_now=get_language() or "en").show()


def _proofs() -> list[Line]:
    """The KPIs that most enterprises report, of those that everybody may see beside all else that is published."""
    shown = [line for line in published()[WHOLE] if line.definition.kpi and line.value is not None]
    return sorted(shown, key=lambda line: (-int(line.detail["n_reporting"]), line.definition.code))[:MOST_KPIS]


@public
def become_certified(request: HttpRequest) -> HttpResponse:
    """What it takes, as the rule in force says; what it does not say is not made up."""
    rules = {whose: CertificationRule.objects.in_force(whose) for whose in CertificationRule.Whose.values}
    return Page(request, "public/certification/become.html", rules=rules).show()
