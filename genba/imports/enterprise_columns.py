"""What a list of enterprises may say in its columns."""

from collections.abc import Sequence

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _l

from genba.directory.actions.enterprises import checked_isic
from genba.directory.models import Sex, WorkRole
from genba.directory.models.owned import OWNED_HELP, OWNED_LABEL
from genba.directory.places import country_code
from genba.kit.sheets import Column

# Each column of the workforce, and the role and sex whose people it counts.
PEOPLE = {f"{role.value}_{sex.value}".replace("-", "_"): (role.value, sex.value) for role in WorkRole for sex in Sex}
MOST_PEOPLE = 1_000_000


def columns() -> Sequence[Column]:
    """Who and where, what it does, who works there, who serves it, and what to do if it is here already."""
    return (*_who_and_where(), *_what(), *_workforce(), *_how_to_take_it())


def _who_and_where() -> tuple[Column, ...]:
    return (
        Column("name", _l("Name"), required=True, max_length=150, example="Sample Street Garments",
               aliases=("Enterprise", "Enterprise name", "Factory", "Factory name", "Facility", "Facility name", "Company",
                        "Company name", "Supplier", "Supplier name", "Site name"),
               help=_l("The name as people use it; one row for each site.")),
        Column("country", _l("Country"), "country", required=True, example="Kenya", lookup=country_code,
               aliases=("Country name", "Country code", "Factory country")),
        Column("region", _l("Region or province"), max_length=100, example="Nairobi",
               aliases=("Region", "Province", "State", "State/Province")),
        Column("city", _l("Town"), max_length=100, example="Nairobi", aliases=("City", "Town/City", "Municipality")),
        Column("address", _l("Address"), max_length=250, aliases=("Street address", "Full address", "Factory address",
                                                                  "Facility address")),
        Column("phone", _l("Telephone"), "phone", max_length=40, aliases=("Phone", "Phone number", "Telephone number", "Tel")),
        Column("latitude", _l("Latitude"), "number", minimum=-90, maximum=90, aliases=("Lat",),
               help=_l("In degrees, north of the equator above 0.")),
        Column("longitude", _l("Longitude"), "number", minimum=-180, maximum=180, aliases=("Lng", "Lon", "Long"),
               help=_l("In degrees, east of Greenwich above 0.")),
    )  # fmt: skip


def _what() -> tuple[Column, ...]:
    return (
        Column("isic", _l("Kind of business (ISIC code)"), lookup=checked_isic, example="1410",
               aliases=("ISIC", "ISIC code", "ISIC Rev. 4"),
               help=_l("Two to four figures, such as 14 or 1410 for garments.")),
        Column("output_unit", _l("What it counts as output"), max_length=30, example="pieces", aliases=("Output unit",),
               help=_l("Such as pieces, pairs, kg, guest nights. It stays the same for good.")),
        Column("owned", OWNED_LABEL, "yes_no", aliases=("Women-owned", "Woman-owned", "Women owned", "Owned by women"),
               help=format_lazy("{} {}", OWNED_HELP, _l("Leave the cell empty for that."))),
    )  # fmt: skip


def _workforce() -> tuple[Column, ...]:
    """A column for each role and sex. A list that has only one number can be mapped to “worker_not_stated”."""
    counts = (
        Column(name, format_lazy("{}: {}", WorkRole(role).label, Sex(sex).label), "whole", minimum=0, maximum=MOST_PEOPLE)
        for name, (role, sex) in PEOPLE.items()
    )
    return (
        *counts,
        Column("counted_on", _l("People counted on"), "date", example="2026-01-15", aliases=("Counted on",),
               help=_l("The day for which the numbers of people hold. Needed where there are any.")),
    )  # fmt: skip


def _how_to_take_it() -> tuple[Column, ...]:
    return (
        Column("provider", _l("Served by"), max_length=150, aliases=("Provider", "Provider code"),
               help=_l("The provider that serves it, by name or code. May stay empty if you work for one only.")),
        Column("another", _l("Another enterprise of that name"), "yes_no",
               help=_l("Needed where the same name is here already in the same country, or stands twice in this file: yes if "
                       "this is another enterprise, no if it is the same; then the row is left out.")),
    )  # fmt: skip
