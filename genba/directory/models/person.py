from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models.enterprise import Enterprise, below, successor
from genba.directory.models.sex import Sex, WorkRole
from genba.kit.codes import new_code
from genba.kit.names import name_key
from genba.kit.privacy import CONFIDENTIAL, PERSONAL, Privacy

__all__ = ["Person", "WorkRole"]


class PersonQuerySet(models.QuerySet["Person"]):
    def called(self, enterprise: Enterprise, name: str) -> "PersonQuerySet":
        """Those of an enterprise who bear this name, however it is written."""
        return self.filter(enterprise=enterprise, name_key=name_key(name) or name.strip().casefold())

    def known(self, wanted: Collection[tuple[int, str]]) -> "dict[tuple[int, str], Person]":
        """Of thousands of folded names, each in an enterprise (by key): the first who bears it there, where anybody does."""
        if not wanted:
            return {}
        # Pairs, each a seek in the index; two lists would be as many seeks as all enterprises times all names.
        rows = self.model.objects.raw(
            f"SELECT * FROM {self.model._meta.db_table} WHERE merged_into_id IS NULL AND (enterprise_id, name_key) IN "  # noqa: S608 a name of our own
            f"(VALUES {', '.join(['(%s, %s)'] * len(wanted))}) ORDER BY id DESC",
            [fact for pair in wanted for fact in pair],
        )
        return {(person.enterprise_id, person.name_key): person for person in rows}


class PresentPeople(models.Manager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """All but those who were found to be another one and merged into them."""

    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db).filter(merged_into=None)


class Person(models.Model):
    """Somebody who works in an enterprise. Needs no e-mail address and no account to take part."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=150)
    name_key = models.CharField(max_length=120, editable=False)
    sex = models.CharField(max_length=10, choices=Sex.choices, default=Sex.NOT_STATED)
    role = models.CharField(max_length=10, choices=WorkRole.choices)
    job = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    user = models.OneToOneField(User, on_delete=models.PROTECT, null=True, blank=True, related_name="person")
    version = models.PositiveIntegerField(default=1)
    # Who they turned out to be; their own code leads there. See Merge.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PERSON_READ, **below("enterprise_id"))
    privacy: ClassVar[dict[str, Privacy]] = {
        "name": PERSONAL, "name_key": PERSONAL, "sex": PERSONAL, "role": CONFIDENTIAL, "job": PERSONAL, "phone": PERSONAL,
        "version": CONFIDENTIAL,
    }  # fmt: skip
    objects: ClassVar[Any] = PresentPeople()
    everyone: ClassVar[Any] = PersonQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["enterprise", "name_key"], name="person_by_name"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="person_merged"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name_key=""), name="person_named"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="person_not_into_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def successor_of(cls, code: str) -> "Person | None":
        """The person whom the one with this code was merged into; None where it was not."""
        found: Person | None = successor(cls, code)
        return found
