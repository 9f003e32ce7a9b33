"""Captions and chapters in the CMS, beside the picture."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.actions.captioning import Mark, replace_captions, replace_chapters
from archive.captions.reading import Line
from archive.captions.writing import fingerprint
from tests.factories.archive import make_material, make_video
from tests.factories.cms import enter

TWO_LINES = [Line(0, 2000, "こんにちは。"), Line(2500, 4000, "第2回を\n始めます。")]
SRT_LINES = ["1", "00:00:00,000 --> 00:00:02,000", "こんにちは。", ""]
SRT_LINES += ["2", "00:00:02,500 --> 00:00:04,000", "第2回を", "始めます。", ""]
SRT = "\r\n".join(SRT_LINES)


def rows(*lines, extra=(), prefix="lines") -> dict:
    """A form of rows as it is posted; `lines` were there, `extra` are new."""
    data = {f"{prefix}-TOTAL_FORMS": len(lines) + len(extra), f"{prefix}-INITIAL_FORMS": len(lines)}
    for number, row in enumerate([*lines, *extra]):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def row(start, end, text, **more) -> dict:
    return {"start": start, "end": end, "text": text, **more}


@pytest.mark.django_db
def test_a_file_with_mistakes_comes_back_as_text_with_its_reasons(office):
    video = make_video()
    file = SimpleUploadedFile("a.srt", "1\n00:01 --> 00:00\nまちがい\n".encode("cp932"))

    answer = office.post(reverse("video:caption-file", args=[video.pk]), {"file": file})

    form = answer.context["form"]
    assert (answer.status_code, form.errors) == (
        422,
        {"file": ["2行目：終わりの時刻が、始まりの時刻より後ではありません。"]},
    )
    assert "まちがい" in form["text"].value()
    assert [line.text for line in video.lines.all()] == ["こんにちは。"]


@pytest.mark.django_db
def test_captions_can_be_pasted(office):
    video = make_video()

    office.post(reverse("video:caption-file", args=[video.pk]), {"text": SRT})

    assert [line.text for line in video.lines.all()] == ["こんにちは。", "第2回を\n始めます。"]


@pytest.mark.django_db
def test_rows_are_changed_added_and_dropped_in_place(office, cast):
    video = make_video()
    replace_captions(video=video, lines=TWO_LINES, by=cast.secretariat)
    seen = fingerprint(video.lines.all())
    data = rows(
        row("0:00", "0:02", "みなさん、こんにちは。"),
        row("0:02.5", "0:04", "第2回を", DELETE="on"),
        extra=[row("0:01", "0:01.500", "（拍手）"), row("", "", "")],
    )

    answer = office.post(reverse("video:captions", args=[video.pk]), data | {"seen": seen})

    assert answer.status_code == 302
    assert [(line.number, line.start_ms, line.text) for line in video.lines.all()] == [
        (1, 0, "みなさん、こんにちは。"),
        (2, 1000, "（拍手）"),
    ]


@pytest.mark.django_db
def test_a_mistake_in_a_row_is_told_there_and_the_input_stays(office):
    video = make_video()
    data = rows(row("0:03", "0:02", "逆です"), extra=[row("あした", "", "いつ")])

    answer = office.post(reverse("video:captions", args=[video.pk]), data | {"seen": fingerprint(video.lines.all())})

    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        [
            {"end": ["終わりの時刻が、始まりの時刻より後ではありません。"]},
            {
                "start": ["「あした」は時刻として読めません。「00:01:02.000」の形にしてください。"],
                "end": ["終わりの時刻を入力してください。"],
            },
        ],
    )
    assert "逆です" in answer.content.decode()


@pytest.mark.django_db
def test_the_second_of_two_editors_is_told_and_overwrites_nothing(office, cast):
    video = make_video()
    seen = fingerprint(video.lines.all())
    replace_captions(video=video, lines=TWO_LINES, by=cast.secretariat)

    answer = office.post(reverse("video:captions", args=[video.pk]), rows(row("0:00", "0:01", "古い")) | {"seen": seen})

    assert answer.status_code == 422
    assert "ほかの人が変えました" in answer.content.decode()
    assert [line.text for line in video.lines.all()] == [line.text for line in TWO_LINES]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_rows_cost_no_query_each(office, cast, django_assert_max_num_queries, count):
    video = make_video()
    lines = [Line(1000 * number, 1000 * number + 900, "あ") for number in range(count * 20)]
    replace_captions(video=video, lines=lines, by=cast.secretariat)
    office.get(reverse("video:captions", args=[video.pk]))

    with django_assert_max_num_queries(30):
        office.get(reverse("video:captions", args=[video.pk]))


@pytest.mark.django_db
def test_chapters_follow_the_agenda_and_carry_their_slides(office):
    video, material = make_video(), make_material()
    item = video.study_session.agenda_items.first()
    data = rows(
        prefix="chapters",
        extra=[
            {"start": "0:10", "title": "", "agenda": str(item.uid), "material": material.pk},
            {"start": "0:00", "title": "はじめに", "agenda": "", "material": ""},
        ],
    )

    answer = office.post(reverse("video:chapters", args=[video.pk]), data)

    assert answer.status_code == 302
    assert [
        (chapter.start_ms, chapter.title, chapter.agenda_uid, chapter.study_session_id, chapter.material)
        for chapter in video.chapters.all()
    ] == [
        (0, "はじめに", None, None, None),
        (10_000, item.title, item.uid, video.study_session_id, material),
    ]


@pytest.mark.django_db
def test_two_chapters_at_one_moment_are_refused(office):
    chapter = {"start": "0:10", "title": "対話", "agenda": "", "material": ""}

    answer = office.post(
        reverse("video:chapters", args=[make_video().pk]), rows(extra=[chapter, chapter], prefix="chapters")
    )

    assert answer.context["form"].errors[1] == {"start": ["同じ時刻のチャプターが、ほかにもあります。"]}


@pytest.mark.django_db
def test_chapters_are_the_secretariats(cast):
    with pytest.raises(PermissionDenied):
        replace_chapters(video=make_video(), marks=[Mark(0, "はじめに")], by=cast.organiser)


@pytest.mark.django_db
@pytest.mark.parametrize("screen", ["captions", "caption-file", "chapters", "convert"])
def test_the_screens_are_closed_to_who_only_reads_in_the_cms(client, settings, cast, screen):
    enter(client, settings, cast.organiser)
    address = reverse(f"video:{screen}", args=[make_video().pk])

    answer = client.post(address, headers={"x-requested-with": "XMLHttpRequest"})

    assert answer.status_code == 403
