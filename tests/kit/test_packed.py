"""Many rows at once say what the rows say, on both databases."""

from datetime import date

import numpy as np

from genba.kit.packed import packed
from genba.observations.models import Observation
from tests.cast import Cast
from tests.scenes_impact import AFTER, count

KINDS = {"key": "id", "kpi": {"absenteeism": 7}, "starts": "day", "numerator": "amount"}


def rows() -> object:
    return Observation.objects.values_list("pk", "indicator", "starts_on", "numerator")


def test_numbers_days_and_known_words_come_as_they_are(cast: Cast) -> None:
    count(cast.garments, "absenteeism", AFTER, 0.1, 1000)
    count(cast.garments, "labour-turnover", AFTER[:1], 3, 1000)

    table = packed(rows(), KINDS)  # type: ignore[arg-type]

    order = np.argsort(table["key"])
    said = list(Observation.objects.order_by("pk").values_list("pk", "indicator", "starts_on", "numerator"))
    assert table["key"][order].tolist() == [row[0] for row in said]
    assert table["kpi"][order].tolist() == [7 if row[1] == "absenteeism" else -1 for row in said]
    assert [date(1970, 1, 1).toordinal() + day for day in table["starts"][order].tolist()] == [
        row[2].toordinal() for row in said
    ]
    assert table["numerator"][order].tolist() == [row[3] for row in said]


def test_of_nobody_there_are_empty_columns_of_the_right_kind(cast: Cast) -> None:
    for none in (Observation.objects.filter(pk__in=[]), Observation.objects.all()):
        table = packed(none.values_list("pk", "indicator", "starts_on", "numerator"), KINDS)

        assert {name: (len(c), c.dtype.str) for name, c in table.items()} == {
            "key": (0, "<i8"), "kpi": (0, "<i4"), "starts": (0, "<i4"), "numerator": (0, "<f8")}  # fmt: skip
