"""Which providers and trainers somebody may name in an agreement or a class."""

from datetime import date

from django.db.models import CharField, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from genba.access.models import Grant, User
from genba.access.permissions import Permission
from genba.access.policy import Anyone, reach, visible
from genba.directory.models import Provider, Serving
from genba.programmes.models import TrainerCertificate

TRAINING_ROLES = ("trainer", "expert-trainer")


def providers_for(user: Anyone, permission: Permission) -> QuerySet[Provider]:
    """The providers within reach; for a trainer, those for whom they serve enterprises."""
    own = Provider.objects.filter(servings__in=Serving.objects.today().filter(trainer_id=user.pk))
    within = visible(user, permission, Provider)
    return Provider.objects.filter(Q(pk__in=within.values("pk")) | Q(pk__in=own.values("pk"))).order_by("name")


def trainers_for(user: Anyone, permission: Permission) -> QuerySet[User]:
    """Everybody who trains, where the user reaches a whole country or all; else oneself and the trainers of the own
    providers: who serves through them, holds a role in them, or serves nobody yet."""
    grants = Grant.objects.in_force().filter(role__in=TRAINING_ROLES)
    training = User.objects.filter(is_active=True, pk__in=grants.values("user_id")).order_by("name")
    within = reach(user, permission)
    if within is None or "country" in within:
        return training
    providers = providers_for(user, permission).order_by()
    scopes = providers.annotate(scope=Cast("pk", CharField())).values("scope")  # a grant keeps the key of its scope as text
    serving = Serving.objects.today()
    return training.filter(
        Q(pk=user.pk)
        | Q(pk__in=serving.filter(provider_id__in=providers.values("pk"), trainer__isnull=False).values("trainer_id"))
        | Q(pk__in=grants.filter(scope_kind="provider", scope_id__in=scopes).values("user_id"))
        | ~Exists(serving.filter(trainer_id=OuterRef("pk")))
    )


def lapsed_on(trainer: User, module: str, day: date) -> date | None:
    """The last day of a trainer's certificate for a module, where there was one and none is good on this day; who never
    had one is no news here."""
    own = TrainerCertificate.objects.filter(trainer=trainer, module=module, valid_from__lte=day)
    last: date | None = own.aggregate(last=Max("valid_until"))["last"]
    return last if last and last < day else None


def trainers_edited_by(user: Anyone, permission: Permission) -> QuerySet[User]:
    """Whose profile, days away and certificates somebody may write: with a role only for oneself, the own ones."""
    within = reach(user, permission)
    if within is not None and set(within) <= {"self"}:
        return trainers_for(user, permission).filter(pk__in=within.get("self", []))
    return trainers_for(user, permission)
