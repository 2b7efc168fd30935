"""What a reader may do with an answer: put it into a plan, keep it as the value of a KPI. Only where they may, and only theirs."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.curriculum import Module
from genba.curriculum.tools import Answer, Tool
from genba.programmes.models import Engagement
from genba.reports.tools.words import Speaker
from genba.web.base.words import language

MOST = 5


@dataclass(frozen=True)
class Way:
    """One tap: where it leads and what it says."""

    label: str
    address: str


def ways_to_keep(request: HttpRequest, module: Module, tool: Tool, answer: Answer) -> list[Way]:
    """Links to forms that are filled with the answer, for each enterprise whose plan or figures the reader may change."""
    if not request.user.is_authenticated:
        return []
    ways = []
    if tool.plan:
        facts = _for_plan(module, tool, answer)
        for one in _open(request, Permission.PLAN_EDIT):
            label = _("Put it into the plan of %(name)s") % {"name": one.enterprise.name}
            ways.append(Way(label, f"{reverse('enterprise:action-new', args=[one.code])}?{urlencode(facts)}"))
    if tool.kpi:
        numerator, denominator = answer.value(tool.kpi.numerator), answer.value(tool.kpi.denominator)
        if numerator is not None and denominator is not None:
            facts = {"indicator": tool.kpi.indicator, "numerator": numerator, "denominator": denominator}
            for one in _open(request, Permission.OBSERVATION_RECORD):
                label = _("Keep it as a figure of %(name)s") % {"name": one.enterprise.name}
                ways.append(Way(label, f"{reverse('learn:keep', args=[one.code])}?{urlencode(facts)}"))
    return ways


def _for_plan(module: Module, tool: Tool, answer: Answer) -> dict[str, Any]:
    speaker = Speaker(tool, language())
    said = {one.code: one for one in answer.says}
    wanted = tool.plan
    if wanted is None:
        return {}
    facts: dict[str, Any] = {
        "problem": speaker.say(said[wanted.problem])
        if wanted.problem in said
        else tool.sentences[wanted.problem].in_(language()),
        "action": speaker.say(said[wanted.action])
        if wanted.action in said
        else tool.sentences[wanted.action].in_(language()),
        "origin": "tool",
        "expected_method": _("Worked out with %(tool)s") % {"tool": tool.labels.in_(language())},
    }
    saving = answer.value(wanted.saving) if wanted.saving else None
    if isinstance(saving, int | float) and saving > 0:
        facts["expected_saving"] = f"{saving:.2f}"
    return facts


def _open(request: HttpRequest, permission: Permission) -> list[Engagement]:
    rows = visible(request.user, permission, Engagement).filter(withdrawal=None).select_related("enterprise")
    return list(rows.order_by("-agreed_on", "-pk")[:MOST])
