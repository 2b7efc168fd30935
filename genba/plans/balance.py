"""Who is in a team: managers and workers, women and men, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from genba.plans.models import TeamMember


@dataclass(frozen=True)
class Balance:
    """How many of each sit in a team today; "not stated" is counted by itself, never spread."""

    managers: int
    workers: int
    women: int
    men: int
    other: int
    not_stated: int
    missing: tuple[str, ...]

    @property
    def n(self) -> int:
        return self.managers + self.workers

    @property
    def is_kept(self) -> bool:
        return not self.missing


def balance_of(members: Iterable[TeamMember]) -> Balance:
    """The balance of these members. A team needs managers and workers, at least as many workers as managers, women and
    men, and somebody who leads it."""
    rows = list(members)
    roles, sexes = [m.role for m in rows], [m.sex for m in rows]
    managers, workers = roles.count("manager"), roles.count("worker")
    women, men = sexes.count("female"), sexes.count("male")
    checks = (
        (not managers, _("a manager")),
        (not workers, _("a worker")),
        (bool(workers) and workers < managers, _("more workers: there are fewer than managers")),
        (not women, _("a woman")),
        (not men, _("a man")),
        (not any(m.part == TeamMember.Part.CHAIR for m in rows), _("somebody who leads the team")),
    )
    missing = tuple(sentence for is_missing, sentence in checks if is_missing)
    return Balance(managers, workers, women, men, sexes.count("other"), sexes.count("not-stated"), missing)
