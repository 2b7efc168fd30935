"""`genba evaluate`: what the training changed in a KPI, against enterprises that still wait, and what may be said of it."""

import argparse

from genba.audit.actions import SYSTEM
from genba.commands import Answer, where_arguments, where_of
from genba.impact.actions import evaluations
from genba.impact.evaluation import CLUSTERS, PERIODS
from genba.reports.evaluation import EvaluationSheet, as_row, evaluation_sheet, left_out, may_not_say, may_say
from genba.reports.evaluation_matched import named

NAME = "evaluate"
HELP = "What the training changed in a KPI, against enterprises that still wait, and what may be said of it."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kpi", metavar="KPI", help="a KPI by its code; `genba indicators` lists them")
    where_arguments(parser, module="a module by its slug; every module with this KPI if left out")
    parser.add_argument("--period", default="quarter", choices=list(PERIODS), help="steps of time (quarter)")
    parser.add_argument(
        "--cluster", default="enterprise", choices=CLUSTERS, help="what hangs together by chance (enterprise)"
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--out", help="write into this file")


def run(options: argparse.Namespace) -> Answer:
    """Worked out at once, kept and dated like one that is asked for at the desk."""
    made = evaluations.ask(
        by=SYSTEM, indicator=options.kpi, **where_of(options), period=options.period, cluster=options.cluster
    )
    evaluations.work_out(made)
    sheet = evaluation_sheet(made)
    return Answer("\n".join(told(sheet)), as_row(sheet))


def told(sheet: EvaluationSheet) -> list[str]:
    """The sheet in lines of text."""
    lines = [f"{sheet.kpi.labels.in_('en')}, {sheet.first or '-'} to {sheet.last or '-'}: {sheet.n_values} values, "
             f"{sheet.n_trained} enterprises trained, {sheet.n_waiting} compared with"]  # fmt: skip
    ways = {"Against those who wait": sheet.ways.get("group-time"), "One regression for all": sheet.ways.get("two-way"),
            "First differences": sheet.ways.get("first-differences"), "Against those that were alike": sheet.alike, "Before and after alone": sheet.plain}  # fmt: skip
    lines += [f"{name}: {sheet.amount(one.value, 'en')} ({sheet.interval(one, 'en') or 'no interval'}; n = {one.n})"
              for name, one in ways.items() if one]  # fmt: skip
    lines += [
        f"  {one.at:+d} steps: {sheet.amount(one.value, 'en')} (n = {one.n})"
        for one in sheet.events
        if isinstance(one.at, int)
    ]
    if sheet.matched:
        lines += [f"  {named(one)}: apart by {one.before:+.2f} standard deviations, {'-' if one.after is None else f'{one.after:+.2f}'} "
                  "once matched" for one in sheet.matched.balance]  # fmt: skip
        lines.append(f"  {sheet.matched.n} matched with {sheet.matched.others}; {sheet.matched.unmatched} found none alike")
    lines += [f"May be said: {sentence}" for sentence in may_say(sheet, "en")]
    lines += [f"May not be said: {sentence}" for sentence in may_not_say(sheet, "en")]
    return lines + [f"Left out: {sentence}" for sentence in left_out(sheet.left_out, "en")]
