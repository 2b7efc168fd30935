"""The few code lists of the International Aid Transparency Initiative (IATI) that a programme chooses from, and how its
identifiers are written.

Source: IATI Standard 2.03, code lists OrganisationType, OrganisationRole and ActivityStatus
(https://iatistandard.org/en/iati-standard/203/codelists/); its guidance on organisation identifiers
({registration agency}-{number}, agencies by https://org-id.guide); its ruleset (no / & | ? in an identifier).
"""

import re
from typing import Final

from django.utils.translation import gettext_lazy as _

ORGANISATION_TYPES: Final = (
    ("10", _("Government")), ("11", _("Local government")), ("15", _("Other public sector")),
    ("21", _("International NGO")), ("22", _("National NGO")), ("23", _("Regional NGO")),
    ("24", _("NGO of a partner country")), ("30", _("Public-private partnership")), ("40", _("Multilateral")),
    ("60", _("Foundation")), ("70", _("Private sector")), ("71", _("Private sector in the provider country")),
    ("72", _("Private sector in the recipient country")), ("73", _("Private sector in a third country")),
    ("80", _("Academic, training and research")), ("90", _("Other organisation")),
)  # fmt: skip
ROLES: Final = (("1", _("Funds it")), ("2", _("Is accountable for it")), ("3", _("Passes the money on")),
                ("4", _("Implements it")))  # fmt: skip
PIPELINE, IMPLEMENTATION, CLOSED = "1", "2", "4"
ACTIVITY_STATUSES: Final = (
    (PIPELINE, _("Being prepared")), (IMPLEMENTATION, _("Running")), ("3", _("Ended, being settled")),
    (CLOSED, _("Closed")), ("5", _("Cancelled")), ("6", _("Suspended")),
)  # fmt: skip

# Two letters of the country (XM, XI for what is of none), the agency, the number it gave. OECD DAC numbers are figures.
ORGANISATION: Final = re.compile(r"^(?:XM-DAC-[0-9]+(?:-[0-9]+)*|(?!XM-DAC-)[A-Z]{2}-[A-Z0-9_]{2,14}-[A-Za-z0-9._+:()-]+)$")
ACTIVITY_END: Final = re.compile(r"^[A-Za-z0-9._+:()-]+$")
SECTOR: Final = re.compile(r"^[0-9]{5}$")  # a purpose code of the OECD DAC, such as 32130
