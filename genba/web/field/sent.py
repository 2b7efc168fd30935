"""What came with a visit or a baseline, beyond the fact that it became: other answers of its form; from a collector photos too."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from genba.collect.bodies import labels_of
from genba.collect.models import Attachment, Submission
from genba.programmes.models import Engagement
from genba.sync.models import FACTS, Outcome, Receipt


@dataclass(frozen=True)
class Sent:
    """One submission: what it asked beside the fact, in words, and its photos."""

    answers: list[tuple[str, str]]
    photos: list[Attachment]


def sent_with(noun: str, code: str, engagement: Engagement, language: str) -> list[Sent]:
    """What came with the fact of this code."""
    found = []
    submissions = list(_submissions(noun, code, engagement.code).prefetch_related("attachments"))
    bodies = (
        dict(Receipt.objects.filter(pk__in=[one.pk for one in submissions]).values_list("pk", "body")) if submissions else {}
    )
    for submission in submissions:
        photos = list(submission.attachments.all())
        names = {photo.name for photo in photos}
        told = labels_of(submission.form, bodies[submission.pk].get("answers", {}), language)
        found.append(Sent([(label, value) for label, value in told if value not in names], photos))
    return found or _of_the_app(noun, code, engagement, language)


def _of_the_app(noun: str, code: str, engagement: Engagement, language: str) -> list[Sent]:
    """What the field app asked beside the fact; of records that put each other right, the last one's."""
    made = Outcome.objects.filter(noun=noun, code=code, state__in=FACTS).select_related("receipt").last()
    answers = made.receipt.body.get("answers") if made else None
    return [Sent(labels_of(f"{engagement.module}-{noun}", answers, language), [])] if answers else []


def photo_of(noun: str, code: str, about: str, photo: str) -> Attachment:
    """A photo that came with this fact. Http404 where there is none, or it was not kept."""
    kept = Attachment.objects.filter(code=photo, submission__in=_submissions(noun, code, about)).exclude(content="")
    row: Attachment | None = kept.first()
    if row is None:
        raise Http404
    return row


def _submissions(noun: str, code: str, about: str) -> QuerySet[Submission]:
    ids = list(Submission.objects.filter(about=about).values_list("pk", flat=True))
    facts = Outcome.objects.filter(receipt__in=ids, noun=noun, code=code, state__in=FACTS) if ids else Outcome.objects.none()
    return Submission.objects.filter(pk__in=list(facts.values_list("receipt_id", flat=True)))
