"""A prepared query gives what the query would give, whatever it is asked."""

from datetime import date
from typing import Any

import pytest
from django.db.models import F

from genba.directory.models import Enterprise
from genba.kit import prepared
from genba.kit.prepared import Prepared, composed
from genba.partnerships.models import Consent
from genba.reports.sheet import rows
from tests.cast import Cast
from tests.scenes_sheet import TODAY, consent, play


def test_a_prepared_query_gives_the_rows_of_its_query(cast: Cast) -> None:
    play(cast)
    consent(cast, "progress", "practices")
    asked = {"enterprise": cast.garments.pk, "engagement": cast.engagement.pk, "today": TODAY}

    for query in rows.PREPARED:
        arguments = {name: asked[name] for name in query.examples}
        wanted = list(query.build(**arguments))
        for _ in range(2):  # the second time from what is kept
            found = query(**arguments)

            assert wanted and sorted(map(repr, found)) == sorted(map(repr, wanted))


def test_each_call_gets_its_own_arguments(cast: Cast) -> None:
    play(cast)

    here = rows.takings_of(cast.garments.pk)
    there = rows.takings_of(cast.metals.pk)

    assert [t.code for t in here] == [cast.engagement.code]
    assert there == []


@pytest.mark.django_db
def test_an_argument_that_is_nowhere_in_the_query_is_a_mistake_of_ours() -> None:
    def build(brand: int, day: Any) -> Any:
        return Consent.objects.filter(brand=brand).values_list("pk")

    with pytest.raises(ValueError, match="nowhere"):
        Prepared(build, brand=918_273_645, day=date(2871, 3, 9))(brand=1, day=TODAY)


def test_what_was_composed_once_gives_whole_rows_as_they_are_now(cast: Cast, django_assert_num_queries: Any) -> None:
    composings = []

    def build() -> Any:
        composings.append(1)
        return Enterprise.objects.filter(pk=cast.garments.pk).select_related("country").annotate(twice=F("version") * 2)

    before = composed(("a test", cast.garments.pk), build)
    Enterprise.objects.filter(pk=cast.garments.pk).update(version=7)
    with django_assert_num_queries(1):
        (now,) = composed(("a test", cast.garments.pk), build)
        said = (now.country.code, now.version, now.twice, len(composings))

    assert before == [cast.garments]
    assert said == ("KE", 7, 14, 1)


def test_a_query_that_can_find_nothing_asks_nothing(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert composed("nothing", Enterprise.objects.none) == [] == composed("nothing", Enterprise.objects.none)


def test_no_more_is_kept_than_there_is_room_for(cast: Cast) -> None:
    for n in range(prepared.MOST_COMPOSED + 5):
        composed(("room", n), Enterprise.objects.none)

    assert len(prepared._composed) <= prepared.MOST_COMPOSED
