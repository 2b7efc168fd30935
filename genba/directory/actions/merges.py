"""Merge two people or two enterprises that are one, look at it before, and undo it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import Grant, User
from genba.audit.actions import System, record
from genba.directory import keys
from genba.directory.actions.enterprises import folded, index_words
from genba.directory.merging import Memory, manager_of, move_everything, noun_of, take_back
from genba.directory.models import Enterprise, EnterpriseDouble, Merge, Person, PersonDouble
from genba.directory.models.merge import Double
from genba.kit.names import tidy_name
from genba.kit.refused import Refused, Stale

Thing = Person | Enterprise
NOTHING = (None, "", "not-stated")
FILLED = {
    "person": ("job", "phone"),
    "enterprise": (
        "region_id",
        "city",
        "address",
        "phone",
        "isic",
        "output_unit",
        "latitude",
        "longitude",
        "currency",
        "owned",
    ),
}


@dataclass(frozen=True)
class Preview:
    """What a merge would do. `moves` and `clashes` count rows by what they are; `refused` says why it cannot be."""

    moves: tuple[tuple[str, int], ...] = ()
    clashes: tuple[tuple[str, int], ...] = ()
    filled: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    refused: str = ""


class _Enough(Exception):
    """Ends a preview: the transaction is taken back."""


def preview(*, kept: Thing, gone: Thing) -> Preview:
    """The same run as the merge, taken back at its end: it cannot promise too much."""
    kept, gone = (manager_of(type(thing)).get(pk=thing.pk) for thing in (kept, gone))  # the caller's stay as they are
    memory = Memory()
    notes = tuple(_notes(kept, gone))
    try:
        with transaction.atomic():
            _merge(kept, gone, "", memory)
            raise _Enough
    except _Enough:
        pass
    except Refused as no:
        return Preview(notes=notes, refused=no.reason)
    filled = tuple(sorted({name.removesuffix("_id") for label, key, name, _b, _a in memory.changed
                           if label == type(kept)._meta.label and key == kept.pk and name in FILLED[_noun(kept)]}))  # fmt: skip
    return Preview(_counted(memory.counts), _counted(memory.clashes), filled, notes)


def _counted(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((noun_of(label), n) for label, n in counts.items()))


def _notes(kept: Thing, gone: Thing) -> list[str]:
    """What somebody should know before."""
    notes = []
    if isinstance(kept, Person) and isinstance(gone, Person):
        if kept.enterprise_id != gone.enterprise_id:
            notes.append(_("They are in two enterprises. Classes stay with the enterprise that sent them."))
        if kept.sex != gone.sex or kept.role != gone.role:
            notes.append(_("Sex and role differ: what the kept record says stays. Past classes keep what was true then."))
        if kept.user_id and gone.user_id:
            notes.append(_("Both can sign in. Each way in stays until it is taken back."))
    else:
        notes.append(_("What the other shares with buyers does not move: only the owner decides what is shared."))
    return notes


@transaction.atomic
def merge(*, by: User | System, kept: Thing, gone: Thing, name: str = "", versions: tuple[int, int] | None = None) -> Merge:
    """Make one of two. `name` is the one to go on with (default: the kept one's). Old codes lead to the kept record.

    Refused for one and the same, for two countries, and where what hangs on both clashes; Stale when `versions`, those of
    kept and gone that the reader saw, are old. Of two places on one roster one remains, with the larger of the minutes
    of each session: they are never added.
    """
    rows = {r.pk: r for r in manager_of(type(kept)).select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")}
    if len(rows) < 2:
        raise Refused(_("This is one and the same record."))
    kept, gone = rows[kept.pk], rows[gone.pk]
    if versions and versions != (kept.version, gone.version):
        raise Stale(_("Somebody else changed one of the two while you were looking."), version=kept.version, now={})
    memory = Memory()
    _merge(kept, gone, name, memory)
    made = Merge.objects.create(noun=_noun(kept), kept_code=kept.code, gone_code=gone.code, gone_name=gone.name,
                                memory=memory.as_json(), merged_by=by if isinstance(by, User) else None)  # fmt: skip
    _decide(kept, gone, Double.Verdict.SAME, made.merged_by)
    record("merge", kept, by=by, changes={"gone": gone.code, "merge": made.code})
    return made


def _check(kept: Thing, gone: Thing) -> None:
    if kept.pk == gone.pk:
        raise Refused(_("This is one and the same record."))
    if gone.merged_into_id or kept.merged_into_id:
        raise Refused(_("One of the two was merged already."))
    if isinstance(kept, Enterprise) and kept.country_id != gone.country_id:  # type: ignore[union-attr]
        raise Refused(_("Two enterprises in two countries are not merged."))


def _merge(kept: Thing, gone: Thing, name: str, memory: Memory) -> None:
    _check(kept, gone)
    move_everything(kept, gone, memory)
    if isinstance(kept, Enterprise) and isinstance(gone, Enterprise):
        _move_grants(kept, gone, memory)
        latest = kept.workforce.order_by("-counted_on").values_list("counted_on", flat=True).first()
        if latest:
            memory.change(kept, "headcount", sum(w.people for w in kept.workforce.filter(counted_on=latest)))
    elif isinstance(kept, Person) and isinstance(gone, Person):
        _move_account(kept, gone, memory)
    for field in FILLED[_noun(kept)]:
        if getattr(kept, field) in NOTHING and getattr(gone, field) not in NOTHING:
            memory.change(kept, field, getattr(gone, field))
    if name and tidy_name(name) != kept.name:
        memory.change(kept, "name", tidy_name(name))
        memory.change(kept, "name_key", folded(kept.name))
    memory.change(gone, "merged_into_id", kept.pk)
    _bump(kept, gone)


def _move_account(kept: Person, gone: Person, memory: Memory) -> None:
    """Where only the one could sign in, the other can; and a sex that only one of them states is stated."""
    user = gone.user_id
    if user and not kept.user_id:
        memory.change(gone, "user_id", None)
        memory.change(kept, "user_id", user)
    if kept.sex == "not-stated":
        memory.change(kept, "sex", gone.sex)


def _move_grants(kept: Enterprise, gone: Enterprise, memory: Memory) -> None:
    """Whoever had a role in the one has it in the other."""
    for grant in Grant.objects.filter(scope_kind="enterprise", scope_id=str(gone.pk)).order_by("pk"):
        try:
            with transaction.atomic():
                memory.change(grant, "scope_id", str(kept.pk))
                memory.counts["access.Grant"] += 1
        except IntegrityError:
            memory.clashes["access.Grant"] += 1


def _bump(*things: Thing) -> None:
    """A new version of each, so that somebody with the old one on screen is told; words and keys as they are now."""
    for thing in things:
        thing.version += 1
        manager_of(type(thing)).filter(pk=thing.pk).update(version=thing.version)
        if isinstance(thing, Person):
            keys.keep_person(thing)
        else:
            index_words(thing)
            keys.keep_enterprise(thing)
        if thing.merged_into_id:
            thing.keys.all().delete()


def _noun(thing: Thing) -> str:
    return str(Merge.Noun.PERSON if isinstance(thing, Person) else Merge.Noun.ENTERPRISE)


@transaction.atomic
def undo(*, by: User | System, merge: Merge) -> Thing:
    """Two again: what moved goes back, what was set aside comes back. Facts that came later stay with the kept record.

    Refused when it was undone already, or when the kept record was itself merged since: that one is undone first.
    """
    now = Merge.objects.select_for_update().get(pk=merge.pk)
    if now.undone_at:
        raise Refused(_("This merge was undone already."))
    model: Any = Person if now.noun == Merge.Noun.PERSON else Enterprise
    kept, gone = (model.everyone.select_for_update().get(code=code) for code in (now.kept_code, now.gone_code))
    if kept.merged_into_id:
        raise Refused(_("%(name)s was merged again since. Undo that first.") % {"name": kept.name})
    take_back(kept, gone, now.memory)
    kept.refresh_from_db()
    gone.refresh_from_db()
    _bump(kept, gone)
    now.undone_at, now.undone_by = timezone.now(), by if isinstance(by, User) else None
    now.save(update_fields=["undone_at", "undone_by"])
    first, second = sorted((kept.pk, gone.pk))
    _doubles(kept).filter(one_id=first, other_id=second).update(verdict="", decided_at=None, decided_by=None)
    record("undo-merge", kept, by=by, changes={"gone": gone.code, "merge": now.code})
    back: Thing = gone
    return back


def _doubles(thing: Thing) -> Any:
    return PersonDouble.objects if isinstance(thing, Person) else EnterpriseDouble.objects


def _decide(one: Thing, other: Thing, verdict: str, by: User | None) -> None:
    first, second = sorted((one.pk, other.pk))
    _doubles(one).update_or_create(
        one_id=first, other_id=second,
        defaults={"verdict": verdict, "decided_at": timezone.now(), "decided_by": by}, create_defaults={
            "verdict": verdict, "decided_at": timezone.now(), "decided_by": by, "score": 1.0},
    )  # fmt: skip


@transaction.atomic
def tell_apart(*, by: User | System, one: Thing, other: Thing) -> None:
    """They are two, whatever they look like: nobody is asked again."""
    if one.pk == other.pk:
        raise Refused(_("This is one and the same record."))
    _decide(one, other, Double.Verdict.DIFFERENT, by if isinstance(by, User) else None)
    record("tell-apart", one, by=by, changes={"other": other.code})
