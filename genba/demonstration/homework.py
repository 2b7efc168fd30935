"""What the people of the first enterprise have to do themselves these days: own actions."""

from datetime import date, timedelta

from genba.access.models import User
from genba.directory.models import Enterprise
from genba.plans import actions as plans
from genba.programmes.models import Engagement

# Problem, what will be done, who by first name, due in so many days.
OWN = (
    ("Nobody knows who is away in the morning", "Write the absence of each line on the board", "Lina", -2),
    ("Needles are looked for every day", "Label the drawers of the needles", "Tadi", 3),
    ("The last row is too dark in the evening", "Ask the electrician for two more lamps", "Tadi", 6),
    ("Threads lie below the tables", "Hang a bag on each table", "Mina", 5),
)


def give(by: User, enterprise: Enterprise, today: date) -> None:
    """Actions that bear the names of the people who sign in, one of them begun."""
    engagement = Engagement.objects.filter(enterprise=enterprise).latest("agreed_on", "pk")
    for place, (problem, remedy, owner, days) in enumerate(OWN):
        action = plans.propose(by=by, engagement=engagement, problem=problem, action=remedy, owner=owner, currency="USD",
                               due_on=today + timedelta(days=days), proposed_on=today - timedelta(days=20))  # fmt: skip
        if place == 1:
            plans.decide(action=action, by=by, kind="started", on=today - timedelta(days=6))
