"""`manage.py recognise_speech 12`: captions of a video that has none, as a draft for the office to mend."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.actions.captioning import write_lines
from archive.actions.conversions import local_path
from archive.models import Video
from archive.speech import Unavailable, recognise


class Command(BaseCommand):
    help = "Write down what is said in a video without captions; needs the extra `speech` and SPEECH_MODEL."

    def add_arguments(self, parser: CommandParser):
        parser.add_argument("video", type=int, help="its number, as in /videos/<number>/")

    def handle(self, *args, video, **options):
        found = Video.objects.exclude(file="").filter(pk=video).first()
        if found is None:
            raise CommandError("この番号の動画はないか、まだファイルがありません。")
        if found.has_captions:
            raise CommandError("この動画には、すでに字幕があります。")
        try:
            with TemporaryDirectory() as scratch, local_path(found.file.name, Path(scratch)) as path:
                lines = recognise(path)
        except Unavailable as reason:
            self.stdout.write(f"飛ばしました：{reason}")
            return
        write_lines(video=found, lines=lines)
        Video.objects.filter(pk=video).update(captions_are_automatic=True)
        self.stdout.write(f"字幕を{len(lines)}行書きました。管理画面で確かめて、直してください。")
