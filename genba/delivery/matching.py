"""Who could train a cohort, and what speaks for and against each: certificate, language, place, free days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.languages import get_official_languages
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Anyone
from genba.delivery.actions.workshops import class_days
from genba.delivery.diary import Diary, Slot, diary, usual_hour
from genba.delivery.models import Session
from genba.directory.places import country_name
from genba.kit.days import in_words
from genba.kit.names import name_key
from genba.programmes.curricula import module_of
from genba.programmes.models import Cohort, TrainerCertificate, TrainerProfile
from genba.programmes.trainers import trainers_for


@dataclass(frozen=True)
class Point:
    """One thing that speaks for a trainer, or does not. A doubt is what needs a reason to go on."""

    text: str
    is_good: bool
    is_doubt: bool = False


@dataclass(frozen=True)
class Candidate:
    trainer: User
    points: tuple[Point, ...]

    @property
    def doubts(self) -> list[str]:
        return [f"{self.trainer.name}: {p.text}." for p in self.points if p.is_doubt]

    @property
    def order(self) -> tuple[int, int, str]:
        """Fewest doubts first, then most that speaks for them, then the name."""
        return sum(p.is_doubt for p in self.points), -sum(p.is_good for p in self.points), self.trainer.name


def candidates(user: Anyone, cohort: Cohort) -> list[Candidate]:
    """Everybody the user may name, the best match first. The same few queries for three trainers as for three hundred."""
    return sorted(rated(cohort, list(trainers_for(user, Permission.COHORT_PLAN))), key=lambda c: c.order)


def rated(cohort: Cohort, trainers: Sequence[User]) -> list[Candidate]:
    """What speaks for and against each of these trainers, in the order given.

    The days are those of the planned class, else as many as the module has from the day on which it should begin.
    """
    planned = Session.objects.filter(workshop__timetable__cohort=cohort)
    own = {s.workshop_id for s in planned}
    wished = class_days(module_of(cohort.module), cohort.begins_on) if cohort.begins_on else []
    days = sorted({s.held_on for s in planned}) or wished
    keys = [t.pk for t in trainers]
    profiles = {p.user_id: p for p in TrainerProfile.objects.filter(user_id__in=keys)}
    certificates: dict[int, list[TrainerCertificate]] = {}
    for c in TrainerCertificate.objects.filter(trainer_id__in=keys, module=cohort.module):
        certificates.setdefault(c.trainer_id, []).append(c)
    regions, book = _regions(cohort), diary(keys, [], days, without=own)
    found = []
    for t in trainers:
        points = [certified(certificates.get(t.pk, []), max([*days, timezone.localdate()])),
                  *_words_and_places(profiles.get(t.pk), cohort, regions)]  # fmt: skip
        if days:
            points.append(_free(t, book, days, cohort.time_zone))
        found.append(Candidate(t, tuple(points)))
    return found


def certified(certificates: Sequence[TrainerCertificate], day: date) -> Point:
    """Whether a trainer may give the module on a day: until when, or since when no longer."""
    good = [c.valid_until for c in certificates if c.valid_from <= day <= c.valid_until]
    if good:
        return Point(_("certified for this module until %(day)s") % {"day": in_words(max(good))}, True)
    past = [c.valid_until for c in certificates if c.valid_until < day]
    if past:
        return Point(_("the certificate for this module lapsed on %(day)s") % {"day": in_words(max(past))}, False, True)
    later = [c.valid_from for c in certificates]
    if later:
        return Point(_("certified for this module only from %(day)s on") % {"day": in_words(min(later))}, False, True)
    return Point(_("no certificate for this module is recorded"), False, True)


def _words_and_places(profile: TrainerProfile | None, cohort: Cohort, regions: set[str]) -> list[Point]:
    reader = get_language() or "en"
    names = Locale(reader).languages
    spoken = get_official_languages(cohort.country_id, de_facto=True)
    wanted = [names.get(code.split("_")[0], code) for code in spoken]
    place = country_name(cohort.country_id, reader)
    if profile is None:
        return [Point(_("nobody wrote down yet which languages they speak and where they work"), False)]
    speaks = [names.get(code, code) for code in profile.languages if code in {c.split("_")[0] for c in spoken}]
    if speaks:
        first = Point(_("speaks %(languages)s") % {"languages": ", ".join(speaks)}, True)
    else:
        first = Point(
            _("speaks none of the languages of the country (%(languages)s)") % {"languages": ", ".join(wanted)}, False
        )
    here = [r for r in profile.regions if name_key(r) in regions]
    if here:
        return [first, Point(_("works in %(places)s") % {"places": ", ".join(here)}, True)]
    if cohort.country_id in profile.countries:
        return [first, Point(_("works in %(places)s") % {"places": place}, True)]
    return [first, Point(_("does not work in %(place)s so far") % {"place": place}, False)]


def _regions(cohort: Cohort) -> set[str]:
    rows = cohort.members.filter(left_on=None).values_list("engagement__enterprise__region__name", flat=True)
    return {name_key(name) for name in rows if name}


def _free(trainer: User, book: Diary, days: Sequence[date], zone: str) -> Point:
    """Free from the usual beginning of the morning to the end of the working day on all days, or what is in the way."""
    said = [s for day in days for s in book.against(Slot(day, usual_hour(True), 8 * 60, zone), [trainer])]
    if said:
        return Point(" ".join(said).rstrip("."), False, True)
    n = len(days)
    return Point(ngettext("free on the day of the class", "free on all %(n)s days of the class", n) % {"n": n}, True)
