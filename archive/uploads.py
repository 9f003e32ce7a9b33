"""What may be uploaded: told by its name, by its first bytes, and by what is inside. Each refusal is a sentence."""

import re
import unicodedata
import warnings
from collections.abc import Callable
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from PIL import Image

from archive.files import suffix
from archive.texts import Unreadable, check_pdf
from archive.uploads_office import ENCRYPTED, MACROS, check_office
from archive.virus_scan import scan

LOOKED_AT = 16
MEGABYTE = 1024 * 1024
LARGEST, LARGEST_IN_MEMORY = 200 * MEGABYTE, 20 * MEGABYTE
MAX_PIXELS = 40_000_000
PDF, ZIP, FILM, CAPTIONS = (0, b"%PDF-"), (0, b"PK\x03\x04"), (4, b"ftyp"), (0, b"WEBVTT")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MARKS = {".pdf": PDF, ".mp4": FILM, ".vtt": CAPTIONS}
MATERIAL = FileExtensionValidator(
    ["pdf", "docx", "xlsx", "pptx", "csv"],
    "PDF、Word（docx）、Excel（xlsx）、PowerPoint（pptx）、CSVのどれかのファイルを選んでください。",
)
VIDEO = FileExtensionValidator(["mp4"], "MP4の動画（名前の終わりが .mp4）を選んでください。")
SUBTITLES = FileExtensionValidator(["vtt", "srt"], "WebVTTかSRTの字幕（名前の終わりが .vtt か .srt）を選んでください。")
POSTER = FileExtensionValidator(["jpg", "jpeg", "png"], "JPEGかPNGの画像を選んでください。")
# Endings that Windows or a browser acts upon; before the last ending they are there to deceive, or a slip.
TELLING = (
    "pdf", "doc", "docx", "docm", "dot", "dotm", "xls", "xlsx", "xlsm", "xlsb", "ppt", "pptx", "pptm", "csv", "mp4",
    "vtt", "jpg", "jpeg", "png", "gif", "svg", "html", "htm", "xhtml", "xml", "js", "mjs", "vbs", "vbe", "wsf", "hta",
    "exe", "scr", "com", "bat", "cmd", "ps1", "msi", "lnk", "url", "jar", "php", "py", "sh", "zip", "rar", "7z", "iso",
)  # fmt: skip
MACRO_ENDINGS = (".docm", ".dotm", ".xlsm", ".xlsb", ".xltm", ".pptm", ".potm", ".ppsm")
CELL_END = re.compile(r"[,\t]")
NOT_A_TABLE = ("<", "%PDF", "MZ", "{\\rtf")
HIDDEN = "ファイル名に、見えない文字や、文字の向きを変える文字が入っています。名前を付け直してください。"
DOUBLE = "ファイル名の終わりが二重です（.{}.{}）。名前を付け直してください。"
MACRO_NAME = "マクロを含む形式（{}）は受け付けられません。マクロのない形式で保存し直してください。"
TOO_HEAVY = "ファイルは{}MBまでです（選んだファイルは{:.1f}MBです）。"
WRONG = "中身が{}の形式ではありません。ファイルを確かめてください。"
TOO_MANY_PIXELS = "画像が大きすぎます。縦×横が4000万画素までの画像を選んでください。"
BROKEN_PDF = "PDFが壊れているため、受け付けられません。作り直したファイルを選んでください。"
TABLE_PROGRAM = "ほかのプログラムを動かす式が入っています。式を値に直してください。"


def one_after_another(*checks: Callable) -> Callable:
    """A validator that tells the first thing wrong, and asks no further."""

    def check(upload) -> None:
        for each in checks:
            each(upload)

    return check


def check_name(upload) -> None:
    """Raises ValidationError where the name of a file hides or feigns what it is."""
    name = upload.name or ""
    if any(unicodedata.category(character) in ("Cc", "Cf") for character in name):
        raise ValidationError(HIDDEN, code="name")
    if suffix(name) in MACRO_ENDINGS:
        raise ValidationError(MACRO_NAME.format(suffix(name).lstrip(".")), code="macros")
    endings = [part.strip().lower() for part in name.split(".")[1:]]
    for before, last in pairwise(endings):
        if before in TELLING:
            raise ValidationError(DOUBLE.format(before, last), code="name")


def check_content(upload) -> None:
    """Raises ValidationError where a file is not what its name says, or carries what nobody should open."""
    ending = suffix(upload.name)
    check = CHECKS.get(ending)
    if check:
        _check_weight(upload, LARGEST_IN_MEMORY if check is _check_table else LARGEST)
    _check_mark(upload, ending)
    if check:
        check(upload, ending)
        scan(upload)


def _check_weight(upload, largest: int) -> None:
    if upload.size > largest:
        raise ValidationError(TOO_HEAVY.format(largest // MEGABYTE, upload.size / MEGABYTE), code="size")


def _check_mark(upload, ending: str) -> None:
    place, mark = MARKS.get(ending, (0, b""))
    upload.seek(0)
    first = upload.read(LOOKED_AT).removeprefix(BYTE_ORDER_MARK)
    upload.seek(0)
    if first[place : place + len(mark)] != mark:
        raise ValidationError(WRONG.format(ending.lstrip(".")), code="content")


def _check_pdf(upload, ending: str) -> None:
    """By a child process with limits: see archive.texts."""
    try:
        found = check_pdf(upload)
    except Unreadable:
        raise ValidationError(BROKEN_PDF, code="content") from None
    if found["encrypted"]:
        raise ValidationError(ENCRYPTED, code="encrypted")
    if found["active"]:
        raise ValidationError(MACROS, code="macros")


def _check_table(upload, ending: str) -> None:
    """Text in UTF-8 or cp932, of which nothing starts a program when Excel opens it."""
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    text = None if b"\0" in content else _decoded(content)
    if text is None or text.lstrip().startswith(NOT_A_TABLE):
        raise ValidationError(WRONG.format("csv"), code="content")
    if any(_starts_program(cell) for line in text.splitlines() if "|" in line for cell in CELL_END.split(line)):
        raise ValidationError(TABLE_PROGRAM, code="macros")


def _starts_program(cell: str) -> bool:
    """「=cmd|'/C calc'!A0」, as Excel's old way to ask other programs has it."""
    return cell.strip(" \"'").startswith(("=", "+", "-", "@")) and "|" in cell and "!" in cell


def _decoded(content: bytes) -> str | None:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _check_picture(upload, ending: str) -> None:
    """Its head alone says what it is and how many pixels it has; nothing is unpacked."""
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(upload, formats=("JPEG", "PNG")) as picture:
                pixels, kind = picture.width * picture.height, picture.format
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(TOO_MANY_PIXELS, code="bomb") from None
    except (OSError, ValueError, SyntaxError):
        raise ValidationError(WRONG.format(ending.lstrip(".")), code="content") from None
    finally:
        upload.seek(0)
    if pixels > MAX_PIXELS:
        raise ValidationError(TOO_MANY_PIXELS, code="bomb")
    if kind != ("PNG" if ending == ".png" else "JPEG"):
        raise ValidationError(WRONG.format(ending.lstrip(".")), code="content")


CHECKS = {
    ".pdf": _check_pdf,
    ".docx": check_office,
    ".xlsx": check_office,
    ".pptx": check_office,
    ".csv": _check_table,
    ".jpg": _check_picture,
    ".jpeg": _check_picture,
    ".png": _check_picture,
}
