from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from genba.access.permissions import Permission
from genba.access.roles import ROLES, Role
from genba.kit.codes import new_code
from genba.kit.prepared import Prepared
from genba.kit.privacy import CONFIDENTIAL, PERSONAL, Privacy


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "User":
        user: User = self.model(email=self.normalize_email(email) if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in: with e-mail and password, or (without an address) with a pass."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    name = models.CharField(max_length=150)
    email = models.EmailField(null=True, blank=True, unique=True)
    language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    privacy: ClassVar[dict[str, Privacy]] = {
        "name": PERSONAL, "email": PERSONAL, "language": PERSONAL, "is_active": CONFIDENTIAL, "created_at": CONFIDENTIAL,
        "password": PERSONAL, "last_login": PERSONAL,
    }  # fmt: skip
    objects = UserManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(email=""), name="user_email_null_not_empty")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def held(self) -> "tuple[Grant, ...]":
        """The grants in force today, read once per request. A token narrows them to its own."""
        return tuple(Grant.from_db("default", GRANT_FIELDS, row) for row in _held(user=self.pk, today=timezone.localdate()))

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles held, in the order of the list of roles."""
        slugs = {g.role for g in self.held}
        return tuple(r for r in ROLES.values() if r.slug in slugs)

    @property
    def is_staff_member(self) -> bool:
        """Works for the programme rather than in an enterprise: needs a second factor."""
        return any(r.is_staff for r in self.roles)


class ScopeKind(models.TextChoices):
    EVERYWHERE = "everywhere"
    COUNTRY = "country"
    PROVIDER = "provider"
    ENTERPRISE = "enterprise"
    BRAND = "brand"
    SPONSOR = "sponsor"
    SELF = "self"


OWNER = "enterprise-owner"  # the role of whoever decides for an enterprise


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, on: date | None = None) -> "GrantQuerySet":
        on = on or timezone.localdate()
        return self.filter(Q(until_on=None) | Q(until_on__gt=on), since_on__lte=on)

    def of_owners(self, on: date | None = None) -> "GrantQuerySet":
        """In force, of those who own an enterprise; `scope_id` says which."""
        return self.in_force(on).filter(role=OWNER, scope_kind=ScopeKind.ENTERPRISE)

    def first_holding(self, role: str) -> "Grant | None":
        """The oldest grant of a role that is in force and whose user can sign in."""
        return self.in_force().select_related("user").filter(role=role, user__is_active=True).order_by("pk").first()


class Grant(models.Model):
    """A user holds a role within a scope, from a day until (not including) another."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=[(r.slug, r.name) for r in ROLES.values()])
    scope_kind = models.CharField(max_length=12, choices=ScopeKind.choices)
    scope_id = models.CharField(max_length=20, blank=True)  # the key of the country, provider, enterprise, brand or sponsor
    since_on = models.DateField(default=timezone.localdate)
    until_on = models.DateField(null=True, blank=True)
    given_by = models.CharField(max_length=20)

    privacy: ClassVar[dict[str, Privacy]] = {
        "role": CONFIDENTIAL, "scope_kind": CONFIDENTIAL, "scope_id": CONFIDENTIAL, "since_on": CONFIDENTIAL,
        "until_on": CONFIDENTIAL, "given_by": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "scope_kind", "scope_id"], name="grant_once",
                                    condition=Q(until_on=None)),
            models.CheckConstraint(
                condition=Q(scope_kind__in=["everywhere", "self"], scope_id="")
                | (Q(scope_kind__in=["country", "provider", "enterprise", "brand", "sponsor"]) & ~Q(scope_id="")),
                name="grant_scope_named",
            ),
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=models.F("since_on")),
                                   name="grant_days_in_order"),
        ]  # fmt: skip

    @property
    def permissions(self) -> frozenset[Permission]:
        return ROLES[self.role].permissions


class Pass(models.Model):
    """How somebody without an e-mail address signs in: a printed code and four or more figures they chose."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passes")
    code = models.CharField(max_length=8, unique=True, default=new_code)
    pin = models.CharField(max_length=128)  # argon2
    issued_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.CharField(max_length=20)
    revoked_at = models.DateTimeField(null=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "pin": PERSONAL, "issued_at": CONFIDENTIAL, "issued_by": CONFIDENTIAL, "revoked_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user"], condition=Q(revoked_at=None), name="one_pass_per_user")]


class Token(models.Model):
    """Lets a program act for a user with one of the user's grants. Only a hash is kept."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)

    privacy: ClassVar[dict[str, Privacy]] = {
        "name": CONFIDENTIAL, "digest": CONFIDENTIAL, "made_at": CONFIDENTIAL, "expires_on": CONFIDENTIAL,
        "revoked_at": CONFIDENTIAL,
    }  # fmt: skip

    @property
    def is_good(self) -> bool:
        """Whether it works today, as far as the token itself decides."""
        return self.revoked_at is None and self.expires_on > timezone.localdate()


GRANT_FIELDS = [f.attname for f in Grant._meta.concrete_fields]


def _build_held(user: int, today: date) -> models.QuerySet[Any, Any]:
    rows: models.QuerySet[Any, Any] = Grant.objects.filter(user=user).in_force(today).values_list(*GRANT_FIELDS)
    return rows


_held = Prepared(_build_held, user=918_273_645, today=date(2871, 3, 9))
