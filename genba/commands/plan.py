"""`genba plan`: how many enterprises an evaluation of a KPI would take, or how small an effect so many would find."""

import argparse

from django.utils import timezone

from genba.commands import Answer, where_arguments, where_of
from genba.impact.evaluation import CLUSTERS, PERIODS, Question
from genba.impact.planning import Planned, Wish, plan_of
from genba.reports.evaluation import left_out
from genba.reports.planning import as_row, likeness, middle, needed, sentence, smallest, spread_of, way_names, within

NAME = "plan"
HELP = "How many enterprises it would take to see what a training changes in a KPI, from the programme's own values."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kpi", metavar="KPI", help="a KPI by its code; `genba indicators` lists them")
    where_arguments(parser, module="a module by its slug; every module with this KPI if left out")
    parser.add_argument("--enterprises", type=int, metavar="N", help="of both groups together (those that wait and report)")
    parser.add_argument("--effect", type=float, help="a difference to find, in the unit of the KPI; in percent where each "
                        "enterprise counts its own output")  # fmt: skip
    parser.add_argument("--months-before", type=int, default=6, help="months of values before the training (6)")
    parser.add_argument("--months-after", type=int, default=6, help="months of values after it (6)")
    parser.add_argument("--share-trained", type=float, default=0.5, help="of the enterprises, those trained (0.5)")
    parser.add_argument("--power", type=float, default=0.8, help="the chance to find an effect that is there (0.8)")
    parser.add_argument("--alpha", type=float, default=0.05, help="the chance to find one that is not (0.05)")
    parser.add_argument("--icc", type=float, help="how alike enterprises of one provider are (from the own values)")
    parser.add_argument("--period", default="month", choices=list(PERIODS), help="steps of time (month)")
    parser.add_argument("--cluster", default="enterprise", choices=CLUSTERS, help="who is trained together (enterprise)")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--out", help="write into this file")


def run(options: argparse.Namespace) -> Answer:
    """Worked out from what is there now; nothing is kept."""
    question = Question(options.kpi, **where_of(options), period=options.period, cluster=options.cluster)
    effect = options.effect
    if effect is not None and question.is_relative:
        effect /= 100
    plan = plan_of(
        Wish(question, options.enterprises, effect, options.months_before, options.months_after, options.share_trained,
             options.power, options.alpha, options.icc), timezone.localdate(),
    )  # fmt: skip
    return Answer("\n".join(told(plan)), as_row(plan))


def told(plan: Planned) -> list[str]:
    """The plan in lines of text."""
    kpi = plan.wish.question.kpi
    lines = [
        f"{kpi.labels.in_('en')}, {plan.first or '-'} to {plan.last or '-'}: {plan.values} values of {plan.reporting} "
        "enterprises not trained yet",
        f"In the mean: {middle(plan, 'en')}; two values of one enterprise, a step apart, are alike by {likeness(plan.alike, 'en')}",
        sentence(plan, "en"),
    ]
    names = way_names()
    for size in sorted(plan.sizes, key=lambda one: list(names).index(one.way)):
        wanted = f"; for the effect named: {needed(size, 'en')} enterprises" if size.needed else ""
        lines.append(f"{names[size.way][0]}: enterprises lie apart by {spread_of(plan, size, 'en')}; alike within providers: "
                     f"{within(plan, size, 'en')}; found from {smallest(plan, size, 'en')} on{wanted}")  # fmt: skip
    return lines + [f"Left out: {one}" for one in left_out(plan.left_out, "en")]
