"""What is done with improvement plans: a file for each noun. The plan's own verbs are at hand here."""

from genba.plans.actions.plan import NEXT, decide, edit, propose
from genba.plans.actions.savings import count_in, record_saving, verify_saving

__all__ = ["NEXT", "count_in", "decide", "edit", "propose", "record_saving", "verify_saving"]
