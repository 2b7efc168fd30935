from genba.closeout.models.completion import Completion
from genba.closeout.models.follow_up import FollowUp, StillPractised
from genba.closeout.models.talk import ResultsTalk

__all__ = ["Completion", "FollowUp", "ResultsTalk", "StillPractised"]
