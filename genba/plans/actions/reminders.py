"""Who is told by mail that an action is due within seven days or late: its enterprise's owner and its trainer, each
action once a week, and nobody who does not want it."""

from collections import defaultdict
from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from genba.access.models import OWNER, Grant, ScopeKind, User
from genba.audit.actions import record
from genba.kit import numbers
from genba.plans.models import Action, ActionQuerySet, Reminder, RemindersOff

AHEAD = timedelta(days=7)
SALT = "reminders"


def due_or_late(today: date) -> ActionQuerySet:
    """The unfinished actions of open engagements that are late or due within seven days."""
    rows: ActionQuerySet = Action.objects.unfinished().filter(due_on__lte=today + AHEAD, engagement__withdrawal=None)
    return rows


def to_be_told(today: date) -> list[User]:
    """Everybody who has an address, wants reminders, and has not heard of one of their actions this week."""
    waiting: dict[int, set[int]] = defaultdict(set)  # by user, their actions
    by_firm: dict[int, set[int]] = defaultdict(set)
    for pk, firm, trainer in due_or_late(today).values_list("pk", "engagement__enterprise_id", "engagement__trainer_id"):
        by_firm[firm].add(pk)
        if trainer:
            waiting[trainer].add(pk)
    owners = Grant.objects.of_owners(today)
    for user, scope in owners.values_list("user_id", "scope_id"):
        waiting[user] |= by_firm.get(int(scope), set())
    told: dict[int, set[int]] = defaultdict(set)
    for user, pk in Reminder.objects.filter(week=week_of(today)).values_list("user_id", "action_id"):
        told[user].add(pk)
    keys = [user for user, actions in waiting.items() if actions - told[user]]
    off = RemindersOff.objects.filter(user=OuterRef("pk"))
    reachable = User.objects.filter(is_active=True, email__isnull=False).exclude(Exists(off))
    return list(reachable.filter(pk__in=keys).order_by("pk"))


@transaction.atomic
def tell(*, user: User, today: date) -> int:
    """Send one mail about what this person has not heard of this week; how many actions it tells of. 0: no mail.

    Safe to run twice: the second finds nothing left to tell.
    """
    User.objects.select_for_update().get(pk=user.pk)  # two workers tell one after the other
    if not user.email or not user.is_active or RemindersOff.objects.filter(user=user).exists():
        return 0
    firms = [int(g.scope_id) for g in user.held if g.role == OWNER and g.scope_kind == ScopeKind.ENTERPRISE]
    told = Reminder.objects.filter(user=user, week=week_of(today)).values("action_id")
    rows = due_or_late(today).exclude(pk__in=told).select_related("engagement__enterprise")
    mine = list(rows.filter(engagement__trainer=user) | rows.filter(engagement__enterprise__in=firms))
    if not mine:
        return 0
    Reminder.objects.bulk_create(Reminder(action=a, user=user, week=week_of(today)) for a in mine)
    with override(user.language):
        _mail(user, mine, today).send()
    return len(mine)


def _mail(user: User, actions: list[Action], today: date) -> EmailMessage:
    n = len(actions)
    subject = ngettext("One action is due", "%(n)s actions are due", n) % {"n": numbers.number(n, language=user.language)}
    lines = []
    for action in actions:
        day = numbers.date(action.due_on, "long", language=user.language)
        when = _("late since %(day)s") if action.due_on < today else _("due on %(day)s")
        lines.append(f"- {action.action} ({action.engagement.enterprise.name}, {action.owner}): {when % {'day': day}}\n"
                     f"  {settings.ADDRESS}{reverse('enterprise:action', kwargs={'code': action.code})}")  # fmt: skip
    stop = settings.ADDRESS + reverse("enterprise:reminders", kwargs={"token": token_of(user)})
    body = "\n\n".join((_("Hello %(name)s,") % {"name": user.name}, "\n".join(lines),
                        _("Done already? Say so on the page of the action, and nobody is reminded any more."),
                        _("No more mails like this: %(address)s") % {"address": stop}))  # fmt: skip
    return EmailMessage(subject, body, to=[str(user.email)],
                        headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"})  # fmt: skip


@transaction.atomic
def turn(*, user: User, on: bool) -> None:
    """Reminders by mail for this person, or none."""
    if on:
        changed = bool(RemindersOff.objects.filter(user=user).delete()[0])
    else:
        changed = RemindersOff.objects.get_or_create(user=user)[1]
    if changed:
        record("reminders", user, by=user, changes={"on": on})


def are_on(user: User) -> bool:
    return not RemindersOff.objects.filter(user=user).exists()


def token_of(user: User) -> str:
    """What the link of a mail says: whose reminders it is about."""
    return signing.dumps(user.code, salt=SALT)


def user_of(token: str) -> User | None:
    """Whose reminders a link is about; None for one that is not ours."""
    try:
        code = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(code=code, is_active=True).first()


def week_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())
