"""Whether an Office file (a zip of XML) is what it says, and safe to hand on."""

from zipfile import BadZipFile, ZipFile, ZipInfo

from django.core.exceptions import ValidationError

MEGABYTE = 1024 * 1024
MAX_ENTRIES = 5_000
MAX_UNPACKED = 500 * MEGABYTE
MAX_RATIO = 200  # of a part larger than a megabyte; XML of real tables stays below 50
PIECE = MEGABYTE
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office's old container; also that of a new file behind a password
PACKAGE = "Ole10Native".encode("utf-16-le")  # a file of any kind wrapped up in a document
ENTITIES = b"<!DOCTYPE"  # no program of Office writes one
# ending -> (the part that it stands or falls by, how its content type ends)
MAIN_PARTS = {
    ".docx": ("word/document.xml", b"wordprocessingml.document.main+xml"),
    ".xlsx": ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
    ".pptx": ("ppt/presentation.xml", b"presentationml.presentation.main+xml"),
}
ENCRYPTED = "パスワードがかかっています。パスワードを外してから、もう一度選んでください。"
MACROS = "マクロなどのプログラムが入っています。プログラムを含まない形式で保存し直してください。"
LINKED = "外部のファイルを読み込むひな形が設定されています。ひな形を外して保存し直してください。"
TOO_LARGE = "展開すると大きくなりすぎるため、受け付けられません。"
BROKEN = "ファイルが壊れているか、中身が{}の形式ではありません。ファイルを確かめてください。"
PROGRAMS = ("vbaproject.bin", "vbadata.xml", "/activex/", "/macrosheets/", "/dialogsheets/", "customui")


def check_office(upload, suffix: str) -> None:
    """Raises ValidationError with what is wrong, in a sentence."""
    broken = ValidationError(BROKEN.format(suffix.lstrip(".")), code="content")
    upload.seek(0)
    if upload.read(len(OLE)) == OLE:
        raise ValidationError(ENCRYPTED, code="encrypted")
    try:
        with ZipFile(upload) as archive:
            _check_sizes(archive.infolist())
            _check_parts(archive, suffix, broken)
            _check_unpacking(archive, broken)
    except (BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, KeyError, ValueError):
        raise broken from None
    finally:
        upload.seek(0)


def _check_sizes(entries: list[ZipInfo]) -> None:
    """By what the list of contents says, before anything is unpacked."""
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ValidationError(ENCRYPTED, code="encrypted")
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise ValidationError(TOO_LARGE, code="bomb")
    for entry in entries:
        if entry.file_size > MEGABYTE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise ValidationError(TOO_LARGE, code="bomb")


def _check_parts(archive: ZipFile, suffix: str, broken: ValidationError) -> None:
    names = [entry.filename for entry in archive.infolist()]
    main, content_type = MAIN_PARTS[suffix]
    types = _head(archive, "[Content_Types].xml")
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise broken
    if any(program in f"/{name.lower()}" for name in names for program in PROGRAMS) or b"macroEnabled" in types:
        raise ValidationError(MACROS, code="macros")
    if main not in names or content_type not in types:
        raise broken
    if any(_is_linked(archive, name) for name in names if name.endswith("settings.xml.rels")):
        raise ValidationError(LINKED, code="linked")


def _is_linked(archive: ZipFile, name: str) -> bool:
    relations = _head(archive, name)
    return b"attachedTemplate" in relations and b"External" in relations


def _head(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(PIECE)


def _check_unpacking(archive: ZipFile, broken: ValidationError) -> None:
    """Each part as it really is: the list of contents may lie. zipfile stops at the size listed, and checks the sum."""
    for entry in archive.infolist():
        before = b""
        with archive.open(entry) as stream:
            while piece := stream.read(PIECE):
                if not before and ENTITIES in piece:
                    raise broken
                if PACKAGE in before + piece:
                    raise ValidationError(MACROS, code="macros")
                before = piece[-len(PACKAGE) :]
