"""How the page lays a sheet out: cards of KPIs, a board of actions, rows of savings. Texts come from reports.sheet.words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext
from markupsafe import Markup

from genba.kit import numbers
from genba.kit.speech import gettext as _
from genba.kit.svg import Paper, Part, bar, trend
from genba.plans.models import YearlySavings
from genba.reports.sheet import EnterpriseSheet, words
from genba.reports.sheet.charts import kpi_trend
from genba.reports.sheet.kpis import KpiLine
from genba.reports.sheet.plan import DROPPED, PlanLine, held_elsewhere
from genba.reports.sheet.words import KpiWords, amount, bare, kpi_words, money

DECISIVE = {"proposed": "todo", "started": "doing", "done": "done", "verified": "done"}


@dataclass(frozen=True, slots=True)
class KpiCard:
    """One KPI with its drawing and its months as texts: month, numerator, denominator, value."""

    line: KpiLine
    words: KpiWords
    chart: Markup
    months: list[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True)
class SavingRow:
    action: PlanLine
    bar: Markup
    money: str
    is_measured: bool
    counted_in: str  # what the other action is called in whose saving this one's is; "" where it counts itself


@dataclass(frozen=True, slots=True)
class SavingTable:
    """The savings of one currency over one year; `rows` the largest first."""

    total: YearlySavings
    actual: str
    expected: str
    cost: str
    rows: list[SavingRow]


def laid_out(sheet: EnterpriseSheet, *, rtl: bool) -> dict[str, Any]:
    """Everything a template needs to show a sheet, in the language that is active."""
    looked_at = [p for p in sheet.practices if p.before]
    return {
        "sheet": sheet, "soon": soon(sheet), "cards": kpi_cards(sheet, rtl=rtl), "board": board(sheet.plan), "tables": saving_tables(sheet),
        "silent": [k for k in sheet.kpis if not k.is_tracked], "people": people_words(sheet), "practices": looked_at,
        "practised": sum((p.now or p.before) == "practised" for p in looked_at),
        "practised_before": sum(p.before == "practised" for p in looked_at),
    }  # fmt: skip


def kpi_cards(sheet: EnterpriseSheet, *, rtl: bool, paper: Paper | None = None) -> list[KpiCard]:
    """A card for each KPI that has at least one number."""
    cards = []
    for line in sheet.kpis:
        if line.is_tracked:
            said = kpi_words(line, sheet.language)
            drawing = trend(kpi_trend(sheet, line, said.sentence), rtl=rtl, paper=paper)
            cards.append(KpiCard(line, said, drawing, _months(line, sheet.language)))
    return cards


def _months(line: KpiLine, language: str) -> list[tuple[str, str, str, str]]:
    missing = _("not tracked")
    return [
        (numbers.date(p.month, "month", language=language), amount(p.numerator, language), amount(p.denominator, language),
         bare(p.value, line, language))
        if p.numerator is not None and p.denominator is not None
        else (numbers.date(p.month, "month", language=language), "", "", missing)
        for p in line.points
    ]  # fmt: skip


def soon(sheet: EnterpriseSheet) -> list[PlanLine]:
    """The actions that are late or due within seven days."""
    return [line for line in sheet.plan if line.is_late or line.is_soon(sheet.as_of)]


def board(plan: tuple[PlanLine, ...]) -> dict[str, list[PlanLine]]:
    """The actions that were not dropped, by column: todo, doing, done."""
    columns: dict[str, list[PlanLine]] = {"todo": [], "doing": [], "done": []}
    for line in plan:
        if line.state != DROPPED:
            columns[DECISIVE[line.state]].append(line)
    return columns


def saving_tables(sheet: EnterpriseSheet) -> list[SavingTable]:
    """A table for each currency in which something was saved or is expected to be."""
    tables, inside = [], held_elsewhere(sheet.plan)
    called = {line.code: line.action for line in sheet.plan}
    for total in sheet.savings:
        if not (total.n_actual or total.n_expected):
            continue
        here = [line for line in sheet.plan if line.currency == total.currency and line.state != DROPPED]
        most = max((max(a.actual_yearly or 0, a.expected_yearly or 0) for a in here), default=0)
        here.sort(key=lambda a: max(a.actual_yearly or 0, a.expected_yearly or 0), reverse=True)
        stated = [a for a in here if a.actual is not None] + [a for a in here if a.actual is None and a.expected is not None]
        rows = []
        for line in stated:
            is_inside = (line.code, "expected" if line.actual is None else "actual") in inside
            rows.append(_saving_row(line, float(most), sheet.language, called[line.counted_in] if is_inside else ""))
        tables.append(SavingTable(
            total=total, actual=money(total.actual, total.currency, sheet.language),
            expected=money(total.expected, total.currency, sheet.language),
            cost=money(total.cost, total.currency, sheet.language), rows=rows,
        ))  # fmt: skip
    return tables


def _saving_row(line: PlanLine, most: float, language: str, counted_in: str) -> SavingRow:
    is_measured = line.actual_yearly is not None
    saving = line.actual_yearly if line.actual_yearly is not None else line.expected_yearly
    share = float(saving or 0) / most if most else 0.0
    parts = [Part("now", share), Part("rest", 1 - share)] if is_measured else [Part("unknown", share)]
    said = "" if counted_in else words.amount(saving or 0, language)
    return SavingRow(line, bar(parts), said, is_measured, counted_in)


def people_words(sheet: EnterpriseSheet) -> str:
    """86 people: 52 women, 33 men, 1 not stated."""
    people = sheet.enterprise.headcount
    if people is None:
        return _("nobody counted the people yet")
    write = {n: numbers.number(n, language=sheet.language) for n in (people, *(n for _, n in sheet.enterprise.people))}
    said = {
        "female": lambda n: ngettext("%(n)s woman", "%(n)s women", n),
        "male": lambda n: ngettext("%(n)s man", "%(n)s men", n),
        "other": lambda n: ngettext("%(n)s other", "%(n)s others", n),
        "not-stated": lambda n: ngettext("%(n)s not stated", "%(n)s not stated", n),
    }
    parts = [said[sex](n) % {"n": write[n]} for sex, n in sheet.enterprise.people]
    whole = ngettext("%(n)s person", "%(n)s people", people) % {"n": write[people]}
    return f"{whole}: {', '.join(parts)}"
