"""Who applied and is no enterprise becomes what they asked to be, without being typed again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.actions import users
from genba.access.models import Grant, User
from genba.access.permissions import Permission
from genba.access.policy import Anyone, reach
from genba.audit.actions import record
from genba.directory.actions import organisations
from genba.directory.models import Brand, Provider, Sponsor
from genba.kit.refused import Refused
from genba.programmes.actions.on_the_way import check_waiting, tell_soon
from genba.programmes.actions.trainers import describe
from genba.programmes.models import Application, ApplicationAnswer

Kind = Application.Kind
Become = Provider | Brand | Sponsor | User


@transaction.atomic
def welcome(*, by: User, application: Application) -> Become:
    """A provider, brand or sponsor of this name (the one that is there already, or a new one), or somebody who signs in as a
    trainer, with languages and places but without a certificate: that is decided elsewhere.

    Refused for an enterprise (see applications.take_on), when it is answered already, for a provider's coordinator except of
    trainers, and for a trainer without an e-mail address.
    """
    check_waiting(application)
    if application.kind == Kind.ENTERPRISE:
        raise Refused(_("An enterprise is taken on with its provider and kind of business."))
    if not may_welcome(by, application):
        raise Refused(_("The office of the country decides this."))
    made = _trainer(by, application) if application.kind == Kind.TRAINER else _organisation(by, application)
    ApplicationAnswer.objects.create(application=application, answered_on=timezone.localdate(), answered_by=by,
                                     **{application.kind: made})  # fmt: skip
    record("welcome", application, by=by, changes={"as": application.kind, "code": made.code})
    tell_soon(application, "taken-on")
    return made


def may_welcome(user: Anyone, application: Application) -> bool:
    """Whether this is theirs to decide, of applications within their reach: organisations are for the office of the country."""
    return application.kind == Kind.TRAINER or _answers_for_the_country(user, application)


def _answers_for_the_country(by: Anyone, application: Application) -> bool:
    within = reach(by, Permission.APPLICATION_ANSWER)
    return within is None or application.country_id in within.get("country", [])


def already_there(application: Application) -> Become | None:
    """Who bears this name, or signs in with this address, already."""
    if application.kind == Kind.TRAINER:
        return User.objects.filter(email__iexact=application.email).first() if application.email else None
    if application.kind == Kind.BRAND:
        return Brand.objects.filter(name__iexact=application.name).first()
    same = {"country": application.country_id, "name__iexact": application.name}
    if application.kind == Kind.PROVIDER:
        return Provider.objects.filter(**same).first()
    return Sponsor.objects.filter(**same).first()


def _organisation(by: User, application: Application) -> Become:
    if found := already_there(application):
        return found
    if application.kind == Kind.BRAND:
        return organisations.add_brand(by=by, name=application.name)
    add = organisations.add_provider if application.kind == Kind.PROVIDER else organisations.add_sponsor
    return add(by=by, name=application.name, country=application.country_id)


def _trainer(by: User, application: Application) -> User:
    if not application.email:
        raise Refused(_("A trainer signs in with an e-mail address. Ask for it first."))
    found = already_there(application)
    if found and not _answers_for_the_country(by, application):  # whoever applied has not shown that the address is theirs
        raise Refused(_("Somebody with this e-mail address is here already. The office of the country decides this."))
    if isinstance(found, User) and not found.is_active:
        raise Refused(_("The account with this e-mail address is closed. Ask the applicant for another address."))
    user = found if isinstance(found, User) else users.add(
        by=by, name=application.name, email=application.email, language=application.language
    )  # fmt: skip
    if not Grant.objects.in_force().filter(user=user, role__in=("trainer", "expert-trainer")).exists():
        users.give(by=by, user=user, role="trainer", scope_kind="self")
    if not hasattr(user, "trainer_profile"):
        describe(by=by, trainer=user, languages=application.answers.get("languages", []), countries=[application.country_id],
                 regions=[application.region] if application.region else [])  # fmt: skip
    return user
