"""Ask what the training changed in a KPI; worked out by whoever drains the outbox, or at once at the command line."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.models import Country
from genba.impact.effects import result_of
from genba.impact.evaluation import CLUSTERS, PERIODS, Question, panel_of
from genba.impact.models import Evaluation
from genba.kit.outbox import later
from genba.kit.refused import Refused
from genba.programmes.curricula import module_of

EVALUATE = "impact.evaluate"
WAIT_AT_MOST = 5  # of one person: each may take a minute of the machine


@transaction.atomic
def ask(
    *, by: User | System, indicator: str, module: str = "", country: str = "", period: str = "quarter",
    cluster: str = "enterprise",
) -> Evaluation:  # fmt: skip
    """Ask for an evaluation. It waits in the outbox; its result is kept as it was worked out.

    indicator: the code of a KPI. module: a slug, or "" for every module that has it. country: a code, or "" for all.
    Refused for anything that is not there, a KPI that the module does not have, and more than five that wait.
    """
    question = Question(indicator, module, country, period, cluster)
    kpi = question.kpi
    if module and module_of(module).slug not in question.modules:
        raise Refused(_("The module does not have the KPI “%(kpi)s”.") % {"kpi": kpi.code}, field="module")
    if country and not Country.objects.filter(pk=country).exists():
        raise Refused(_("The programme does not work in this country."), field="country")
    if period not in PERIODS or cluster not in CLUSTERS:
        raise Refused(_("Choose months, quarters or half-years, and enterprises or providers."), field="period")
    author = by if isinstance(by, User) else None
    if author and Evaluation.objects.filter(asked_by=author, worked_out_at=None).count() >= WAIT_AT_MOST:
        raise Refused(_("Five of your evaluations are still being worked out. Ask again when one is there."))
    made = Evaluation.objects.create(indicator=indicator, module=module, country_id=country or None, period=period,
                                     cluster=cluster, asked_by=author)  # fmt: skip
    record("ask", made, by=by, changes={"indicator": indicator, "module": module, "period": period, "cluster": cluster})
    later(EVALUATE, by_id=author.pk if author else None, evaluation=made.pk)
    return made


def work_out(evaluation: Evaluation) -> None:
    """Work out the result and keep it; one that is there stays as it is."""
    if evaluation.worked_out_at is not None:
        return
    at = timezone.now()
    question = Question(evaluation.indicator, evaluation.module, evaluation.country_id or "", evaluation.period,
                        evaluation.cluster)  # fmt: skip
    evaluation.result = result_of(question, panel_of(question, timezone.localdate(at)))
    evaluation.worked_out_at = at
    evaluation.save(update_fields=["result", "worked_out_at"])
