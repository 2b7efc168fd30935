"""The enterprises that rows of a file are about, named by their code, or by their name and country."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.access.models import User
from genba.access.permissions import Permission
from genba.audit.actions import System
from genba.directory.actions.enterprises import folded
from genba.directory.models import Enterprise
from genba.directory.places import country_code
from genba.imports.reach import rows_within
from genba.kit.codes import LENGTH, tidy_code
from genba.kit.refused import Refused
from genba.kit.sheets import Column, Record


def firm_columns() -> tuple[Column, ...]:
    """The two columns by which a row names its enterprise."""
    return (
        Column("enterprise", _l("Enterprise"), required=True, max_length=150, example="Sample Street Garments",
               aliases=("Enterprise name", "Enterprise code", "Factory", "Factory name", "Company", "Company name"),
               help=_l("Its code, or its name together with its country.")),
        Column("country", _l("Country"), "country", example="Kenya", lookup=country_code,
               help=_l("Needed where the enterprise is given by name.")),
    )  # fmt: skip


class Firms:
    """Finds the enterprises of many rows at once, among those to which whoever brings the file may do the deed."""

    def __init__(self, by: User | System, permission: Permission) -> None:
        self._within = rows_within(by, permission, Enterprise)
        self._found: dict[tuple[str, str | None], list[Enterprise]] = {}

    def look_ahead(self, records: Iterable[Record]) -> None:
        """Find all enterprises that these rows name; what was found for rows before is forgotten."""
        said = {(record.values["enterprise"], record.values.get("country")) for record in records}
        codes = {code for name, _country in said if len(code := tidy_code(name)) == LENGTH}
        by_code = {e.code: e for e in self._within.filter(code__in=codes)} if codes else {}
        by_code |= self._merged(codes - by_code.keys())
        names = {folded(name) for name, country in said if country and tidy_code(name) not in by_code}
        by_name = defaultdict(list)
        for enterprise in self._within.filter(name_key__in=names) if names else ():
            by_name[enterprise.country_id, enterprise.name_key].append(enterprise)
        self._found = {
            (name, country): [by_code[code]]
            if (code := tidy_code(name)) in by_code
            else by_name[country or "", folded(name)]
            for name, country in said
        }

    def _merged(self, codes: set[str]) -> dict[str, Enterprise]:
        """By old codes: the enterprises into which those were merged, within reach."""
        old = (
            Enterprise.everyone.filter(code__in=codes).exclude(merged_into=None).values_list("code", flat=True)
            if codes
            else ()
        )
        kept = {code: found for code in old if (found := Enterprise.successor_of(code))}
        within = (
            set(self._within.filter(pk__in=[e.pk for e in kept.values()]).values_list("pk", flat=True)) if kept else set()
        )
        return {code: enterprise for code, enterprise in kept.items() if enterprise.pk in within}

    def called(self, record: Record) -> list[Enterprise]:
        """All enterprises that one of these rows may mean."""
        return self._found[record.values["enterprise"], record.values.get("country")]

    def of(self, record: Record) -> Enterprise:
        """The enterprise of one of these rows. Refused where there is none within reach, or more than one."""
        said, country, found = record.values["enterprise"], record.values.get("country"), self.called(record)
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(_("Several enterprises have this name. Write the code of one: %(codes)s.")
                          % {"codes": ", ".join(sorted(e.code for e in found))}, field="enterprise")  # fmt: skip
        if not country:
            raise Refused(_("“%(code)s” is the code of no enterprise that you may work with. A name needs its country beside it.")
                          % {"code": said[:60]}, field="enterprise")  # fmt: skip
        raise Refused(_("There is no enterprise of this name in this country that you may work with. Write its name as it "
                        "stands here, or its code."), field="enterprise")  # fmt: skip
