"""What people say about an action."""

from django.db import transaction
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.kit.refused import Refused
from genba.plans.models import Action, Comment

LETTERS = 2000


@transaction.atomic
def say(*, action: Action, by: User, text: str) -> Comment:
    """Say something about an action. Refused for nothing, or for more than two thousand letters."""
    words = text.strip()
    if not words:
        raise Refused(_("Write what you want to say."), field="text")
    if len(words) > LETTERS:
        raise Refused(_("Write at most %(n)s letters; these are %(now)s.") % {"n": LETTERS, "now": len(words)}, field="text")
    made: Comment = Comment.objects.create(action=action, text=words, said_by=by)
    record("comment", action, by=by, changes={"comment": made.code})
    return made
