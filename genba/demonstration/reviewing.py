"""The chapter of reviewing: reports are signed and read, some come back, and the month of a class is locked."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from genba.access.models import User
from genba.delivery.actions import signatures
from genba.delivery.models import Visit
from genba.directory.models import Person, Provider, WorkRole
from genba.observations.models import Baseline
from genba.programmes.actions import locks
from genba.programmes.models import Programme
from genba.quality.actions import verifications
from genba.review import actions
from genba.review.samples import sample_of
from genba.review.subjects import Subject

WAITING = 4  # the latest reports of a provider are not read yet
LATE, OLDEST, NOON = 10, 3, time(12)
REMARK = "Say who meets, where and at what time, so that they can begin on Monday."


def sign_reports(provider: Provider) -> None:
    """A manager and a worker sign each report but the latest on the day of the visit."""
    visits = (
        Visit.objects.filter(engagement__provider=provider).select_related("engagement", "trainer").order_by("visited_on")
    )
    for visit in list(visits)[:-1]:
        for role in WorkRole.values:
            person = Person.objects.filter(enterprise_id=visit.engagement.enterprise_id, role=role).order_by("pk").first()
            signatures.sign(by=visit.trainer, visit=visit, role=role, version=visit.version, signed_on=visit.visited_on,
                            person=person, name="" if person else "Rosa Vidu")  # fmt: skip


def say_when_reports_came(programme: Programme, now: datetime) -> None:
    """They are told today, of visits of the past. Most came within the week, every ninth later; of the oldest it is not known."""
    visits = Visit.objects.filter(engagement__programme=programme).order_by("visited_on", "pk")
    for place, visit in enumerate(visits):
        days = LATE if place % 9 == 4 else place % 5
        came = timezone.make_aware(datetime.combine(visit.visited_on + timedelta(days=days), NOON))
        Visit.objects.filter(pk=visit.pk).update(reported_at=None if place < OLDEST else min(came, now))


def read_reports(coordinator: User, provider: Provider) -> None:
    """Most reports are approved in one go; of the latest, one is returned with a remark and the others wait."""
    visits = list(Visit.objects.filter(engagement__provider=provider).order_by("visited_on", "pk"))
    read, rest = visits[:-WAITING], visits[-WAITING:]
    actions.approve_many(by=coordinator, reports=[(v.code, v.version) for v in read])
    if rest:
        actions.return_for_more(by=coordinator, subject=Subject("visit", rest[0]), version=rest[0].version,
                                reason="Nearly there. One thing is missing.", remarks={"advice": REMARK})  # fmt: skip
    for baseline in Baseline.objects.filter(engagement__provider=provider).select_related(
        "engagement__enterprise", "taken_by"
    ):
        actions.approve(by=coordinator, subject=Subject("baseline", baseline), version=1)


def read_sample(expert: User, provider: Provider) -> None:
    """The expert trainer has read the first report of the sample of an early month."""
    first = Visit.objects.filter(engagement__provider=provider).order_by("visited_on").first()
    if first:
        for sampled in sample_of(expert, first.visited_on)[:1]:
            actions.read_sample(by=expert, visit=sampled.visit, note="Clear advice, one step a line.")


def verify_by_lot(director: User, today: date) -> None:
    """A tenth of the year's savings and changes is drawn; at the first enterprise everything was as stated."""
    sample = verifications.draw(by=director, starts_on=today - timedelta(days=365), ends_on=today)
    verifications.record_result(by=director, drawn=sample.drawn.order_by("pk")[0], result="confirmed", verified_on=today)


def lock_a_month(coordinator: User, provider: Provider, day: date, today: date) -> None:
    """The month of a class is closed, and opened again for one visit of it where there is one."""
    if day.replace(day=1) >= today.replace(day=1):
        return
    lock = locks.lock(by=coordinator, month=day, provider=provider)
    until = (lock.month + timedelta(days=32)).replace(day=1)
    visit = Visit.objects.filter(engagement__provider=provider, visited_on__gte=lock.month, visited_on__lt=until).first()
    if visit:
        locks.open_for(by=coordinator, locks=[lock], thing=visit, reason="The names of two people were mixed up")
