"""By which words, sounds and telephones an enterprise or a person is found while somebody types: indexes of our own."""

from typing import ClassVar

from django.db import models

from genba.directory.models.enterprise import Enterprise
from genba.directory.models.person import Person
from genba.kit.privacy import CONFIDENTIAL, PERSONAL, Privacy


class EnterpriseKey(models.Model):
    """One key of one enterprise, with its country before it: "KE smpl", "KE smpl strt", "KE tel 20123456"."""

    key = models.CharField(max_length=40)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="keys")

    merging = "leave"
    privacy: ClassVar[dict[str, Privacy]] = {"key": CONFIDENTIAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "enterprise"], name="enterprise_key_once")]


class PersonKey(models.Model):
    """One key of one person, with the country of the enterprise before it."""

    key = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="keys")

    merging = "leave"
    privacy: ClassVar[dict[str, Privacy]] = {"key": PERSONAL}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "person"], name="person_key_once")]
