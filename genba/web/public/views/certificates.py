"""Whether a certificate is real: looked up by its code, by anybody."""

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from genba.access.doors import public
from genba.delivery.models import ParticipationCertificate
from genba.kit.names import initials
from genba.web.base.page import Page


@public
@never_cache
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What was given, when and by whom. Of the name only the first letters: the rest stands on the paper."""
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="look_up")
    if too_many:
        return too_many
    found = ParticipationCertificate.objects.filter(code=code.upper()[:8]).select_related(
        "participant__person", "participant__workshop__programme", "participant__workshop__provider"
    ).first()  # fmt: skip
    if found is None:
        raise Http404
    return Page(request, "public/certificate.html", certificate=found, workshop=found.participant.workshop,
                letters=initials(found.participant.person.name)).show()  # fmt: skip
