"""What an enterprise takes home at the end of a module: the certificate, and the results on one page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.closeout.models import Completion
from genba.directory.models import Enterprise
from genba.programmes.models import Engagement
from genba.reports.certificate import for_paper, language_of
from genba.reports.results import results_of
from genba.web.base.addresses import lasting
from genba.web.base.handed_out import as_pdf
from genba.web.print import certificate as certificate_paper
from genba.web.print import results as results_paper

LOADED = "engagement__enterprise,engagement__provider,engagement__programme,confirmed_by"


@requires(Permission.SHEET_READ, Completion, load=LOADED)
def certificate(request: HttpRequest, completion: Completion) -> HttpResponse:
    """The certificate as PDF, in the language of the enterprise or the one that is asked for."""
    sentence = _("This completion was taken back, so there is no certificate.")
    paper = for_paper(completion, asked(request, completion.engagement.enterprise), sentence)
    address = lasting(request, "certificate", code=completion.code)
    return as_pdf(certificate_paper.as_pdf(paper, address), f"certificate-{completion.code}")


@requires(Permission.SHEET_READ, Engagement, load="enterprise")
def results(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The results on one page, to sit over together."""
    made = results_of(engagement, asked(request, engagement.enterprise))
    return as_pdf(results_paper.as_pdf(made), f"results-{engagement.code}")


def asked(request: HttpRequest, enterprise: Enterprise) -> str:
    """The language of a document: as the address says, else that of the enterprise, else the reader's."""
    said = request.GET.get("language", "")
    known = {code for code, _name in settings.LANGUAGES}
    found = said if said in known else language_of(enterprise, get_language() or "en")
    return found if found in known else "en"
