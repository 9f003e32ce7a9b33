"""A recording with something said in it, and what its player sends."""

from archive.models import Chapter, TranscriptLine
from tests.factories.archive import make_video

LINES = (
    (0, "はじめに、排出量を見ます。"),
    (24, "対策をひとつずつ重ねていくと、姿が見えてきます。"),
    (65, "タイサクの質疑です。"),
)


def make_talk(**values):
    """A recording of a hundred seconds in two chapters, with three lines."""
    video = make_video(seconds=100, **values)
    video.lines.all().delete()
    TranscriptLine.objects.bulk_create(
        TranscriptLine(video=video, number=number, start_ms=1000 * at, end_ms=1000 * at + 4000, text=text)
        for number, (at, text) in enumerate(LINES)
    )
    Chapter.objects.create(video=video, start_ms=0, title="はじめに")
    Chapter.objects.create(video=video, start_ms=60_000, title="質疑")
    return video


def post_progress(client, video, position=24, watched="0.0-24.5"):
    return client.post(f"/videos/{video.pk}/progress/", {"position": position, "watched": watched})
