"""What the outbox does for applications: a mail when one arrives, is asked something, or is answered."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from genba.kit.outbox import Running, handles
from genba.programmes.actions.on_the_way import TELL
from genba.programmes.models import Application


@handles(TELL)
def tell(running: Running) -> dict[str, Any]:
    """One mail to the applicant, in the language in which they applied."""
    application = Application.objects.select_related("programme").get(code=running.payload["application"])
    if not application.email:
        return {"mails": 0}
    with override(application.language):
        subject, first = _words(running.payload["what"], application)
        where = settings.ADDRESS + reverse("application-stands", kwargs={"code": application.code})
        body = "\n\n".join((first, _("Where it stands, and what is missing:"), where,
                            _("Your reference: %(code)s") % {"code": application.code}, application.programme.name))  # fmt: skip
        EmailMessage(subject, body, to=[application.email]).send()
    return {"mails": 1}


def _words(what: str, application: Application) -> tuple[str, str]:
    if what == "question":
        return _("A question about your application"), _("We have a question before we can go on.")
    if what == "taken-on":
        said = _("You are taken on.")
        if application.kind == Application.Kind.TRAINER:
            reset = settings.ADDRESS + reverse("account_reset_password")
            said += " " + _("Set a password here, then sign in: %(address)s") % {"address": reset}
        return _("Your application: taken on"), said
    if what == "declined":
        return _("Your application: not taken on"), _("We could not take you on this time. The reason stands on your page.")
    return _("Your application has arrived"), _("Your application has arrived. Somebody reads it and answers.")
