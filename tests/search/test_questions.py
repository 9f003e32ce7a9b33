"""A question is words, phrases and what is not wanted; nothing typed is an error."""

from hypothesis import given
from hypothesis import strategies as st

from archive.search.folding import atoms_of
from archive.search.questions import LONGEST, MOST_WORDS, parse

SYNONYMS = {atoms_of("再エネ"): ["再生可能エネルギー"], atoms_of("再生可能エネルギー"): ["再エネ"]}


def typed(words):
    return [word.typed for word in words]


def test_blanks_of_either_width_part_words():
    assert typed(parse("緑の　カーテン ゴーヤ").words) == ["緑の", "カーテン", "ゴーヤ"]


def test_a_minus_excludes_in_either_width():
    question = parse("電気自動車 -避難所 －公園")

    assert (typed(question.words), typed(question.without)) == (["電気自動車"], ["避難所", "公園"])


def test_a_hyphen_within_a_word_belongs_to_it():
    assert typed(parse("t-CO2").words) == ["t-CO2"]


def test_a_word_is_read_as_its_synonym_too_also_within_a_longer_one():
    word = parse("再エネ導入", SYNONYMS).words[0]

    assert word.readings == (atoms_of("再エネ導入"), atoms_of("再生可能エネルギー導入"))


def test_what_stands_in_quotes_has_no_synonyms():
    for words in ('"再エネ"', "“再エネ”", "＂再エネ＂", '"再エネ'):
        assert parse(words, SYNONYMS).words[0].readings == (atoms_of("再エネ"),)


def test_signs_alone_ask_nothing():
    assert [bool(parse(words)) for words in ('"', "-", '""', "- -", "。、", "%", "  ", "*", "OR(")] == [False] * 8 + [
        True
    ]


@given(st.text(max_size=300))
def test_anything_typed_is_a_question_of_limited_size(text):
    question = parse(text, SYNONYMS)

    assert len(question.words) + len(question.without) <= MOST_WORDS
    assert sum(len(word.typed) for word in question.words) <= LONGEST
    assert all(word.readings[0] for word in question.words)
