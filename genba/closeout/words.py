"""The lines of a completion rule in words, in the language that is spoken now."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from genba.closeout.rule import Explanation, Line, Missing
from genba.curriculum import UnknownIndicator
from genba.directory.models import WorkRole
from genba.kit import numbers
from genba.programmes.curricula import curriculum

SHOWN = 4  # of many things that are missing; how many more is said


@dataclass(frozen=True, slots=True)
class Said:
    """One line as people read it."""

    key: str
    title: str
    is_met: bool
    count: str  # 1 of 2 visits
    missing: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"{self.count}: {'; '.join(self.missing)}" if self.missing else self.count


def said(explanation: Explanation) -> list[Said]:
    return [said_line(line) for line in explanation.lines]


def said_line(line: Line) -> Said:
    missing = [missing_words(m) for m in line.missing[:SHOWN]]
    more = len(line.missing) - SHOWN
    if more > 0:
        missing.append(ngettext("%(n)s more", "%(n)s more", more) % {"n": _number(more)})
    return Said(line.key, title(line), line.is_met, count(line), tuple(missing))


def title(line: Line) -> str:
    share = numbers.percent(line.share, 0, language=_language())
    titles = {
        "baseline": _("Baseline"),
        "attendance_share": _("At the class for at least %(share)s of the time") % {"share": share},
        "improvement_plan": _("Improvement plan"), "actions_done": _("Actions done"), "visits": _("Visits"),
        "kpis_reported": _("KPIs before and after the class"),
    }  # fmt: skip
    return titles[line.key]


def count(line: Line) -> str:
    figures = {"n": _number(line.found), "of": _number(line.wanted)}
    if line.key == "baseline":
        return _("taken") if line.is_met else _("not taken")
    if line.key == "improvement_plan":
        return _("there is one") if line.is_met else _("no action in the plan")
    if line.found > line.wanted:
        return _("%(n)s (needed: %(of)s)") % figures
    sentences = {
        "attendance_share": ngettext("%(n)s of %(of)s person", "%(n)s of %(of)s people", line.wanted),
        "actions_done": ngettext("%(n)s of %(of)s action", "%(n)s of %(of)s actions", line.wanted),
        "visits": ngettext("%(n)s of %(of)s visit", "%(n)s of %(of)s visits", line.wanted),
        "kpis_reported": ngettext("%(n)s of %(of)s KPI", "%(n)s of %(of)s KPIs", line.wanted),
    }
    return sentences[line.key] % figures


def missing_words(missing: Missing) -> str:
    if missing.kpi:
        sentence = _("endline of %(kpi)s") if missing.kind == "endline" else _("first measure of %(kpi)s")
        return sentence % {"kpi": kpi_name(missing.kpi)}
    is_manager = missing.role == WorkRole.MANAGER
    who = (_("manager %(n)s") if is_manager else _("worker %(n)s")) % {"n": _number(missing.n)}
    if missing.kind == "nobody":
        return _("%(who)s: nobody is on the list") % {"who": who}
    if missing.kind == "unmarked":
        return _("%(who)s: nobody marked who was there") % {"who": who}
    if not missing.days:
        return _("%(who)s: not there long enough") % {"who": who}
    days = ", ".join(numbers.date(date.fromisoformat(d), "long", language=_language()) for d in missing.days)
    return _("%(who)s: not there on %(days)s") % {"who": who, "days": days}


def kpi_name(code: str) -> str:
    try:
        return curriculum().indicator(code).labels.in_(_language())
    except UnknownIndicator:
        return code


def in_one(lines: tuple[Line, ...]) -> str:
    """What is missing in one line of text, for a table or a sentence."""
    return "; ".join(f"{s.title}: {s.sentence}" for s in map(said_line, lines) if not s.is_met)


def version_words(explanation: Explanation) -> str:
    """Which version's rule counts, where another was agreed; else ""."""
    if not explanation.is_of_another_version:
        return ""
    return _("Version %(agreed)s of the module was agreed. It is no longer here, so the rule of version %(rule)s counts.") % {
        "agreed": explanation.agreed_version, "rule": explanation.rule_version}  # fmt: skip


def _language() -> str:
    return get_language() or "en"


def _number(n: int) -> str:
    return numbers.number(n, language=_language())
