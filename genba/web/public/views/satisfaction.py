"""How was the class? Answered on an own phone or on one that goes round, without an account and without a name."""

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from genba.access.doors import open_form
from genba.delivery.actions import satisfaction
from genba.delivery.models import SatisfactionSurvey
from genba.programmes.curricula import module_of
from genba.web.base.going_round import is_token_of
from genba.web.base.page import Page
from genba.web.public.satisfaction_forms import AnswerForm

ANSWERED_FOR = 60 * 60 * 24 * 30  # seconds


@open_form
@never_cache
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """The questions in the reader's language; thanks afterwards. A shared device begins anew for the next person.

    On an own phone a mark without identity says that it has answered. It is a courtesy, not a lock: the count of people
    on the roster is the lock.
    """
    survey = SatisfactionSurvey.objects.select_related("workshop__programme").filter(code=code.upper()[:8]).first()
    if survey is None:
        raise Http404
    shared = request.GET.get("shared", "")
    goes_round = is_token_of(survey.code, shared)
    said = request.COOKIES.get(_mark(survey)) == "1" and not goes_round
    questions = module_of(survey.workshop.module).satisfaction
    form = AnswerForm(
        request.POST if request.method == "POST" else None, questions=questions, language=get_language() or "en"
    )
    page = Page(request, "public/satisfaction.html", form=form, survey=survey, workshop=survey.workshop, shared=shared,
                goes_round=goes_round, said=said, thanks="thanks" in request.GET)  # fmt: skip
    if request.method != "POST" or said:
        return page.show(200)
    too_many: HttpResponse | None = None if goes_round else ratelimit.consume_or_429(request, action="say")
    if too_many:
        return too_many
    if not form.is_valid():
        return page.show()
    satisfaction.answer(survey=survey, scores=form.scores())
    after: Any = redirect(f"{request.path}?thanks=1" + (f"&shared={shared}" if goes_round else ""))
    if not goes_round:
        after.set_cookie(_mark(survey), "1", max_age=ANSWERED_FOR, samesite="Lax", httponly=True, secure=settings.PRODUCTION,
                         path="/")  # fmt: skip
    return after  # type: ignore[no-any-return]


def _mark(survey: SatisfactionSurvey) -> str:
    return f"said-{survey.code}"
