"""The activity as a whole: who reports, what the programme is, its results."""

from collections import Counter
from datetime import date, datetime

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.impact.models import FrameworkValue
from genba.kit.refused import Refused
from genba.programmes.models import Programme
from genba.publishing.models import IatiReporting
from genba.reports.iati.figures import figures
from genba.reports.iati.parts import Activity, LeftOut
from genba.reports.iati.promised import promised
from genba.reports.published import worked_out_at


def house_programme(code: str = "") -> Programme:
    """The programme of this code; without one that of the public pages, the oldest. Refused where there is none."""
    found = Programme.objects.filter(code=code) if code else Programme.objects.order_by("began_on", "pk")
    programme = found.first()
    if programme is None:
        raise Refused(_("There is no programme “%(code)s”.") % {"code": code[:20]} if code else _("There is no programme yet."),
                      field="programme")  # fmt: skip
    return programme


def activity_of(programme: Programme) -> Activity:
    """What goes into the file. Refused where nobody said who reports: nothing of that is invented."""
    held = IatiReporting.objects.filter(programme=programme).first()
    if held is None:
        raise Refused(_("Nobody said yet who reports this programme to IATI: organisation and its identifier, identifier of "
                        "the activity, state, countries, sector, contact. Fill it in at the desk: Results framework, "
                        "Reporting to IATI."))  # fmt: skip
    results = [*promised(programme, held.language), *figures(programme)]
    left_out: LeftOut = Counter()
    for result in results:
        left_out.update(result.left_out)
    return Activity(
        organisation=held.organisation, name=held.name, kind=held.kind, role=held.role, email=held.email,
        identifier=held.activity, title=programme.name, language=held.language, descriptions=held.descriptions,
        status=held.status, dates=_dates(held, programme.began_on),
        countries=tuple(sorted(held.countries.items())), sector=held.sector, changed_at=_changed_at(held),
        results=tuple(result for result in results if result.indicators), left_out=left_out, is_invented=settings.DEMO,
    )  # fmt: skip


def _dates(held: IatiReporting, began_on: date) -> tuple[tuple[str, date], ...]:
    """Planned start 1, actual start 2, planned end 3, actual end 4. A first day to come is a planned one."""
    has_begun = began_on <= timezone.localdate()
    days = {"1": held.planned_start_on or (None if has_begun else began_on), "2": began_on if has_begun else None,
            "3": held.planned_end_on, "4": held.ended_on}  # fmt: skip
    return tuple((kind, day) for kind, day in days.items() if day)


def _changed_at(held: IatiReporting) -> datetime:
    """When anything in the file last changed; the moment of writing is none of it, so the same facts are the same bytes."""
    values = FrameworkValue.objects.filter(indicator__programme=held.programme)
    moments = held.set_at, values.aggregate(last=Max("recorded_at"))["last"], worked_out_at()
    return max(moment for moment in moments if moment)
