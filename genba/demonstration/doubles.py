"""The chapter of records that are twice here, and of what befalls enterprises: one moved, one closed and came back."""

from datetime import date, timedelta

from genba.access.models import User
from genba.directory import doubles
from genba.directory.actions import enterprises, events, merges, people
from genba.directory.models import Enterprise, Person

FIRST_NAME = "Sample Street Garments"


def tell(coordinator: User, director: User, today: date) -> None:
    """A double of a person that was merged, one that waits on the desk, a double of an enterprise; a move, a closing."""
    first = Enterprise.objects.get(name=FIRST_NAME)
    moved, rested = Enterprise.objects.filter(country=first.country_id).exclude(pk=first.pk).order_by("pk")[:2]
    for place, person in enumerate(Person.objects.filter(enterprise=moved).order_by("pk")[:2]):
        twin = people.register(by=coordinator, enterprise=moved, name=" ".join(reversed(person.name.split())), role=person.role,
                               sex=person.sex, phone=f"+254 700 000 00{place}")  # fmt: skip
        if place == 0:
            merges.merge(by=coordinator, kept=person, gone=twin)
    serving = moved.servings.today().select_related("provider")[0]
    enterprises.register(by=coordinator, name=f"{moved.name} Ltd.", country=moved.country_id, city=moved.city,
                         provider=serving.provider)  # fmt: skip
    events.tell(by=director, enterprise=moved, kind="moved", happened_on=today - timedelta(days=90), city=moved.city,
                address="Plot 7, Harbour Road")  # fmt: skip
    events.tell(by=director, enterprise=rested, kind="closed", happened_on=today - timedelta(days=60), note="Roof repaired")
    events.tell(by=director, enterprise=rested, kind="reopened", happened_on=today - timedelta(days=30))
    doubles.look()
