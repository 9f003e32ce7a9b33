"""Small real files: PDF, Word, Excel and PowerPoint, as their programs would save them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN_TYPES = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}


def pdf(*pages: str, catalog: str = "", trailer: str = "", width: int = 595, height: int = 842) -> bytes:
    """A PDF with these ASCII words on its pages; `catalog` and `trailer` are entries besides."""
    pages = pages or ("",)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, words in enumerate(pages):
        drawn = f"BT /F1 24 Tf 72 720 Td ({words}) Tj ET"
        box = f"/MediaBox [0 0 {width} {height}] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    return _with_table(objects, trailer)


def _with_table(objects: list[str], trailer: str) -> bytes:
    out, places = "%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(objects) + 1
    out += f"xref\n0 {count}\n0000000000 65535 f \n{table}"
    start = out.index("xref\n0 ")
    return (out + f"trailer << /Size {count} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").encode("latin-1")


def office(parts: dict[str, str | bytes], main: str, *, types: str = "") -> bytes:
    """A package with `parts`, whose part `main` makes it a document, sheet or presentation; `types` adds types."""
    content_types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/{main}" ContentType="{MAIN_TYPES[main]}"/>'
        f"{types}</Types>"
    )
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": content_types, **parts}.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(*pages: str, parts: dict[str, str | bytes] | None = None, types: str = "") -> bytes:
    """Each page a paragraph, with the break that Word leaves behind between two."""
    breaks = '<w:p><w:r><w:lastRenderedPageBreak/><w:t xml:space="preserve"></w:t></w:r></w:p>'
    body = breaks.join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in pages or ("",))
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return office({"word/document.xml": document, **(parts or {})}, "word/document.xml", types=types)


def pptx(*slides: str) -> bytes:
    """The slides are stored in the opposite order of the one in which they are shown."""
    count = len(slides)
    parts = {f"ppt/slides/slide{count - number}.xml": _slide(words) for number, words in enumerate(slides)}
    ids = "".join(f'<p:sldId id="{256 + number}" r:id="r{number}"/>' for number in range(count))
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/slide" Target="slides/slide{count - number}.xml"/>'
        for number in range(count)
    )
    spaces = f'xmlns:p="{PRESENTATION}" xmlns:r="{RELATIONS}"'
    parts["ppt/presentation.xml"] = f"<p:presentation {spaces}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    parts["ppt/_rels/presentation.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
    )
    return office(parts, "ppt/presentation.xml")


def _slide(words: str) -> str:
    return (
        f'<p:sld xmlns:p="{PRESENTATION}" xmlns:a="{DRAWING}"><p:cSld><p:spTree><p:sp><p:txBody>'
        f"<a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
    )


def xlsx(**sheets: list[list]) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in (sheets or {"表": [["自治体", "人口"]]}).items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()
