from genba.programmes.models.engagement import Contribution, Engagement, Payer, Withdrawal
from genba.programmes.models.lock import Opening, PeriodLock
from genba.programmes.models.programme import Programme

__all__ = ["Contribution", "Engagement", "Opening", "Payer", "PeriodLock", "Programme", "Withdrawal"]
