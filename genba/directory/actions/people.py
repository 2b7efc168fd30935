"""Put people of an enterprise into the directory; nobody needs an e-mail address."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from genba.access.actions import passes, users
from genba.access.models import Pass, User
from genba.audit.actions import System, record, record_many
from genba.directory import keys as found_by
from genba.directory.actions.enterprises import folded
from genba.directory.models import Enterprise, Person, Sex
from genba.kit import bulk
from genba.kit.names import tidy_name
from genba.kit.refused import Refused, Stale

PASS_ROLES = frozenset({"team-member", "worker"})


class Newcomer(NamedTuple):
    """Facts about somebody with which nothing is wrong, as they will be kept. `newcomer` makes it."""

    enterprise: Enterprise
    name: str
    name_key: str
    role: str
    sex: str
    job: str
    phone: str


def newcomer(
    *, enterprise: Enterprise, name: str, role: str, sex: str = Sex.NOT_STATED, job: str = "", phone: str = ""
) -> Newcomer:
    """Look at the facts before anything is written. Refused for an empty name."""
    tidy = tidy_name(name)
    return Newcomer(enterprise, tidy, folded(tidy), role, sex, job.strip(), phone.strip())


@transaction.atomic
def register(
    *, by: User | System, enterprise: Enterprise, name: str, role: str, sex: str = Sex.NOT_STATED, job: str = "",
    phone: str = "", user: User | None = None,
) -> Person:  # fmt: skip
    """A person who works in the enterprise, as manager or worker."""
    facts = newcomer(enterprise=enterprise, name=name, role=role, sex=sex, job=job, phone=phone)
    person: Person = Person.objects.create(**facts._asdict(), user=user)
    found_by.keep_person(person)
    record("register", person, by=by, changes={"role": role, "enterprise": enterprise.code})
    return person


@transaction.atomic
def register_many(*, by: User | System, rows: Sequence[Newcomer]) -> None:
    """Many people at once, each with an event."""
    codes = bulk.codes(Person, len(rows))
    columns = ("code", "enterprise_id", "name", "name_key", "role", "sex", "job", "phone", "version")
    bulk.insert(Person, columns, [(code, who.enterprise.pk, *who[1:], 1) for code, who in zip(codes, rows, strict=True)])
    found_by.keep_missing_soon()
    record_many("register", Person, by=by, things=[
        (code, {"role": who.role, "enterprise": who.enterprise.code}) for code, who in zip(codes, rows, strict=True)
    ])  # fmt: skip


@transaction.atomic
def edit(*, person: Person, by: User | System, version: int, changes: Mapping[str, str]) -> Person:
    """Put facts about a person right. `version` is the one the editor saw; Stale if somebody was faster."""
    now: Person = Person.objects.select_for_update().get(pk=person.pk)
    if now.version != version:
        raise Stale(_("Somebody else changed this person while you were typing."), version=now.version,
                    now={f: getattr(now, f) for f in changes})  # fmt: skip
    for field, value in changes.items():
        setattr(now, field, tidy_name(value) if field == "name" else value.strip())
    now.name_key = folded(now.name)
    now.version += 1
    now.save()
    found_by.keep_person(now)
    record("edit", now, by=by, changes=dict(changes))
    return now


@transaction.atomic
def give_pass(*, by: User | System, person: Person, role: str, pin: str) -> Pass:
    """A way in for a person without an e-mail address: an account, a role in the own enterprise, a pass with this PIN.

    An older pass stops working. Refused for any role but team member and worker, and for a person who has an account
    that may do more or has an e-mail address: a card for it would open it to whoever chose the PIN.
    """
    if role not in PASS_ROLES:
        raise Refused(_("A card is for team members and workers. Others sign in with their e-mail address."), field="role")
    user = person.user
    if user and (user.email or {g.role for g in user.grants.in_force()} - PASS_ROLES):
        raise Refused(_("%(name)s signs in with an e-mail address and needs no card.") % {"name": person.name})
    if user is None:
        user = users.add(by=by, name=person.name)
        person.user = user
        person.save(update_fields=["user"])
    scope = {"scope_kind": "enterprise", "scope_id": str(person.enterprise_id)}
    for grant in user.grants.in_force().filter(**scope).exclude(role=role):
        users.take(by=by, grant=grant)
    if not user.grants.in_force().filter(role=role, **scope).exists():
        users.give(by=by, user=user, role=role, scope_kind="enterprise", scope_id=person.enterprise_id)
    made = passes.issue(by=by, user=user, pin=pin)
    record("give-pass", person, by=by, changes={"role": role})
    return made
