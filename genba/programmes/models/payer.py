from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Hangs
from genba.directory.models import Brand, Country, Sponsor
from genba.kit.codes import new_code
from genba.kit.privacy import CONFIDENTIAL, Privacy
from genba.programmes.models.engagement import Payer


class PayerName(models.Model):
    """Who stands behind a name that is written as a payer in a country: a sponsor or a brand, or nobody that is known here.

    Agreements keep the name as it was typed; said once, it holds for the earlier and the later ones.
    """

    code = models.CharField(max_length=8, unique=True, default=new_code)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="payer_names")
    payer = models.CharField(max_length=12, choices=Payer.choices)
    name = models.CharField(max_length=150)  # as it was typed first
    key = models.CharField(max_length=120)  # folded, as names are compared
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, null=True, related_name="payer_names")
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, null=True, related_name="payer_names")
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    hangs: ClassVar[Hangs] = Hangs(read=Permission.PAYER_NAME, country="country_id")
    privacy: ClassVar[dict[str, Privacy]] = {"payer": CONFIDENTIAL, "name": CONFIDENTIAL, "key": CONFIDENTIAL}
    objects: ClassVar[Any] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["country", "payer", "key"], name="payer_name_once"),
            models.CheckConstraint(condition=Q(sponsor=None) | Q(brand=None), name="payer_name_one_body"),
            models.CheckConstraint(condition=~Q(key=""), name="payer_name_not_empty"),
        ]

    @property
    def body(self) -> Sponsor | Brand | None:
        """Who stands behind the name."""
        return self.sponsor or self.brand
