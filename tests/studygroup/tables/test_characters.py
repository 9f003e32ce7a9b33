"""The written table of replacements for cp932."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studygroup.tables.characters import LOOKALIKES, TABLE, Swap, clean, fits_cp932, to_cp932


def test_the_table_names_only_what_cp932_lacks_and_gives_only_what_it_has():
    needless = [before for before in TABLE if fits_cp932(before)]
    useless = [after for after in TABLE.values() if not fits_cp932(after)]

    assert (needless, useless) == ([], [])


def test_lookalikes_are_one_sign_in_cp932():
    assert {sign: sign.encode("cp932").decode("cp932") for sign in LOOKALIKES} == LOOKALIKES


@pytest.mark.parametrize(
    ("text", "written", "swaps"),
    [
        ("髙橋﨑①㎡〜−", "髙橋﨑①㎡〜−", []),
        ("CO₂", "CO2", [Swap("₂", "2")]),
        ("10 m²", "10 m2", [Swap("²", "2")]),
        ("4–5月", "4-5月", [Swap("–", "-")]),
        ("対策—適応", "対策―適応", [Swap("—", "―")]),
        ("𠮷田", "吉田", [Swap("𠮷", "吉")]),
        ("葛\U000e0100城", "葛城", [Swap("\U000e0100", "")]),
        ("環境\u00a0課", "環境 課", [Swap("\u00a0", " ")]),
        ("か\u3099", "が", [Swap("か\u3099", "が")]),
        ("José", "Jose", [Swap("é", "e")]),
        ("ﬁ", "fi", [Swap("ﬁ", "fi")]),
        ("𩸽😀", "〓〓", [Swap("𩸽", "〓"), Swap("😀", "〓")]),
    ],
)
def test_each_replacement_is_made_and_named(text, written, swaps):
    assert to_cp932(text) == (written, swaps)


def test_control_characters_go_and_are_named():
    assert clean("見本\x0b 花子\r\n様") == ("見本 花子\n様", [Swap("\x0b", "")])


@given(st.text())
def test_whatever_is_written_cp932_holds_it_and_nothing_became_a_question_mark(text):
    written, _ = to_cp932(clean(text)[0])

    assert written.encode("cp932").decode("cp932").count("?") == text.count("?")


@given(st.text(st.characters(codec="cp932", exclude_characters="\x80\uf8f0\uf8f1\uf8f2\uf8f3¢£¬‖−〜")))
def test_what_cp932_holds_is_left_alone(text):
    assert to_cp932(text) == (text, [])
