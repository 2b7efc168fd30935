"""What was reported stays as it was reported; what was put right afterwards is a new version that says what changed."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from genba.audit.actions import SYSTEM
from genba.audit.models import Event
from genba.directory.models import Country
from genba.filing import actions, words
from genba.filing.contents import contents_of
from genba.filing.differences import differences_from
from genba.filing.document import document_of
from genba.filing.models import Filed
from genba.filing.parts import Figure, mark_of
from genba.filing.question import Question
from genba.impact.models import FrameworkIndicator
from genba.kit.refused import Refused
from genba.observations.models import Observation
from genba.programmes.actions import engagements, programmes
from tests.cast import Cast
from tests.scenes_filing import a_year, put_right, work_out, year_of


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-01T10:00:00Z", tick=True):
        yield


def figure(filed: Filed, key: str) -> Figure:
    return next(f for f in filed.told.figures if f.key == key)


def test_a_filed_report_does_not_move_when_the_records_are_put_right(cast: Cast) -> None:
    a_year(cast)
    filed = actions.file(by=cast.director, question=year_of(cast, "donor"))
    before = filed.told

    put_right(cast)

    again = Filed.objects.get(pk=filed.pk)
    assert again.told == before and again.is_whole
    assert figure(again, "period|period-people-trained||").value == 12


def test_a_new_version_says_figure_by_figure_what_is_different_and_why(cast: Cast) -> None:
    a_year(cast)
    first = actions.file(by=cast.director, question=year_of(cast, "donor"))
    put_right(cast)

    second = actions.renew(by=cast.director, filed=first, reason="A class was counted twice")

    assert (second.version, second.supersedes, second.reason) == (2, first, "A class was counted twice")
    found = {d.figure.key: d for d in differences_from(second.differences)}
    people = found["period|period-people-trained||"]
    assert people.before and people.after and (people.before.value, people.after.value) == (12, 11)
    assert {"value", "n"} <= set(people.what) and not people.runs_on
    assert all(d.what for d in found.values()) and "period|period-visits||" not in found
    event = Event.objects.get(verb="renew", code=second.code)
    assert event.reason == "A class was counted twice" and event.changes["supersedes"] == first.code


def test_not_even_by_hand_in_the_database_is_a_filed_report_changed(cast: Cast) -> None:
    a_year(cast)
    filed = actions.file(by=SYSTEM, question=year_of(cast, "donor"))

    for change in ("contents = '{}'", "version = 7", "reason = 'x'"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE filing_filed SET {change}")
    filed.language = "fr"
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        filed.save()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Filed.objects.update(contents={})

    assert Filed.objects.get().is_whole


def test_every_kind_is_filed_once_and_then_only_as_a_new_version(cast: Cast) -> None:
    a_year(cast)
    question = year_of(cast, "donor")
    first = actions.file(by=cast.director, question=question)

    with pytest.raises(Refused, match=f"filed before, with the code {first.code}"):
        actions.file(by=cast.director, question=question)
    with pytest.raises(Refused, match="Nothing is different"):
        actions.renew(by=cast.director, filed=first, reason="Just so")
    put_right(cast)
    with pytest.raises(Refused, match="Say why"):
        actions.renew(by=cast.director, filed=first, reason=" ")
    actions.renew(by=cast.director, filed=first, reason="Corrected")
    with pytest.raises(Refused, match="newer version already"):
        actions.renew(by=cast.director, filed=first, reason="Corrected")

    assert actions.file(by=cast.director, question=year_of(cast, "donor", "fr")).version == 1


def test_what_moved_since_somebody_looked_is_not_filed_unseen(cast: Cast) -> None:
    a_year(cast)
    question = year_of(cast, "country", country="KE")
    seen = mark_of(contents_of(question))
    put_right(cast)

    with pytest.raises(Refused, match="moved since you looked"):
        actions.file(by=cast.director, question=question, seen=seen)
    assert actions.file(by=cast.director, question=question, seen=mark_of(contents_of(question))).seal


@pytest.mark.parametrize(("days", "why"), [
    ((None, None), "from which day to which"), ((date(2026, 5, 2), date(2026, 5, 1)), "must not come before"),
    ((date(2026, 1, 1), date(2026, 6, 30)), "one whole year"),
])  # fmt: skip
def test_days_that_make_no_report_are_refused(cast: Cast, days: Any, why: str) -> None:
    with pytest.raises(Refused, match=why):
        contents_of(Question("annual", cast.programme, "en", starts_on=days[0], ends_on=days[1]))


def test_a_donors_year_may_begin_in_any_month(cast: Cast) -> None:
    question = Question("annual", cast.programme, "en", starts_on=date(2025, 4, 1), ends_on=date(2026, 3, 31))

    assert contents_of(question).starts_on == "2025-04-01"


def test_a_report_without_its_subject_is_refused(cast: Cast) -> None:
    for kind in ("country", "cohort", "enterprise", "brand"):
        with pytest.raises(Refused, match="whom the report is about"):
            contents_of(year_of(cast, kind))
    assert Country.objects.filter(pk="KE").exists()


def test_a_definition_that_was_sharpened_is_a_difference(cast: Cast) -> None:
    a_year(cast)
    first = actions.file(by=cast.director, question=year_of(cast, "donor"))
    line = FrameworkIndicator.objects.get(no="1.2")
    line.wording = "Partners that pay for the training themselves"
    line.save()

    second = actions.renew(by=cast.director, filed=first, reason="The donor sharpened line 1.2")

    (found,) = differences_from(second.differences)
    assert found.what == ("definition",) and found.before and found.after
    assert (found.before.definition, found.before.value) != (found.after.definition, found.after.value)
    assert "Partners with" in found.before.label and "Partners that pay" in found.after.label


def test_a_figure_that_is_hidden_from_now_on_is_told_as_such(cast: Cast) -> None:
    taking = a_year(cast)
    first = actions.file(by=cast.director, question=year_of(cast, "donor"))
    for one in taking[:3]:
        engagements.withdraw(by=cast.director, engagement=one, withdrawn_on=date(2026, 6, 1), reason="Closed")
    work_out()

    second = actions.renew(by=cast.director, filed=first, reason="Three had left already")

    found = {d.figure.key: d for d in differences_from(second.differences)}
    trained = found["period|period-enterprises-trained||"]
    assert trained.before and trained.after and (trained.before.value, trained.after.value) == (6, None)
    assert "withheld" in trained.what and trained.after.withheld == "small-group"
    with translation.override("en"):
        assert words.what_differs(trained).endswith("withheld now")


def test_a_report_whose_contents_were_tampered_with_is_not_shown(cast: Cast, sign_in: Any) -> None:
    a_year(cast)
    filed = actions.file(by=cast.director, question=year_of(cast, "donor"))
    broken = Filed.objects.get(pk=filed.pk)
    broken.contents["programme"] = "Another"

    assert filed.is_whole and not broken.is_whole
    with pytest.raises(Refused, match="seal is broken"):
        document_of(broken)


def test_where_there_are_several_programmes_the_figures_of_the_whole_house_are_left_out_and_said_so(cast: Cast) -> None:
    a_year(cast)
    programmes.begin(by=SYSTEM, name="Second Programme", began_on=date(2026, 1, 1))

    contents = contents_of(year_of(cast, "donor"))

    assert not [f for f in contents.figures if f.key.startswith("standing")]
    assert any("several programmes" in sentence for sentence in contents.left_out)
    assert next(f for f in contents.figures if f.key == "period|period-people-trained||").value == 12


def test_who_left_after_the_period_changes_nothing_in_it(cast: Cast) -> None:
    taking = a_year(cast)
    first_half = Question("donor", cast.programme, "en", starts_on=date(2026, 1, 1), ends_on=date(2026, 3, 31))
    filed = actions.file(by=cast.director, question=first_half)
    engagements.withdraw(by=cast.director, engagement=taking[0], withdrawn_on=date(2026, 6, 1), reason="Closed")
    work_out()

    later = {f.key: f for f in contents_of(first_half).figures}

    for key in ("period|period-enterprises||", "period|period-enterprises-trained||"):
        assert later[key].value == figure(filed, key).value
    assert later["standing|enterprises||"].value == 6 and figure(filed, "standing|enterprises||").value == 7


def test_values_that_no_figure_holds_are_counted(cast: Cast) -> None:
    taking = a_year(cast)
    Observation.objects.filter(enterprise=taking[0].enterprise, starts_on="2026-05-01").update(unusual=True)
    Observation.objects.filter(enterprise=taking[1].enterprise, starts_on="2026-05-01").update(
        numerator=None, denominator=None
    )

    left_out = contents_of(year_of(cast, "donor")).left_out

    assert "One value: unusual, and not reviewed yet." in left_out and "One value: not tracked." in left_out


def test_a_report_asks_little_of_the_database_whatever_the_number_of_enterprises(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    a_year(cast)
    with django_assert_max_num_queries(40):
        contents_of(year_of(cast, "donor"))
