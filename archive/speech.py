"""What is said in a film, written down by a model on this machine: optional, with the extra `speech`."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from archive.captions.reading import LONGEST_TEXT, Line

NO_PROGRAM = "音声認識は入っていません（追加のパッケージ「speech」）。字幕はファイルで登録してください。"
NO_MODEL = (
    "音声認識のモデルがありません（SPEECH_MODELに、モデルのフォルダを指定します）。字幕はファイルで登録してください。"
)


class Unavailable(Exception):
    """Speech cannot be recognised here; the message says why, in words for the office."""


def load_model():
    """The model in settings.SPEECH_MODEL; nothing is ever fetched from elsewhere. Raises Unavailable."""
    if find_spec("faster_whisper") is None:
        raise Unavailable(NO_PROGRAM)
    folder = Path(settings.SPEECH_MODEL)
    if not settings.SPEECH_MODEL or not (folder / "model.bin").is_file():
        raise Unavailable(NO_MODEL)
    whisper = import_module("faster_whisper")
    return whisper.WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)


def recognise(path: Path) -> list[Line]:
    """Lines in order, in Japanese. Takes about as long as the film. Raises Unavailable."""
    segments, _ = load_model().transcribe(str(path), language="ja", vad_filter=True)
    lines: list[Line] = []
    for segment in segments:
        start = max(round(segment.start * 1000), lines[-1].start_ms if lines else 0)
        end = max(round(segment.end * 1000), start + 1)
        if text := segment.text.strip()[:LONGEST_TEXT]:
            lines.append(Line(start, end, text))
    return lines
