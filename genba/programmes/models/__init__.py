from genba.programmes.models.cohort import Cohort, CohortMember
from genba.programmes.models.engagement import Contribution, Engagement, Payer, Withdrawal
from genba.programmes.models.programme import Programme
from genba.programmes.models.trainer import Absence, TrainerCertificate, TrainerProfile

__all__ = ["Absence", "Cohort", "CohortMember", "Contribution", "Engagement", "Payer", "Programme", "TrainerCertificate",
           "TrainerProfile", "Withdrawal"]  # fmt: skip
