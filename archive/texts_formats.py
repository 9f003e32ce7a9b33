"""What stands on each page, slide or sheet of a file. Runs in a child process, without Django: see `archive.texts`."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pypdfium2 as pdfium
from defusedxml.ElementTree import fromstring, iterparse
from openpyxl import load_workbook

PART_CHARACTERS = 6_000  # of what has no pages of its own: a search index forgets where words stand in longer texts
PAGE_CHARACTERS = 100_000
PICTURE_WIDTH = 960
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOT_READ = (f"{WORD}rt", FALLBACK)  # the reading above a word, and the copy for old programs
SLIDE_NUMBER = re.compile(r"slide(\d+)\.xml\Z")

Page = tuple[str, str]  # label, text


def pages_of(path: Path, suffix: str) -> Iterator[Page]:
    return READERS[suffix](path)


def pdf_pages(path: Path) -> Iterator[Page]:
    with pdfium.PdfDocument(path) as document:
        for number, page in enumerate(document, start=1):
            text = page.get_textpage()
            yield f"p.{number}", text.get_text_range(count=min(text.count_chars(), PAGE_CHARACTERS))
            text.close()
            page.close()


def draw_page(path: Path, index: int, to: Path) -> None:
    """The page as a picture PICTURE_WIDTH wide, whatever size it claims to have; at most twice as high."""
    with pdfium.PdfDocument(path) as document:
        page = document[index]
        width, height = (max(1.0, side) for side in page.get_size())
        scale = min(PICTURE_WIDTH / width, 2 * PICTURE_WIDTH / height)
        page.render(scale=scale).to_pil().convert("RGB").save(to, "WEBP", quality=80)
        page.close()


def docx_pages(path: Path) -> Iterator[Page]:
    """By the page breaks that Word left behind, else in parts."""
    with ZipFile(path) as archive, archive.open("word/document.xml") as stream:
        parts = list(_parts(_word_pieces(stream)))
    for number, text in enumerate(parts, start=1):
        yield (f"p.{number}" if len(parts) > 1 else "本文"), text


def _word_pieces(stream) -> Iterator[str]:
    """Words, ends of paragraphs, and a form feed where a page ends."""
    unread = 0
    for event, element in iterparse(stream, events=("start", "end")):
        if element.tag in NOT_READ:
            unread += 1 if event == "start" else -1
        if event == "start" or unread:
            continue
        if element.tag == f"{WORD}t":
            yield element.text or ""
        elif element.tag == f"{WORD}lastRenderedPageBreak" or element.get(f"{WORD}type") == "page":
            yield "\f"
        elif element.tag == f"{WORD}p":
            yield "\n"
            element.clear()
        elif element.tag in (f"{WORD}tab", f"{WORD}br"):
            yield " "


def _parts(pieces: Iterator[str]) -> Iterator[str]:
    """`pieces` joined up to each form feed, and no longer than PART_CHARACTERS."""
    held: list[str] = []
    length = 0
    for piece in pieces:
        if piece == "\f" or length > PART_CHARACTERS:
            if "".join(held).strip():
                yield "".join(held)
            held, length = [], 0
        if piece != "\f":
            held.append(piece)
            length += len(piece)
    if "".join(held).strip():
        yield "".join(held)


def pptx_pages(path: Path) -> Iterator[Page]:
    with ZipFile(path) as archive:
        for number, name in enumerate(_slides(archive), start=1):
            with archive.open(name) as stream:
                yield f"スライド{number}", _slide_text(stream)


def _slides(archive: ZipFile) -> list[str]:
    """The slides' parts in the order in which they are shown."""
    presentation = fromstring(archive.read("ppt/presentation.xml"))
    relations = fromstring(archive.read("ppt/_rels/presentation.xml.rels"))
    targets = {row.get("Id"): row.get("Target", "") for row in relations}
    keys = [element.get(RELATION) for element in presentation.iter() if element.tag.endswith("}sldId")]
    return [posixpath.normpath(posixpath.join("ppt", targets[key])).lstrip("/") for key in keys if key in targets]


def _slide_text(stream) -> str:
    text: list[str] = []
    unread = 0
    for event, element in iterparse(stream, events=("start", "end")):
        if element.tag == FALLBACK:
            unread += 1 if event == "start" else -1
        if event == "start" or unread:
            continue
        if element.tag == f"{DRAWING}t":
            text.append(element.text or "")
        elif element.tag == f"{DRAWING}p":
            text.append("\n")
    return "".join(text)


def xlsx_pages(path: Path) -> Iterator[Page]:
    workbook = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    for sheet in workbook.worksheets:
        sheet.reset_dimensions()  # what a sheet says of its own size may be anything
        rows = (f"{' '.join(cells)}\n" for row in sheet.iter_rows(values_only=True) if (cells := _filled(row)))
        for text in _parts(rows):
            yield sheet.title, text


def _filled(row) -> list[str]:
    return [str(value) for value in row if value is not None]


READERS = {".pdf": pdf_pages, ".docx": docx_pages, ".pptx": pptx_pages, ".xlsx": xlsx_pages}
