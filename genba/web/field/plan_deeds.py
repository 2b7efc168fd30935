"""What waits for the trainer in the plans: actions that are done and not seen, savings not checked, actions overdue."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from genba.kit import numbers
from genba.kit.days import in_words
from genba.plans.models import Action, SavingCheck
from genba.web.base.deeds import Deed

AT_MOST = 25  # of each kind: a day has no room for more
READ = 1000  # actions of one trainer that are looked at


def plan_deeds(rows: list[Any], today: date) -> Iterator[Deed]:
    """What to do about the plans of these engagements. Three queries."""
    visited = {e.pk: e for e in rows if e.can_be_visited and not e.is_completed}
    yield from _to_see(visited)
    yield from _to_check(visited)
    yield from _overdue(visited, today)


def _to_see(visited: dict[int, Any]) -> Iterator[Deed]:
    """Actions that somebody called done: the trainer looks at the workplace, all of one enterprise at one visit."""
    done = Action.objects.filter(engagement_id__in=list(visited)).to_be_seen()
    waiting = Counter(done.values_list("engagement_id", flat=True)[:READ])
    for key, n in list(waiting.items())[:AT_MOST]:
        why = ngettext("%(n)s action is done: go and see it", "%(n)s actions are done: go and see them", n) % {
            "n": numbers.number(n, language=get_language() or "en")}  # fmt: skip
        yield Deed(_("To be seen"), visited[key].enterprise.name, why, _("Report the visit"),
                   reverse("field:visit-new", args=[visited[key].code]))  # fmt: skip


def _to_check(visited: dict[int, Any]) -> Iterator[Deed]:
    """Savings that somebody stated and no trainer checked at this amount: of each enterprise the next one."""
    checks = SavingCheck.objects.filter(action=OuterRef("pk"), amount=OuterRef("actual_saving"))
    stated = Action.objects.filter(engagement_id__in=list(visited), actual_saving__isnull=False).standing()
    asked: set[int] = set()
    for action in stated.exclude(Exists(checks))[:READ]:
        if action.engagement_id in asked or len(asked) >= AT_MOST:
            continue
        asked.add(action.engagement_id)
        why = _("%(enterprise)s says what it saves") % {"enterprise": visited[action.engagement_id].enterprise.name}
        yield Deed(_("Saving to check"), action.action, why, _("Check it"), reverse("enterprise:action", args=[action.code]))


def _overdue(visited: dict[int, Any], today: date) -> Iterator[Deed]:
    """Overdue actions lead to a visit, where the trainer sees them and says what became of them."""
    for action in Action.objects.filter(engagement_id__in=list(visited)).overdue_on(today)[:AT_MOST]:
        e = visited[action.engagement_id]
        why = _("%(enterprise)s, %(owner)s, due on %(day)s") % {
            "enterprise": e.enterprise.name, "owner": action.owner, "day": in_words(action.due_on)}  # fmt: skip
        yield Deed(_("Action overdue"), action.action, why, _("Visit and follow up"), reverse("field:visit-new", args=[e.code]),
                   is_late=True)  # fmt: skip
