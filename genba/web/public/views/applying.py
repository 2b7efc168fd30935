"""Five doors to join by, without an account; and the page on which an applicant sees where it stands."""

from typing import Any

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from genba.access.doors import open_form, public
from genba.audit.actions import SYSTEM
from genba.kit.codes import tidy_code
from genba.programmes.actions import applications, on_the_way
from genba.programmes.actions.applying import ASKED, LABELS, missing
from genba.programmes.models import Application, ApplicationNote, Programme
from genba.web.base.page import Page
from genba.web.public import guessing
from genba.web.public.apply_forms import AnswerForm, EnterpriseDoorForm, KindDoorForm, MissingForm, programme_field

LETTERS = 20
Kind = ApplicationNote.Kind


@public
def choose(request: HttpRequest) -> HttpResponse:
    """Five doors, each with a line."""
    return Page(request, "public/apply/choose.html", programmes=Programme.objects.exists()).show()


@never_cache
@open_form
def apply_as(request: HttpRequest, kind: str) -> HttpResponse:
    """The short form of one door."""
    if kind not in ASKED:
        raise Http404
    programmes = list(Programme.objects.order_by("name")[:50])
    if not programmes:
        return Page(request, "public/apply/choose.html", programmes=False).show()
    return _form(request, kind, programmes[0] if len(programmes) == 1 else None)


@never_cache
@open_form
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """The door of enterprises, for one programme; links to it are out there."""
    programme = Programme.objects.filter(code=code).first()
    if programme is None:
        raise Http404
    return _form(request, "enterprise", programme)


def _form(request: HttpRequest, kind: str, programme: Programme | None) -> HttpResponse:
    """The form of one door; where no programme is given, it asks which."""
    spoken = get_language() or "en"
    form: Any = (EnterpriseDoorForm(request.POST or None, language=spoken) if kind == "enterprise"
                 else KindDoorForm(request.POST or None, kind=kind, language=spoken))  # fmt: skip
    page = Page(request, "public/apply/form.html", form=form, programme=programme, kind=kind)
    if programme is None:
        form.fields["programme"] = programme_field(request.GET.get("programme", ""))
    if form.is_valid():
        too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="apply")
        if too_many:
            return too_many
        facts = dict(form.cleaned_data) if kind == "enterprise" else form.facts()
        made = applications.apply(by=SYSTEM, language=spoken, **{"programme": programme, **facts})
        answer = redirect("application-stands", code=made.code)
        answer["Location"] += "?arrived"
        return answer
    return page.show()


@public
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Where a reference is typed."""
    typed = tidy_code(request.GET.get("code", ""))[:LETTERS]
    if typed:
        return redirect("application-stands", code=typed)
    return Page(request, "public/apply/stands.html", application=None, typed="").show()


@never_cache
@open_form
def stands(request: HttpRequest, code: str) -> HttpResponse:
    """Where it stands, what is missing, what is asked. No telephone, no address, no remark of the office is on it: whoever
    finds the reference learns little."""
    if slow := guessing.too_many(request, "application"):
        return slow
    application = Application.objects.filter(code=tidy_code(code)).select_related("programme", "answer").first()
    if application is None:
        guessing.wrong(request, "application")
        return Page(request, "public/apply/stands.html", application=None, typed=code[:LETTERS]).show(404)
    told = list(application.notes.exclude(kind=Kind.REMARK))
    said = [n for n in told if n.kind != Kind.SEEN]
    open_now = missing(application) if not hasattr(application, "answer") else []
    answering = request.method == "POST" and "answer" in request.POST
    answer_form = AnswerForm(request.POST if answering else None)
    missing_form = MissingForm(request.POST if request.method == "POST" and not answering else None, missing=open_now)
    page = Page(
        request, "public/apply/stands.html", form=answer_form if answering else missing_form, application=application,
        typed=code, told=told, answer_form=answer_form, missing_form=missing_form, names=[str(LABELS[n]) for n in open_now],
        is_asked=bool(said) and said[-1].kind == Kind.QUESTION, has_arrived="arrived" in request.GET,
        is_seen=any(n.kind in (Kind.SEEN, Kind.QUESTION) for n in told), answer=getattr(application, "answer", None),
    )  # fmt: skip
    if page.form.is_bound and page.form.is_valid():
        if answering:
            on_the_way.answer(application=application, text=answer_form.cleaned_data["text"])
        else:
            on_the_way.complete(application=application, facts=missing_form.cleaned_data)
        return redirect("application-stands", code=application.code)
    return page.show()
