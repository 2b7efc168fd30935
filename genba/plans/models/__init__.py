from genba.plans.models.action import Action, ActionQuerySet, Decision, Origin, Saving, SavingCheck, State, YearlySavings
from genba.plans.models.comment import Comment
from genba.plans.models.photo import ActionPhoto
from genba.plans.models.reminder import Reminder, RemindersOff
from genba.plans.models.team import Meeting, Team, TeamMember

__all__ = [
    "Action",
    "ActionPhoto",
    "ActionQuerySet",
    "Comment",
    "Decision",
    "Meeting",
    "Origin",
    "Reminder",
    "RemindersOff",
    "Saving",
    "SavingCheck",
    "State",
    "Team",
    "TeamMember",
    "YearlySavings",
]
