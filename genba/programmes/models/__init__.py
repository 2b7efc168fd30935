from genba.programmes.models.agreement import Acceptance, Agreement, Cancellation, Offer, OfferLine, OfferShare, Signature
from genba.programmes.models.application import Application, ApplicationAnswer, ApplicationNote
from genba.programmes.models.cohort import Cohort, CohortMember
from genba.programmes.models.eligibility import EligibilityRule, InSpite
from genba.programmes.models.engagement import Contribution, Engagement, Paid, Payer, Withdrawal, through_engagement
from genba.programmes.models.estimate import IntakeFigures, Loss, SavingAssumption
from genba.programmes.models.lock import Opening, PeriodLock
from genba.programmes.models.paper import SignedPaper
from genba.programmes.models.payer import PayerName
from genba.programmes.models.programme import Programme
from genba.programmes.models.trainer import Absence, TrainerCertificate, TrainerProfile

__all__ = [
    "Absence",
    "Acceptance",
    "Agreement",
    "Application",
    "ApplicationAnswer",
    "ApplicationNote",
    "Cancellation",
    "Cohort",
    "CohortMember",
    "Contribution",
    "EligibilityRule",
    "Engagement",
    "InSpite",
    "IntakeFigures",
    "Loss",
    "Offer",
    "OfferLine",
    "OfferShare",
    "Opening",
    "Paid",
    "Payer",
    "PayerName",
    "PeriodLock",
    "Programme",
    "SavingAssumption",
    "Signature",
    "SignedPaper",
    "TrainerCertificate",
    "TrainerProfile",
    "Withdrawal",
    "through_engagement",
]
