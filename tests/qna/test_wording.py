"""Text as it is kept and compared."""

from hypothesis import given
from hypothesis import strategies as st

from qna.wording import differences, without_unseen


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_comparison_holds_both_texts_whole(before, after):
    pieces = differences(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_what_nobody_sees_is_taken_out():
    assert without_unseen("甲\u200b市\u202e\x07\r\n乙区👨\u200d👩") == "甲市\n乙区👨\u200d👩"
