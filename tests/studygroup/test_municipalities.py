"""The 62 and how they are found."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from studygroup.folding import fold
from studygroup.models import Municipality
from studygroup.models.people import check_digit, validate_municipality_code


def test_there_are_23_wards_26_cities_and_13_towns_and_villages(db):
    kinds = list(Municipality.objects.real().values_list("kind", flat=True))

    assert (kinds.count("ward"), kinds.count("city"), kinds.count("town") + kinds.count("village")) == (23, 26, 13)


def test_every_code_has_its_check_digit(db):
    codes = Municipality.objects.real().values_list("code", flat=True)

    assert [code for code in codes if check_digit(code[:5]) != code[5]] == []


def test_a_wrong_check_digit_is_refused():
    with pytest.raises(ValidationError):
        validate_municipality_code("132020")


def test_no_two_share_a_cell_of_the_map(db):
    cells = list(Municipality.objects.real().values_list("grid_row", "grid_column"))

    assert len(set(cells)) == 62


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("桧原", ["檜原村"]),
        ("檜原", ["檜原村"]),
        ("御藏島", ["御蔵島村"]),
        ("青が島", ["青ヶ島村"]),
        ("青ケ島", ["青ヶ島村"]),
        ("葛󠄀飾", ["葛飾区"]),
        ("ﾋﾉﾊﾗ", ["檜原村"]),
        ("ヒノハラ", ["檜原村"]),
        ("ひのはら", ["檜原村"]),
        ("HINOHARA", ["檜原村"]),
        ("Ｈｉｎｏｈａｒａ", ["檜原村"]),
        ("toshima", ["豊島区", "利島村"]),
        ("日ノ出", ["日の出町"]),
        (" 立 川 ", ["立川市"]),
        ("横浜", []),
    ],
)
def test_a_municipality_is_found_however_it_is_written(db, words, names):
    found = Municipality.objects.real().matching(words)

    assert [municipality.name for municipality in found] == names


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
