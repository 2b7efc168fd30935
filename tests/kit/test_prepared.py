"""A prepared query gives what the query would give, whatever it is asked."""

from datetime import date
from typing import Any

import pytest

from genba.kit.prepared import Prepared
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
