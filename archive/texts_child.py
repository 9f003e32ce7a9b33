"""Reads one file that somebody uploaded, within limits, and writes what it finds as lines of JSON.

A process of its own: what a hostile file does to a parser ends here. It has no settings, no secrets and no network
addresses of ours. `python -m archive.texts_child read|check <file> <ending> <folder for pictures>`
"""

import json
import re
import resource
import sys
from pathlib import Path

MEGABYTE = 1024 * 1024
# mode -> (bytes of private memory, seconds of CPU)
LIMITS = {"check": (192 * MEGABYTE, 20), "read": (384 * MEGABYTE, 120)}
LARGEST_OUTPUT = 64 * MEGABYTE
PAGES = 2_000
PICTURES = 5
LAUNCH = re.compile(rb"/S\s*/(Launch|JavaScript)\b")
PIECE = MEGABYTE


def main(mode: str, path: str, suffix: str, folder: str) -> int:
    limit(*LIMITS[mode])
    try:
        lines = check(Path(path)) if mode == "check" else read(Path(path), suffix, Path(folder))
        for line in lines:
            sys.stdout.write(json.dumps(line) + "\n")
    except MemoryError:
        sys.stdout.write('\n{"error": "memory"}\n')
        return 1
    except Exception as error:  # noqa: BLE001 - whatever a parser raises at a hostile file is said, and ends here
        sys.stdout.write("\n" + json.dumps({"error": type(error).__name__}) + "\n")
        return 1
    return 0


def limit(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_OUTPUT, LARGEST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(path: Path, suffix: str, folder: Path):
    """A line for each page; of a PDF's first ones with the name of a picture in `folder`."""
    from archive import texts_formats  # noqa: PLC0415 - within the limits, which `main` sets first

    for number, (label, text) in enumerate(texts_formats.pages_of(path, suffix), start=1):
        if number > PAGES:
            return
        line = {"number": number, "label": label, "text": text[: texts_formats.PAGE_CHARACTERS]}
        if suffix == ".pdf" and number <= PICTURES:
            line["picture"] = f"{number}.webp"
            texts_formats.draw_page(path, number - 1, folder / line["picture"])
        yield line


def check(path: Path):
    """Of a PDF: whether it is encrypted, whether it starts something when opened, and its pages."""
    import pypdfium2 as pdfium  # noqa: PLC0415
    from pypdfium2 import raw  # noqa: PLC0415

    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            yield {"encrypted": True, "active": False, "pages": 0}
            return
        raise
    with document:
        yield {
            "encrypted": raw.FPDF_GetSecurityHandlerRevision(document) != -1,
            "active": raw.FPDFDoc_GetJavaScriptActionCount(document) > 0 or _starts_something(path),
            "pages": len(document),
        }


def _starts_something(path: Path) -> bool:
    with path.open("rb") as stream:
        before = b""
        while piece := stream.read(PIECE):
            if LAUNCH.search(before + piece):
                return True
            before = piece[-32:]
    return False


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
