"""Captions: read line by line with every reason, written again, edited beside the picture."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from archive.actions.captioning import replace_captions
from archive.captions.reading import BadCaptions, Line, read_captions
from archive.captions.times import moment_in_ms, moment_in_words
from archive.captions.writing import as_webvtt
from tests.factories.archive import make_video

TWO_LINES = [Line(0, 2000, "こんにちは。"), Line(2500, 4000, "第2回を\n始めます。")]
VTT = """WEBVTT - 第2回

STYLE
::cue { color: red }

NOTE 下書き

1
00:00.000 --> 00:02.000 align:start
こんにちは。

00:00:02.500 --> 00:00:04.000
第2回を
始めます。
"""
SRT_LINES = ["1", "00:00:00,000 --> 00:00:02,000", "こんにちは。", ""]
SRT_LINES += ["2", "00:00:02,500 --> 00:00:04,000", "第2回を", "始めます。", ""]
SRT = "\r\n".join(SRT_LINES)


@pytest.mark.parametrize(
    "content",
    [VTT.encode(), VTT.encode("utf-8-sig"), SRT.encode(), SRT.encode("cp932"), SRT.replace("\r\n", "\r").encode()],
    ids=["vtt", "vtt with mark", "srt", "srt in cp932", "srt of an old Mac"],
)
def test_both_forms_and_encodings_are_read_alike(content):
    assert read_captions(content) == TWO_LINES


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("<v 講師>では、始めます。</v>", "講師：では、始めます。"),
        ("<i>強調</i>と<00:01.000>時刻", "強調と時刻"),
        ("{\\an8}上に出す", "上に出す"),
        ("A &amp; B &lt;1.5℃&gt;", "A & B <1.5℃>"),
        ("1 < 2 かつ 3 > 2", "1 < 2 かつ 3 > 2"),
    ],
)
def test_marks_of_the_form_do_not_stand_in_the_words(marked, plain):
    lines = read_captions(f"WEBVTT\n\n00:00.000 --> 00:02.000\n{marked}\n".encode())

    assert [line.text for line in lines] == [plain]


@pytest.mark.parametrize(
    ("content", "sentences"),
    [
        ("", ["1行目：字幕が一つもありません。"]),
        ("WEBVTT\n", ["1行目：字幕が一つもありません。"]),
        ("こんにちは", ["1行目：時刻の行（始まり --> 終わり）がありません。"]),
        (
            "WEBVTT\n\n00:02.000 --> 00:01.000\nあ\n\n0:99 --> 0:100\nい\n",
            [
                "3行目：終わりの時刻が、始まりの時刻より後ではありません。",
                "6行目：「0:99」の分か秒が59を超えています。",
            ],
        ),
        (
            "1\n00:05.000 --> 00:06.000\nあ\n\n2\n00:01.000 --> 00:02.000\nい\n",
            ["6行目：前の字幕（00:00:05.000から）より早く始まっています。"],
        ),
        ("1\n00:00.000 --> 00:01.000\n\n", ["2行目：字幕の文がありません。"]),
        (
            "1\n00:00.000 --> 00:01.000\nあ\n00:02.000 --> 00:03.000\nい\n",
            ["2行目：字幕の文に「-->」は使えません。前の空行が抜けていないか確かめてください。"],
        ),
        (
            "1\nきのう --> あした\nあ\n",
            ["2行目：「きのう」は時刻として読めません。「00:01:02.000」の形にしてください。"],
        ),
        ("1\n00:11.000 --> 00:12.000\nあ", ["2行目：動画の長さ（00:00:10.000）を過ぎてから始まっています。"]),
        (
            "1\n00:00.000 --> 00:01.000\n\x00",
            ["3行目：文字ではないものが入っています。字幕のファイルか確かめてください。"],
        ),
    ],
)
def test_every_mistake_is_told_with_its_line(content, sentences):
    with pytest.raises(BadCaptions) as refused:
        read_captions(content.encode(), length_ms=10_000)

    assert refused.value.sentences == sentences


def test_what_is_no_text_is_refused_with_a_reason():
    with pytest.raises(BadCaptions, match="文字コードを読めません"):
        read_captions(b"WEBVTT\n\n\x81\x20\xff")


def test_many_mistakes_are_counted_and_not_all_told():
    content = "\n\n".join(f"{number}\nx --> y\nあ" for number in range(40)).encode()

    with pytest.raises(BadCaptions) as refused:
        read_captions(content)

    assert (len(refused.value.sentences), refused.value.sentences[-1]) == (31, "ほかに10か所あります。")


words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30).map(
    lambda text: " ".join(text.replace("-->", "").split())
)


@given(
    st.lists(st.tuples(st.integers(0, 9_000_000), st.integers(1, 9000), words.filter(bool)), min_size=1, max_size=20)
)
def test_what_is_written_is_read_the_same(rows):
    lines = [Line(start, start + length, text) for start, length, text in sorted(rows)]

    assert read_captions(as_webvtt(lines).encode()) == lines


@given(st.integers(0, 359_999_999))
def test_a_moment_survives_its_words(milliseconds):
    assert moment_in_ms(moment_in_words(milliseconds)) == milliseconds


@pytest.mark.django_db
def test_captions_are_replaced_in_order_and_served_as_webvtt(client, cast):
    video = make_video()

    replace_captions(video=video, lines=reversed(TWO_LINES), by=cast.secretariat)

    client.force_login(cast.coordinator)
    answer = client.get(f"/videos/{video.pk}/stream/captions.vtt")
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert read_captions(answer.content) == TWO_LINES
    assert list(video.lines.values_list("number", flat=True)) == [1, 2]


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ["anonymous", "coordinator", "advisor", "organiser"])
def test_captions_are_the_secretariats(cast, actor):
    with pytest.raises(PermissionDenied):
        replace_captions(video=make_video(), lines=TWO_LINES, by=cast[actor])


@pytest.mark.django_db
@pytest.mark.parametrize(("reason", "is_refused"), [("", True), ("音声のない動画です。", False)])
def test_an_announced_film_is_not_left_without_captions_or_a_reason(cast, reason, is_refused):
    video = make_video(no_captions_reason=reason)

    if is_refused:
        with pytest.raises(ValidationError, match="字幕がない理由"):
            replace_captions(video=video, lines=[], by=cast.secretariat)
    else:
        replace_captions(video=video, lines=[], by=cast.secretariat)

    assert video.lines.exists() == is_refused


@pytest.mark.django_db
@pytest.mark.parametrize("model", ["", "/nowhere"])
def test_without_a_model_recognition_is_skipped_with_a_clear_word(settings, capsys, model):
    settings.SPEECH_MODEL = model
    video = make_video()
    video.lines.all().delete()

    call_command("recognise_speech", video.pk)

    said = capsys.readouterr().out
    assert said.startswith("飛ばしました：音声認識")
    assert "字幕はファイルで登録してください" in said
    assert not video.lines.exists()
