from django.db import models
from django.utils.translation import gettext_lazy as _


class Owned(models.TextChoices):
    """Whether women own an enterprise, by the definition of the International Finance Corporation (IFC), part of the World
    Bank Group ("woman-owned enterprise" in its Definitions of Targeted Sectors): at least 51 % owned by one or more women;
    or at least 20 %, while a woman is its chief executive, chief operating officer, president or vice president, and, where
    there is a board of directors, women hold at least 30 % of its seats. "Not stated" is an answer and is shown as such."""

    WOMEN = "women", _("Owned by women")
    OTHERS = "others", _("Not owned by women")
    NOT_STATED = "not-stated", _("Not stated")


OWNED_LABEL = _("Owned by women?")
OWNED_HELP = _(
    "By the definition of the International Finance Corporation (IFC): women own at least 51 %; or they own at least 20 %, a "
    "woman is chief executive, chief operating officer, president or vice president, and where there is a board, women hold "
    "at least 30 % of its seats. Leave “Not stated” where you do not know."
)
