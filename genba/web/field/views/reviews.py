"""Read what the field sent: approve, return with remarks, note as read; and the trainer's answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import can
from genba.kit.days import in_words
from genba.review import actions
from genba.review.models import Review
from genba.review.subjects import Subject, subject_at
from genba.sync.flagged import flags_of
from genba.web.base.page import Page
from genba.web.field.review_forms import AnswerForm, ReviewForm
from genba.web.field.review_items import items_of


@requires(Permission.REVIEW_READ)
def show(request: HttpRequest, noun: str, key: str) -> HttpResponse:
    """What it says item by item, the decision for who may decide, and the trail."""
    subject = subject_at(request.user, Permission.REVIEW_READ, noun, key)
    items, reviews = items_of(subject, get_language() or "en"), subject.reviews()
    form = ReviewForm(request.POST or None, items=items, initial={"version": subject.version})
    may = {deed: can(request.user, permission, subject.row) for deed, permission in NEEDS.items()}
    last = next((r for r in reviews if r.kind != Review.Kind.READ), None)
    is_back = last is not None and last.kind == Review.Kind.RETURNED and last.version >= subject.version
    page = Page(
        request, "field/reviews/show.html", form=form, items=items, reviews=reviews, noun=noun, key=key, **_about(subject),
        may_decide=may["approve"] and not is_back, may_read=may["read"] and noun == "visit", labels={i.key: i.label for i in items},
        may_answer=is_back and can(request.user, Permission.VISIT_REPORT, subject.row),
        put_right=reverse("field:visit-edit", args=[key]) if noun == "visit" else "",
        flagged=flags_of("visit", subject.row.code) if noun == "visit" else [],
    )  # fmt: skip
    if form.is_valid():
        if not may[form.cleaned_data["deed"]]:
            return page.show(403)
        return _decide(request, subject, form)
    return page.show()


NEEDS = {"approve": Permission.REVIEW_DECIDE, "return": Permission.REVIEW_DECIDE, "read": Permission.SAMPLE_NOTE}


def _decide(request: HttpRequest, subject: Subject, form: ReviewForm) -> HttpResponse:
    user: Any = request.user
    version = form.cleaned_data["version"]
    if form.cleaned_data["deed"] == "approve":
        actions.approve(by=user, subject=subject, version=version)
        messages.success(request, _("It is approved."))
    elif form.cleaned_data["deed"] == "return":
        actions.return_for_more(by=user, subject=subject, version=version, reason=form.cleaned_data["reason"],
                                remarks=form.remarks())  # fmt: skip
        messages.success(request, _("It is returned. The trainer sees it on the page of the day."))
    else:
        actions.read_sample(by=user, visit=subject.row, note=form.cleaned_data["note"])
        messages.success(request, _("It is noted as read."))
        return redirect("desk:review-sample")
    return redirect("desk:review")


@requires(Permission.VISIT_REPORT)
def answer(request: HttpRequest, noun: str, key: str) -> HttpResponse:
    """The trainer answers in words what was returned; it waits to be read again."""
    subject = subject_at(request.user, Permission.VISIT_REPORT, noun, key)
    items = items_of(subject, get_language() or "en")
    form = AnswerForm(request.POST or None)
    page = Page(request, "field/reviews/answer.html", form=form, reviews=subject.reviews(),
                labels={i.key: i.label for i in items}, **_about(subject))  # fmt: skip
    if form.is_valid():
        actions.answer(by=request.user, subject=subject, words=form.cleaned_data["words"])  # type: ignore[arg-type]
        messages.success(request, _("Your answer is sent."))
        return redirect("field:today")
    return page.show()


def _about(subject: Subject) -> dict[str, Any]:
    """The heading of the page: which enterprise, what, when, and by whom."""
    row, author = subject.row, subject.author
    by = author.name if author else _("taken in from a file")
    if subject.noun == "visit":
        about = _("visit %(number)s on %(day)s") % {"number": row.number, "day": in_words(row.visited_on)}
        whole = reverse("field:visit", args=[row.code])
    elif subject.noun == "baseline":
        about = _("Baseline, taken on %(day)s") % {"day": in_words(row.taken_on)}
        whole = reverse("field:baseline", args=[row.engagement.code])
    else:
        about, whole = _("Unusual value up to %(day)s") % {"day": in_words(row.ends_on)}, ""
    return {"title": subject.enterprise.name, "about": f"{about} · {by}", "whole": whole}
