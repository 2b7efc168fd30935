"""Plan a workshop, and say who takes part in it."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.access.models import User
from genba.audit.actions import System, record
from genba.curriculum import Module
from genba.delivery.locked import check_class
from genba.delivery.models import Participant, Participation, Session, Workshop
from genba.directory.actions import people as directory
from genba.directory.models import Enterprise, Person, Provider
from genba.kit.days import in_words
from genba.kit.names import name_key, tidy_name
from genba.kit.refused import Refused
from genba.programmes.curricula import module_of
from genba.programmes.locks import check_engagement
from genba.programmes.models import Engagement, Programme
from genba.programmes.trainers import lapsed_on

PLANNED_AHEAD_DAYS = 730
PARTS = (Session.Part.MORNING, Session.Part.AFTERNOON)


def class_days(module: Module, first: date) -> list[date]:
    """The days of a class that begins on a day: as many in a row as the module has in the classroom."""
    return [first + timedelta(days=n) for n in range(max(module.formats.classroom_days, 1))]


@transaction.atomic
def plan(
    *, by: User | System, programme: Programme, provider: Provider, trainer: User, module: str, place: str,
    days: Sequence[date], engagements: Sequence[Engagement], people: Sequence[Person] = (), insist: bool = False,
    because: str = "", vouched: bool = False,
) -> Workshop:  # fmt: skip
    """A class of a module on some days, with the sessions the module has on each, for the enterprises of `engagements`.

    `people` go on the roster at once. Refused without a place, a day or an enterprise; for an engagement of another
    module or programme, withdrawn, or agreed after the class; and, unless `insist`, when more enterprises or people
    come than the module is made for, or when the trainer's certificate for it is over by then (unless `vouched`: somebody
    has answered for that already).
    """
    package = module_of(module)
    held = sorted(set(days))
    if not place.strip():
        raise Refused(_("Say where the class is held."), field="place")
    if not held:
        raise Refused(_("Say on which day the class begins."), field="starts_on")
    if held[-1] > timezone.localdate() + timedelta(days=PLANNED_AHEAD_DAYS):
        raise Refused(_("%(year)s is far away. Is it the right year?") % {"year": held[-1].year}, field="starts_on")
    _check_engagements(package, programme, held[0], engagements, insist)
    for e in engagements:
        check_engagement(e, held, field="starts_on")
    if not insist and not vouched and (lapsed := lapsed_on(trainer, package.slug, held[-1])):
        raise Refused(_("The certificate of %(name)s for this module lapsed on %(day)s.")
                      % {"name": trainer.name, "day": in_words(lapsed)}, field="insist")  # fmt: skip
    countries = {e.enterprise.country_id for e in engagements}
    workshop = Workshop.objects.create(
        programme=programme, provider=provider, trainer=trainer, module=module, place=" ".join(place.split()),
        starts_on=held[0], ends_on=held[-1],
        country_id=countries.pop() if len(countries) == 1 else provider.country_id,
    )  # fmt: skip
    Session.objects.bulk_create(
        Session(workshop=workshop, held_on=day, part=part, minutes=package.formats.session_minutes)
        for day in held
        for part in PARTS[: max(package.formats.sessions_per_day, 1)]
    )
    Participation.objects.bulk_create(Participation(workshop=workshop, engagement=e) for e in engagements)
    _seat(workshop, people, insist=insist)
    record("plan", workshop, by=by, changes={"module": module, "days": [d.isoformat() for d in held],
           "enterprises": [e.enterprise.code for e in engagements], "people": len(people)}, reason=because.strip())  # fmt: skip
    return workshop


def _check_engagements(
    package: Module, programme: Programme, first: date, engagements: Sequence[Engagement], insist: bool
) -> None:
    if not engagements:
        raise Refused(_("Choose at least one enterprise."), field="engagements")
    left = set(
        Engagement.objects.filter(pk__in=[e.pk for e in engagements], withdrawal__isnull=False).values_list("pk", flat=True)
    )
    for e in engagements:
        who = {"enterprise": e.enterprise.name}
        if e.module != package.slug or e.programme_id != programme.pk:
            raise Refused(_("%(enterprise)s does not take this module in this programme.") % who, field="engagements")
        if e.pk in left:
            raise Refused(_("%(enterprise)s has left the module.") % who, field="engagements")
        if e.agreed_on > first:
            raise Refused(_("%(enterprise)s agreed to the module only after this class begins.") % who, field="engagements")
    many = package.class_size.max
    if len(engagements) > many and not insist:
        raise Refused(ngettext("This module is made for up to %(most)s enterprise in one class; you chose %(n)s.",
                               "This module is made for up to %(most)s enterprises in one class; you chose %(n)s.", many)
                      % {"most": many, "n": len(engagements)}, field="insist")  # fmt: skip


@transaction.atomic
def enrol(*, by: User | System, workshop: Workshop, people: Sequence[Person], insist: bool = False) -> list[Participant]:
    """Put people on the roster, with their sex and role as they are today; who is on it already stays as is.

    Refused for a person of an enterprise that does not take part, for the trainer, and, unless `insist`, when the
    class would hold more people than the module is made for. The list of a class in a locked month stays as it is.
    """
    check_class(workshop)
    seated = _seat(workshop, people, insist=insist)
    changed(workshop)
    record("enrol", workshop, by=by, changes={"people": [p.person.code for p in seated]})
    return seated


@transaction.atomic
def add_participant(
    *, by: User | System, workshop: Workshop, enterprise: Enterprise, name: str, sex: str, role: str,
    is_another: bool = False,
) -> Participant:  # fmt: skip
    """Somebody who walked in and is not in the directory yet: a person and a place on the roster in one go.

    A person of the same name and enterprise may be the same one: refused with field "is_another" unless said to be
    another. Nobody is turned away because the class is full.
    """
    check_class(workshop)
    _engagement_of(workshop, enterprise, tidy_name(name))
    key = name_key(name)
    if key and key == name_key(workshop.trainer.name) and not is_another:
        raise Refused(
            _("%(name)s gives this class. Trainers are not counted.") % {"name": workshop.trainer.name}, field="is_another"
        )
    same = Person.objects.called(enterprise, name).first()
    if same and not is_another:
        raise Refused(
            _("%(enterprise)s already has a person called %(name)s (%(role)s). Choose that one, or say it is another.")
            % {"enterprise": enterprise.name, "name": same.name, "role": same.get_role_display()},
            field="is_another",
        )
    person = directory.register(by=by, enterprise=enterprise, name=name, sex=sex, role=role)
    (made,) = _seat(workshop, [person], insist=True, walked_in=True)
    changed(workshop)
    record("add", workshop, by=by, changes={"person": person.code, "walked_in": True})
    return made


@transaction.atomic
def seat_walk_in(*, by: User | System, workshop: Workshop, person: Person) -> Participant:
    """Somebody who is in the directory walked in without being on the list; on it already: stays as is. Refused in a locked
    month."""
    check_class(workshop)
    seated = _seat(workshop, [person], insist=True, walked_in=True)
    changed(workshop)
    record("add", workshop, by=by, changes={"person": person.code, "walked_in": True})
    return seated[0] if seated else Participant.objects.get(workshop=workshop, person=person)


@transaction.atomic
def withdraw(*, by: User | System, participant: Participant, reason: str) -> None:
    """Take somebody off the roster who will not come. Refused for who was there: that is a fact and stays."""
    if not reason.strip():
        raise Refused(_("Say why the person does not take part."), field="reason")
    check_class(participant.workshop)
    there = participant.attendances.filter(minutes__gt=0).count()
    if there:
        raise Refused(ngettext("%(name)s was there in %(n)s session. Set it to “not here” first if that is wrong.",
                               "%(name)s was there in %(n)s sessions. Set them to “not here” first if that is wrong.", there)
                      % {"name": participant.person.name, "n": there})  # fmt: skip
    workshop, code = participant.workshop, participant.person.code
    participant.delete()
    changed(workshop)
    record("withdraw", workshop, by=by, changes={"person": code}, reason=reason.strip())


def _seat(workshop: Workshop, people: Sequence[Person], *, insist: bool, walked_in: bool = False) -> list[Participant]:
    """New rows of the roster for those who are not on it yet. The class is held: two who add at once do not add one person
    twice, nor fill the last place twice."""
    Workshop.objects.select_for_update().get(pk=workshop.pk)
    known = set(Participant.objects.filter(workshop=workshop).values_list("person_id", flat=True))
    new = [p for p in {p.pk: p for p in people}.values() if p.pk not in known]
    package = module_of(workshop.module)
    most = package.class_size.max * (package.participants.managers + package.participants.workers)
    if new and len(known) + len(new) > most and not insist:
        raise Refused(_("The class would hold %(n)s people; this module is made for up to %(most)s.")
                      % {"n": len(known) + len(new), "most": most}, field="insist")  # fmt: skip
    taking_part = _taking_part(workshop)
    rows = []
    for person in new:
        if person.user_id is not None and person.user_id == workshop.trainer_id:
            raise Refused(_("%(name)s gives this class. Trainers are not counted.") % {"name": person.name}, field="people")
        engagement = taking_part.get(person.enterprise_id) or _not_taking_part(person.name, person.enterprise)
        rows.append(Participant(workshop=workshop, engagement=engagement, person=person, sex=person.sex,
                                role=person.role, walked_in=walked_in))  # fmt: skip
    return Participant.objects.bulk_create(rows)


def _taking_part(workshop: Workshop) -> dict[int, Engagement]:
    """The engagement under which each enterprise takes part, by the enterprise's key."""
    rows = workshop.participations.select_related("engagement")
    return {row.engagement.enterprise_id: row.engagement for row in rows}


def _engagement_of(workshop: Workshop, enterprise: Enterprise, name: str) -> Engagement:
    return _taking_part(workshop).get(enterprise.pk) or _not_taking_part(name, enterprise)


def _not_taking_part(name: str, enterprise: Enterprise) -> Engagement:
    raise Refused(_("%(name)s works at %(enterprise)s, which does not take part in this class.")
                  % {"name": name, "enterprise": enterprise.name}, field="people")  # fmt: skip


def changed(workshop: Workshop) -> None:
    """A new version, so that somebody with the old roster on screen is told."""
    Workshop.objects.filter(pk=workshop.pk).update(version=F("version") + 1)
    workshop.refresh_from_db(fields=["version"])
