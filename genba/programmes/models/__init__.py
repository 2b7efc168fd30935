from genba.programmes.models.engagement import Contribution, Engagement, Payer, Withdrawal
from genba.programmes.models.programme import Programme

__all__ = ["Contribution", "Engagement", "Payer", "Programme", "Withdrawal"]
