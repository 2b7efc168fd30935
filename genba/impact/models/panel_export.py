from typing import ClassVar

from django.db import models

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Country
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, OPEN, Privacy


class PanelExport(models.Model):
    """The panel was handed out for an evaluator: when, by whom and why. The file itself is not kept.

    `salt` goes into the pseudonyms: two exports name an enterprise alike only where they were asked to share it.
    """

    code = models.CharField(max_length=8, unique=True, default=new_code)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, null=True, related_name="+")  # null: all
    why = models.CharField(max_length=300)
    salt = models.CharField(max_length=40)
    exported_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # null: the command line
    exported_at = models.DateTimeField(auto_now_add=True)

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PANEL_EXPORT, country="country_id")
    privacy: ClassVar[dict[str, Privacy]] = {"why": CONFIDENTIAL, "salt": CONFIDENTIAL, "exported_at": OPEN}

    class Meta:
        indexes = [models.Index(fields=["-exported_at"], name="panel_export_latest")]
        constraints = [models.CheckConstraint(condition=~models.Q(why=""), name="panel_export_has_reason")]
