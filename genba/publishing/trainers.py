"""The public directory of trainers: who wants to stand there, trains here, and has a certificate that is good today.

They are some hundreds at most, so the directory is read whole and searched in memory, in every script alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from genba.access.models import User
from genba.kit.names import all_begin, words_of
from genba.programmes.models import TrainerCertificate, TrainerProfile
from genba.publishing.models import TrainerListing


@dataclass(frozen=True, slots=True)
class GoodCertificate:
    """The certificate of one module that lasts longest; `code` checks it."""

    code: str
    module: str
    valid_until: date


@dataclass(frozen=True, slots=True)
class ListedTrainer:
    """What everybody sees of a trainer. languages: ISO 639; countries: ISO 3166; contact: as they want to be asked."""

    code: str
    name: str
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    regions: tuple[str, ...]
    contact: str
    certificates: tuple[GoodCertificate, ...]

    def matches(self, text: str) -> bool:
        """Whether each word of the text begins a word of the name, of a region or of the contact."""
        return all_begin(words_of(text), words_of(self.name, *self.regions, self.contact))


def listed_trainers(today: date | None = None) -> list[ListedTrainer]:
    """Everybody in the directory, by name; two queries."""
    day = today or timezone.localdate()
    rows = list(TrainerListing.objects.seen(day).select_related("trainer__trainer_profile").order_by("trainer__name", "pk"))
    good = _good((row.trainer_id for row in rows), day)
    return [_entry(row.trainer, row.code, row.contact, good.get(row.trainer_id, {})) for row in rows]


def entry_of(trainer: User, contact: str, code: str = "") -> ListedTrainer:
    """What everybody would see of this trainer, listed or not. Without a good certificate it has none, and nobody sees it."""
    return _entry(trainer, code, contact, _good([trainer.pk], timezone.localdate()).get(trainer.pk, {}))


def _good(trainers: Iterable[int], day: date) -> dict[int, dict[str, GoodCertificate]]:
    """By trainer and module, the certificate that lasts longest."""
    rows = TrainerCertificate.objects.good_on(day).filter(trainer__in=list(trainers)).order_by("module", "valid_until")
    found: dict[int, dict[str, GoodCertificate]] = {}
    for row in rows:
        found.setdefault(row.trainer_id, {})[row.module] = GoodCertificate(row.code, row.module, row.valid_until)
    return found


def _entry(trainer: User, code: str, contact: str, good: dict[str, GoodCertificate]) -> ListedTrainer:
    profile = getattr(trainer, "trainer_profile", None) or TrainerProfile()
    return ListedTrainer(
        code, trainer.name, tuple(profile.languages), tuple(profile.countries), tuple(profile.regions), contact,
        tuple(good.values()),
    )  # fmt: skip
