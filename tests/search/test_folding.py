"""What is written in several ways is one thing to whoever searches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.folding import atoms_of, count_atoms, fold

JAPANESE = st.text(alphabet="気候変動緑のカーテン取り組み申込サバ髙CO2ｶﾞ0123,１年。、・ー 　\n-%_\"'", max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("取り組み", "取組"),
        ("取組み", "取り組み"),
        ("お問い合わせ", "問合せ"),
        ("申込み", "申し込み"),
        ("ＣＯ２", "CO₂"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("ごみ", "ゴミ"),
        ("サーバー", "サーバ"),
        ("エネルギー", "エネルギ"),
        ("御藏島村", "御蔵島村"),
        ("桧原村", "檜原村"),
        ("霞ヶ関", "霞が関"),
        ("3ヶ月", "３か月"),
        ("1,000万円", "1000万円"),
        ("カーボン・ニュートラル", "カーボンニュートラル"),
        ("計画の改定", "計画改定"),
        ("脱炭\n素", "脱炭素"),
    ],
)
def test_spellings_of_one_word_are_one(one, other):
    assert atoms_of(one) == atoms_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("コース", "コスト"),
        ("ビール", "ビル"),
        ("co2", "co20"),
        ("区部", "市部"),
        ("1.5", "15"),
        ("脱炭。素", "脱炭素"),
    ],
)
def test_different_words_stay_different(one, other):
    assert atoms_of(one) != atoms_of(other)


@given(st.text(max_size=200) | JAPANESE)
def test_any_text_can_be_folded_and_every_atom_knows_its_place(text):
    folded = fold(text)

    assert len(folded.starts) == len(folded.ends) == len(folded.atoms)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert folded.starts == sorted(folded.starts)


def test_a_pattern_is_found_where_it_stands_in_the_text_as_written():
    text = "町の取り組みと、Ｃ Ｏ₂の削減"

    assert [text[start:end] for start, end in fold(text).spans(atoms_of("取組"))] == ["取り組"]


def test_atoms_are_counted_by_character_and_by_run():
    assert [count_atoms(atoms_of(text)) for text in ("緑", "co2", "CO2排出", "2050年 co2")] == [1, 1, 3, 3]
