from genba.programmes.models.cohort import Cohort, CohortMember
from genba.programmes.models.engagement import Contribution, Engagement, Payer, Withdrawal
from genba.programmes.models.lock import Opening, PeriodLock
from genba.programmes.models.programme import Programme
from genba.programmes.models.trainer import Absence, TrainerCertificate, TrainerProfile

__all__ = [
    "Absence",
    "Cohort",
    "CohortMember",
    "Contribution",
    "Engagement",
    "Opening",
    "Payer",
    "PeriodLock",
    "Programme",
    "TrainerCertificate",
    "TrainerProfile",
    "Withdrawal",
]
