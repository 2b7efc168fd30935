"""An engagement from measure to the end of its module, for the tests of close-out. Stand on TODAY of scenes_sheet."""

from datetime import date, timedelta

from genba.closeout.actions import completions
from genba.closeout.actions.follow_ups import practised_at_the_end
from genba.closeout.models import Completion, FollowUp
from genba.delivery.actions import attendance, visits, workshops
from genba.delivery.models import Workshop
from genba.directory.actions import people
from genba.directory.models import Person
from genba.observations.actions import baselines
from tests.cast import Cast
from tests.scenes_sheet import AFTER, CLASS, measure, plan

COMPLETED = date(2026, 9, 1)
MAY = date(2026, 5, 1)


def team(cast: Cast) -> list[Person]:
    """Two managers and two workers: Lina and Rosa, and one more of each."""
    tom = people.register(by=cast.coordinator, enterprise=cast.garments, name="Tom Sample", role="manager", sex="male")
    wen = people.register(by=cast.coordinator, enterprise=cast.garments, name="Wen Vidu", role="worker", sex="female")
    return [cast.lina, tom, cast.rosa, wen]


def hold_class(cast: Cast, guests: list[Person], absent: dict[str, tuple[int, ...]] | None = None) -> Workshop:
    """Two days with four sessions; absent: by the name of a person, the places of the sessions missed."""
    workshop = workshops.plan(
        by=cast.coordinator, programme=cast.programme, provider=cast.provider, trainer=cast.omar,
        module="workplace-cooperation", place="Nairobi", days=CLASS, engagements=[cast.engagement], people=guests,
        insist=True,
    )  # fmt: skip
    for place, session in enumerate(workshop.sessions.all()):
        marks = {p.code: 0 if place in (absent or {}).get(p.name, ()) else session.minutes for p in guests}
        attendance.mark(by=cast.omar, workshop=workshop, session=session, marks=marks, version=workshop.version)
        workshop.refresh_from_db()
    return workshop


def visit(cast: Cast, number: int) -> None:
    day = date(2026, 6, 9) + timedelta(days=40 * (number - 1))
    visits.report(by=cast.omar, engagement=cast.engagement, visited_on=day, advice="Count every day.")


def finish(cast: Cast) -> None:
    """Everything that the module asks for."""
    measure(cast)
    hold_class(cast, team(cast))
    visit(cast, 1)
    visit(cast, 2)
    plan(cast)


def practised(cast: Cast) -> None:
    """Which practices are there after all that, as seen at the last visit."""
    seen = {code: baselines.Seen(state) for code, state in AFTER.items()}
    baselines.check_practices(by=cast.omar, engagement=cast.engagement, checked_on=date(2026, 8, 18), practices=seen,
                              visit=None)  # fmt: skip


def answers(planned: FollowUp, **instead: str) -> dict[str, str]:
    """What is said at a follow-up: whatever is not named is still practised."""
    return dict.fromkeys(practised_at_the_end(planned.completion), "yes") | {
        k.replace("_", "-"): v for k, v in instead.items()
    }


def complete(cast: Cast, on: date = COMPLETED) -> Completion:
    return completions.confirm(by=cast.coordinator, engagement=cast.engagement, completed_on=on)
