"""Note the talk about the results: when, who was there, what was agreed."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.closeout.models import ResultsTalk
from genba.kit.days import in_words
from genba.kit.refused import Refused
from genba.programmes.curricula import module_of
from genba.programmes.locks import check_engagement
from genba.programmes.models import Engagement


@transaction.atomic
def note(
    *, by: User, engagement: Engagement, talked_on: date, present: str, agreed: str, next_module: str = ""
) -> ResultsTalk:
    """Keep one talk. `next_module` is the slug of another module that was agreed to be next, "" for none.

    Refused for a day to come or before the agreement, for a second talk on one day, and when a word is missing.
    """
    Engagement.objects.select_for_update().get(pk=engagement.pk)
    if talked_on > timezone.localdate():
        raise Refused(_("A talk cannot be noted on a day that has not come yet."), field="talked_on")
    if talked_on < engagement.agreed_on:
        raise Refused(_("The enterprise agreed to the module on %(day)s. There were no results before that.")
                      % {"day": in_words(engagement.agreed_on)}, field="talked_on")  # fmt: skip
    if not present.strip():
        raise Refused(_("Say who was there."), field="present")
    if not agreed.strip():
        raise Refused(_("Say what was agreed."), field="agreed")
    if ResultsTalk.objects.filter(engagement=engagement, talked_on=talked_on).exists():
        raise Refused(_("A talk on that day is already noted."), field="talked_on")
    if next_module and module_of(next_module).slug == engagement.module:
        raise Refused(_("That is the module they have just taken. Choose another one."), field="next_module")
    check_engagement(engagement, [talked_on], field="talked_on")
    made = ResultsTalk.objects.create(
        engagement=engagement, talked_on=talked_on, present=present.strip(), agreed=agreed.strip(),
        next_module=next_module, recorded_by=by,
    )  # fmt: skip
    record("note", made, by=by, changes={"engagement": engagement.code, "talked_on": talked_on.isoformat(),
                                         "next_module": next_module})  # fmt: skip
    return made
