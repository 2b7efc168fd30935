from typing import ClassVar

from django.db import models
from django.db.models import Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.kit.codes import new_code
from genba.kit.kept import place_of
from genba.kit.privacy import CONFIDENTIAL, Privacy
from genba.programmes.models.agreement import Agreement

FOLDER = "papers"


class SignedPaper(models.Model):
    """The signed agreement as a scan or photo. Another one takes its place for a reason; the one before stays."""

    code = models.CharField(max_length=8, unique=True, default=new_code)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="papers")
    content = models.CharField(max_length=64)  # SHA-256 of the file as it is kept
    ending = models.CharField(max_length=3)  # pdf or jpg
    size = models.PositiveIntegerField()  # bytes
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    reason = models.TextField(blank=True)  # why it takes the place of the one before
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    hangs: ClassVar[Hangs] = Hangs(
        read=Permission.OFFER_READ, country="agreement__offer__enterprise__country_id",
        provider="agreement__offer__provider_id", enterprise="agreement__offer__enterprise_id",
    )  # fmt: skip
    privacy: ClassVar[dict[str, Privacy]] = {
        "content": CONFIDENTIAL, "ending": CONFIDENTIAL, "size": CONFIDENTIAL, "reason": CONFIDENTIAL,
        "added_at": CONFIDENTIAL,
    }  # fmt: skip

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement"], condition=Q(replaces=None), name="signed_paper_first_once"),
            models.CheckConstraint(condition=Q(ending__in=("pdf", "jpg")), name="signed_paper_ending"),
            models.CheckConstraint(condition=Q(replaces=None, reason="") | (Q(replaces__isnull=False) & ~Q(reason="")),
                                   name="signed_paper_replaced_for_a_reason"),
        ]  # fmt: skip

    @property
    def file(self) -> str:
        """Where the storage has it."""
        return place_of(FOLDER, self.content, self.ending)
