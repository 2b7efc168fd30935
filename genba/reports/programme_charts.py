"""The bars and whiskers of the programme, on a page or on paper, each beside a text that says the same."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from markupsafe import Markup

from genba.kit.svg import Paper, Part, bar, whisker
from genba.reports.programme import Outcome, ProgrammeReport, Reach
from genba.science.figures import Measured

AXIS = 0.6  # whiskers run from −60 % to +60 %


@dataclass(frozen=True, slots=True)
class Drawn:
    """An outcome with its three drawings; empty where the figure is withheld."""

    outcome: Outcome
    reporting: Markup
    improved: Markup
    spread: Markup


def outcomes(report: ProgrammeReport, *, rtl: bool = False, paper: Paper | None = None) -> list[Drawn]:
    """Each outcome of a report with its drawings."""
    return [_drawn(outcome, rtl, paper) for outcome in report.outcomes]


def _drawn(o: Outcome, rtl: bool, paper: Paper | None) -> Drawn:
    share = o.n_reporting / o.n_trained if o.n_trained else 0.0
    reporting = bar([Part("now", share), Part("unknown", 1 - share)], rtl=rtl, paper=paper)
    improved, spread = Markup(""), Markup("")
    if isinstance(o.share, Measured):
        improved = bar([Part("now", o.share.value), Part("rest", 1 - o.share.value)], rtl=rtl, paper=paper)
    if isinstance(o.median, Measured) and isinstance(o.q1, Measured) and isinstance(o.q3, Measured):
        spread = whisker(o.median.value, o.q1.value, o.q3.value, -AXIS, AXIS, rtl=rtl, paper=paper)
    return Drawn(o, reporting, improved, spread)


def reach_bar(reach: Reach, *, rtl: bool = False, paper: Paper | None = None) -> Markup:
    """Women, men, others and not stated of a number of people; or a share of its whole; else nothing."""
    people = [reach.parts_by("female"), reach.parts_by("male"), reach.parts_by("other", "not-stated")]
    counts = [sum(p.value or 0 for p in parts) for parts in people]
    if reach.value and sum(counts):
        whole = sum(counts)
        kinds = ("now", "second", "unknown")
        parts = [Part(kind, n / whole) for kind, n in zip(kinds, counts, strict=True) if n]  # type: ignore[arg-type]
        title = _("%(women)d women, %(men)d men, %(others)d other or not stated") % {
            "women": counts[0], "men": counts[1], "others": counts[2]}  # fmt: skip
        return bar(parts, title=title, rtl=rtl, paper=paper)
    if not reach.unit and reach.value is not None:
        return bar([Part("now", reach.value), Part("rest", 1 - reach.value)], rtl=rtl, paper=paper)
    return Markup("")
