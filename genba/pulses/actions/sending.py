"""Ask everyone within reach, and tell the owners by mail with a link that needs no account."""

from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.access.models import Grant, GrantQuerySet, User
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.audit.actions import record
from genba.directory.models import Country, Enterprise
from genba.kit import numbers
from genba.kit.outbox import later
from genba.kit.refused import Refused
from genba.pulses.models import Pulse, PulseAsk
from genba.pulses.questions import pulse_tool

TELL = "pulses.tell"
SALT = "pulses"
LONGEST = timedelta(days=14)  # a pulse is of these days; what is answered later is another question


@transaction.atomic
def ask_everyone(*, by: User, reason: str, closes_on: date, country: Country | None = None) -> Pulse:
    """Ask every enterprise within reach that is not closed, of one country or of all; their owners hear of it through the outbox.

    An enterprise that is asked in an open pulse already is not asked twice. Refused without a reason, with a last day in the
    past or more than fourteen days away, without the crisis module, and where there is nobody to ask.
    """
    pulse_tool()
    today, why = timezone.localdate(), " ".join(reason.split())
    if not why:
        raise Refused(_("Say in one sentence what happened: the enterprises read it first."), field="reason")
    if not today <= closes_on <= today + LONGEST:
        raise Refused(
            _("The last day for answers is today or one of the next %(n)s days.") % {"n": LONGEST.days}, field="closes_on"
        )
    found = visible(by, Permission.PULSE_SEND, Enterprise).filter(closed_on=None)
    if country is not None:
        found = found.filter(country=country)
    asked_now = PulseAsk.objects.open().values("enterprise_id")
    free = list(found.exclude(pk__in=asked_now).order_by("pk").values_list("pk", flat=True))
    if not free:
        raise Refused(_("There is nobody to ask: every enterprise within your reach is closed or is being asked already."))
    made: Pulse = Pulse.objects.create(reason=why[:200], country=country, asked_on=today, closes_on=closes_on, asked_by=by)
    PulseAsk.objects.bulk_create([PulseAsk(pulse=made, enterprise_id=pk) for pk in free], batch_size=1000)
    record("ask", made, by=by, changes={"enterprises": len(free), "closes_on": closes_on.isoformat()}, reason=why)
    later(TELL, pulse=made.code)
    return made


def to_be_told(pulse: Pulse) -> list[str]:
    """The codes of those asked who have not heard and not answered, and whose owner has an address."""
    known = set(_reachable().values_list("scope_id", flat=True))
    waiting = PulseAsk.objects.filter(pulse=pulse, told_on=None).unanswered().order_by("pk")
    return [code for code, enterprise in waiting.values_list("code", "enterprise_id") if str(enterprise) in known]


def _reachable() -> GrantQuerySet:
    """Owners to whom a mail can go."""
    return Grant.objects.of_owners().filter(user__is_active=True, user__email__isnull=False)


def tell(*, ask: PulseAsk) -> int:
    """Mail the owners of one enterprise that have an address, each in the own language; how many were told.

    Whoever was told is not told again: safe to run twice.
    """
    if ask.told_on or ask.answered_on or not ask.pulse.is_open:
        return 0
    owners = _reachable().filter(scope_id=str(ask.enterprise.pk))
    people = list(User.objects.filter(pk__in=owners.values("user_id")).order_by("pk"))
    for user in people:
        with override(user.language):
            _mail(user, ask).send()
    if people:
        ask.told_on = timezone.localdate()
        ask.save(update_fields=["told_on"])
    return len(people)


def _mail(user: User, ask: PulseAsk) -> EmailMessage:
    until = numbers.date(ask.pulse.closes_on, "long", language=user.language)
    where = settings.ADDRESS + reverse("pulse", kwargs={"token": token_of(ask)})
    body = "\n\n".join((
        _("Hello %(name)s,") % {"name": user.name}, ask.pulse.reason,
        _("How is %(enterprise)s? Ten questions, yes or no, two minutes, until %(day)s:")
        % {"enterprise": ask.enterprise.name, "day": until}, where,
        _("Those who look after your enterprise read your answers, so that they can help. Nobody else does: others see "
          "only totals of five enterprises or more."),
    ))  # fmt: skip
    return EmailMessage(_("Two minutes: how is your enterprise?"), body, to=[str(user.email)])


def token_of(ask: PulseAsk) -> str:
    """What the link of a mail says: which enterprise answers, in which pulse."""
    return signing.dumps(ask.code, salt=SALT)


def ask_of(token: str) -> PulseAsk | None:
    """Whose link it is; None for one that is not ours."""
    try:
        code = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    found: PulseAsk | None = PulseAsk.objects.select_related("pulse", "enterprise").filter(code=code).first()
    return found
