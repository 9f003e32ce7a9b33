"""What may be uploaded: told by the ending of its name, and by its first bytes."""

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator

from archive.files import suffix

LOOKED_AT = 16
PDF, ZIP, FILM, CAPTIONS = (0, b"%PDF-"), (0, b"PK\x03\x04"), (4, b"ftyp"), (0, b"WEBVTT")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MARKS = {".pdf": PDF, ".docx": ZIP, ".xlsx": ZIP, ".pptx": ZIP, ".mp4": FILM, ".vtt": CAPTIONS}
MATERIAL = FileExtensionValidator(
    ["pdf", "docx", "xlsx", "pptx", "csv"],
    "PDF、Word（docx）、Excel（xlsx）、PowerPoint（pptx）、CSVのどれかのファイルを選んでください。",
)
VIDEO = FileExtensionValidator(["mp4"], "MP4の動画（名前の終わりが .mp4）を選んでください。")
SUBTITLES = FileExtensionValidator(["vtt"], "WebVTTの字幕（名前の終わりが .vtt）を選んでください。")
POSTER = FileExtensionValidator(["jpg", "jpeg", "png"], "JPEGかPNGの画像を選んでください。")


def check_content(upload) -> None:
    """Raises ValidationError where a file is not what its name says."""
    place, mark = MARKS.get(suffix(upload.name), (0, b""))
    upload.seek(0)
    first = upload.read(LOOKED_AT).removeprefix(BYTE_ORDER_MARK)
    upload.seek(0)
    if first[place : place + len(mark)] != mark:
        kind = suffix(upload.name).lstrip(".")
        raise ValidationError(f"中身が{kind}の形式ではありません。ファイルを確かめてください。", code="content")
