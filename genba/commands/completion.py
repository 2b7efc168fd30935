"""`genba completion ENGAGEMENT`: what the module asks for before it counts as completed, met or missing, line by line."""

import argparse
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.closeout.models import Completion
from genba.closeout.rule import Explanation, as_rows, explain
from genba.closeout.words import said, version_words
from genba.commands import Answer
from genba.kit.codes import tidy_code
from genba.kit.days import in_words
from genba.kit.refused import Refused
from genba.programmes.models import Engagement

NAME = "completion"
HELP = "What an engagement still lacks before its module is completed."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("engagement", metavar="ENGAGEMENT", help="its code, such as 7K2M9QXA")
    parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="en")


def run(options: argparse.Namespace) -> Answer:
    """Explain the rule. Refused for a code that no engagement has, and where its module is no longer here."""
    with override(options.language):
        rows = Engagement.objects.select_related("enterprise", "withdrawal")
        engagement = rows.filter(code=tidy_code(options.engagement)).first()
        if engagement is None:
            raise Refused(_("There is no engagement with the code “%(code)s”.") % {"code": options.engagement})
        explanation = explain(engagement)
        if explanation is None:
            raise Refused(_("There is no module “%(slug)s” here.") % {"slug": engagement.module})
        standing = Completion.objects.in_force().filter(engagement=engagement).first()
        return Answer(_text(engagement, explanation, standing), _data(explanation, standing))


def _text(engagement: Engagement, explanation: Explanation, standing: Completion | None) -> str:
    lines = [f"{engagement.enterprise.name} ({engagement.code})"]
    if standing:
        lines.append(_("Completed on %(day)s.") % {"day": in_words(standing.completed_on)})
    if hasattr(engagement, "withdrawal"):
        lines.append(_("Left on %(day)s") % {"day": in_words(engagement.withdrawal.withdrawn_on)})
    for line in said(explanation):
        mark = _("met") if line.is_met else _("missing")
        lines.append(f"  {mark}: {line.title}: {line.sentence}")
    return "\n".join([*lines, *filter(None, [version_words(explanation)])])


def _data(explanation: Explanation, standing: Completion | None) -> dict[str, Any]:
    words = {line.key: line for line in said(explanation)}
    return {
        "engagement": explanation.engagement, "module": explanation.module, "is_met": explanation.is_met,
        "rule_version": explanation.rule_version, "agreed_version": explanation.agreed_version,
        "as_of": explanation.as_of.isoformat(),
        "completed_on": standing.completed_on.isoformat() if standing else None,
        "lines": [{"title": words[row["key"]].title, "says": words[row["key"]].sentence,
                   "is_met": words[row["key"]].is_met, **row} for row in as_rows(explanation.lines)],
    }  # fmt: skip
