"""Does an enterprise fit the rule of its country? Criterion by criterion, in words. Advice: people decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.directory.models import Enterprise
from genba.directory.places import SECTION_NAMES, section_of
from genba.kit.names import name_key
from genba.kit.refused import Refused
from genba.programmes.models import Application, EligibilityRule, Programme


@dataclass(frozen=True)
class Criterion:
    """One part of the rule: whether it fits (None: not known) and the sentence that says why."""

    fits: bool | None
    said: str


@dataclass(frozen=True)
class Verdict:
    """All criteria of a rule on a day; `rule` is None where the programme set none for the country."""

    rule: EligibilityRule | None
    criteria: Sequence[Criterion]

    @property
    def misfits(self) -> str:
        """What does not fit, a line each; "" where nothing speaks against."""
        return "\n".join(c.said for c in self.criteria if c.fits is False)

    @property
    def is_unclear(self) -> bool:
        return any(c.fits is None for c in self.criteria)

    def check(self, reason: str) -> None:
        """Refused where something does not fit and nobody says why to go on all the same."""
        if self.misfits and not reason.strip():
            raise Refused(_("It does not fit the rule: %(why)s Say why you go on all the same.")
                          % {"why": self.misfits.replace("\n", " ")}, field="in_spite")  # fmt: skip


def of_application(application: Application) -> Verdict:
    """What the rule of the day of the application says to it; nothing to whoever is no enterprise."""
    if application.kind != Application.Kind.ENTERPRISE:
        return Verdict(None, ())
    return verdict(application.programme, application.country_id, application.applied_on, headcount=application.headcount,
                   isic=application.isic, region=application.region)  # fmt: skip


def of_enterprise(programme: Programme, enterprise: Enterprise, on: date | None = None) -> Verdict:
    """What the rule of a day (today) says to an enterprise as it is registered now."""
    region = enterprise.region.name if enterprise.region else ""
    return verdict(programme, enterprise.country_id, on or timezone.localdate(), headcount=enterprise.headcount,
                   isic=enterprise.isic, region=region)  # fmt: skip


def verdict(programme: Programme, country: str, on: date, *, headcount: int | None, isic: str, region: str) -> Verdict:
    """The rule in force on the day, and each of its criteria."""
    rule = EligibilityRule.objects.in_force(programme, country, on)
    if rule is None:
        return Verdict(None, ())
    parts = (_size(rule, headcount), _section(rule, isic), _region(rule, region))
    return Verdict(rule, tuple(p for p in parts if p is not None))


def _size(rule: EligibilityRule, headcount: int | None) -> Criterion | None:
    if rule.least is None and rule.most is None:
        return None
    if rule.most is None:
        wanted = _("%(least)s or more") % {"least": rule.least}
    elif rule.least is None:
        wanted = _("at most %(most)s") % {"most": rule.most}
    else:
        wanted = _("%(least)s to %(most)s") % {"least": rule.least, "most": rule.most}
    if headcount is None:
        return Criterion(
            None, _("Nobody knows how many people work there; the programme takes %(wanted)s.") % {"wanted": wanted}
        )
    fits = (rule.least or 0) <= headcount and (rule.most is None or headcount <= rule.most)
    people = ngettext("%(n)s person", "%(n)s people", headcount) % {"n": headcount}
    said = _("%(people)s; the programme takes %(wanted)s: fits.") if fits else _(
        "%(people)s; the programme takes %(wanted)s: does not fit.")  # fmt: skip
    return Criterion(fits, said % {"people": people, "wanted": wanted})


def _section(rule: EligibilityRule, isic: str) -> Criterion | None:
    if not rule.sections:
        return None
    wanted = _listed([str(SECTION_NAMES[s]) for s in rule.sections])
    letter = section_of(isic)
    if not letter:
        return Criterion(None, _("The kind of business is not known; the programme takes: %(wanted)s.") % {"wanted": wanted})
    fits = letter in rule.sections
    said = _("%(kind)s; the programme takes: %(wanted)s. It fits.") if fits else _(
        "%(kind)s; the programme takes: %(wanted)s. It does not fit.")  # fmt: skip
    return Criterion(fits, said % {"kind": SECTION_NAMES[letter], "wanted": wanted})


def _region(rule: EligibilityRule, region: str) -> Criterion | None:
    if not rule.regions:
        return None
    wanted = _listed(rule.regions)
    if not region.strip():
        return Criterion(None, _("The region is not known; the programme works in: %(wanted)s.") % {"wanted": wanted})
    fits = name_key(region) in {name_key(r) for r in rule.regions}
    said = _("Region %(region)s; the programme works in: %(wanted)s. It fits.") if fits else _(
        "Region %(region)s; the programme works in: %(wanted)s. It does not fit.")  # fmt: skip
    return Criterion(fits, said % {"region": region, "wanted": wanted})


def _listed(names: Sequence[str]) -> str:
    return "; ".join(names)
