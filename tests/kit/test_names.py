"""Names are compared in one form, whatever they are written with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.kit.names import name_key, tidy_name, words_in, words_of
from genba.kit.refused import Refused


@pytest.mark.parametrize(
    ("written", "key"),
    [("  Thika   BAKERS, Ltd. ", "thika bakers ltd"), ("Confección Ñandú", "confeccion nandu"), ("Đồng Nai", "dong nai"),
     ("A_B-C/D", "a b c d"), ("IŞIK", "isik"), ("مُصنَع", "مصنع"), ("工場", "工場"), ("!?", "")],
)  # fmt: skip
def test_a_name_has_one_form(written: str, key: str) -> None:
    assert name_key(written) == key


@given(st.text(st.characters(max_codepoint=127), max_size=100))
def test_a_plain_name_is_folded_as_one_with_accents_beside_it(text: str) -> None:
    assert name_key(f"{text} é") == f"{name_key(text)} e".strip()


@given(st.text(max_size=60))
def test_a_tidy_name_stays_as_it_is(text: str) -> None:
    try:
        tidy = tidy_name(text)
    except Refused:
        return

    assert tidy_name(tidy) == tidy
    assert "\n" not in tidy and "\x00" not in tidy and "  " not in tidy


def test_words_are_told_once_and_cut_at_what_the_index_holds() -> None:
    assert words_of("Thika Bakers", "THIKA", "7 Road") == ["thika", "bakers", "7", "road"]
    assert words_in("a" * 50, "a" * 40) == ["a" * 40]
