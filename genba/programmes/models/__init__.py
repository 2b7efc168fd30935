from genba.programmes.models.agreement import Agreement, Cancellation, Offer, OfferLine, OfferShare, Signature
from genba.programmes.models.application import Application, ApplicationAnswer
from genba.programmes.models.eligibility import EligibilityRule, InSpite
from genba.programmes.models.engagement import Contribution, Engagement, Payer, Withdrawal
from genba.programmes.models.estimate import IntakeFigures, Loss, SavingAssumption
from genba.programmes.models.programme import Programme

__all__ = [
    "Agreement",
    "Application",
    "ApplicationAnswer",
    "Cancellation",
    "Contribution",
    "EligibilityRule",
    "Engagement",
    "InSpite",
    "IntakeFigures",
    "Loss",
    "Offer",
    "OfferLine",
    "OfferShare",
    "Payer",
    "Programme",
    "SavingAssumption",
    "Signature",
    "Withdrawal",
]
