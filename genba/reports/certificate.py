"""The certificate of completion of an enterprise as a frozen object, and what anybody may read of it."""

from dataclasses import dataclass
from datetime import date

from genba.access.models import Grant
from genba.closeout.models import Completion
from genba.curriculum import UnknownModule
from genba.directory.models import Enterprise
from genba.directory.places import country_name
from genba.kit.codes import tidy_code
from genba.kit.refused import Refused
from genba.programmes.curricula import curriculum


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says. taken_back_on: since when it no longer counts. Holds no name of a person but who confirmed."""

    code: str
    language: str
    enterprise: str
    place: str
    module: str
    module_version: str
    hours: float | None
    provider: str
    programme: str
    completed_on: date
    confirmed_by: str
    taken_back_on: date | None

    @property
    def counts(self) -> bool:
        return self.taken_back_on is None


LOADED = "engagement__enterprise,engagement__provider,engagement__programme,confirmed_by"


def certificate_of(completion: Completion, language: str) -> Certificate:
    """From a completion with LOADED relations. One whose module left modules/ keeps the slug for a title."""
    e = completion.engagement
    title, hours = e.module, None
    try:
        module = curriculum().module(e.module)
        title, hours = module.titles.in_(language), module.hours
    except UnknownModule:
        pass
    place = ", ".join(filter(None, (e.enterprise.city, country_name(e.enterprise.country_id, language))))
    return Certificate(
        completion.code, language, e.enterprise.name, place, title, completion.module_version, hours, e.provider.name,
        e.programme.name, completion.completed_on, completion.confirmed_by.name, completion.taken_back_on,
    )  # fmt: skip


def checked(code: str, language: str) -> Certificate | None:
    """The certificate of a code that somebody typed, for anybody; None where there is none."""
    row = Completion.objects.select_related(*LOADED.split(",")).filter(code=tidy_code(code)[:8]).first()
    return certificate_of(row, language) if row and len(tidy_code(code)) == len(row.code) else None


def for_paper(completion: Completion, language: str, sentence: str) -> Certificate:
    """For a document. Refused, with the sentence, where the completion was taken back."""
    if completion.taken_back_on:
        raise Refused(sentence)
    return certificate_of(completion, language)


def language_of(enterprise: Enterprise, otherwise: str) -> str:
    """The language of the enterprise: that of its owner's account, where somebody has one."""
    owners = Grant.objects.of_owners().filter(scope_id=str(enterprise.pk))
    found: str | None = owners.order_by("pk").values_list("user__language", flat=True).first()
    return found or otherwise
