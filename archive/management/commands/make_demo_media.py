"""Make the demo's handouts, films, captions and posters again from the sources in archive/data/demo/src/.

Needs Chromium, ffmpeg with x264, qpdf, and the fonts BIZ UDPGothic (fonts-morisawa-bizud-gothic) and Noto Sans CJK JP.
"""

import json
import re
import shutil
import subprocess
import tempfile
from html import escape
from pathlib import Path
from string import Template

import pypdfium2 as pdfium
from django.core.management.base import BaseCommand

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo"
SOURCES = DEMO / "src"
CHROMIUM_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-device-scale-factor=1"),
)
QPDF_FLAGS = ("--object-streams=generate", "--recompress-flate", "--compression-level=9", "--deterministic-id")
RATE = 25  # frames a second
FADE = 0.6  # seconds of cross-fade between two stills
GAP = 0.2  # seconds without a caption between two cues
KEYFRAME = 2 * RATE  # a key frame every two seconds, so that a player can seek and a packager can cut
CHORDS = ((220.0, 277.18, 329.63), (196.0, 246.94, 293.66), (174.61, 220.0, 261.63), (196.0, 246.94, 329.63))
PDF_DATE = re.compile(rb"D:\d{14}\+00'00'")
PDF_CREATOR = re.compile(rb"/Creator \((?:[^()\\]|\\.)*\)")


class Command(BaseCommand):
    help = "Make the demo's PDF handouts, films, captions and posters again, with Chromium, ffmpeg and qpdf."

    def add_arguments(self, parser):
        parser.add_argument("--into", type=Path, default=DEMO, help="folder to write to (default: archive/data/demo)")

    def handle(self, *args, into, **options):
        into.mkdir(parents=True, exist_ok=True)
        for name in make_all(into):
            self.stdout.write(f"{name}  {(into / name).stat().st_size:,} bytes")


def make_all(into):
    """Write every file and the manifest; yield the names as they are done."""
    catalogue = json.loads((SOURCES / "catalogue.json").read_text("utf-8"))
    manifest = {"materials": [], "videos": []}
    with tempfile.TemporaryDirectory(prefix="demo-media-") as scratch:
        for material in catalogue["materials"]:
            manifest["materials"].append(make_sheet(material, catalogue["sessions"], Path(scratch), into))
            yield manifest["materials"][-1]["file"]
        for film in catalogue["videos"]:
            manifest["videos"].append(make_film(film, Path(scratch), into))
            yield from (manifest["videos"][-1][key] for key in ("file", "captions", "poster"))
    (into / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")
    yield "manifest.json"


# Programs


def run(*command):
    """Run a program; its last words are the error when it fails."""
    parts = [str(part) for part in command]
    done = subprocess.run(parts, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed ({done.returncode}):\n{done.stderr[-2000:]}")


def chromium(scratch, page, target, *options):
    """Open a page in a fresh Chromium that writes the target."""
    with tempfile.TemporaryDirectory(dir=scratch, ignore_cleanup_errors=True) as profile:
        flags = (*CHROMIUM_FLAGS, f"--user-data-dir={profile}", *options)
        run(shutil.which("chromium") or "chromium", *flags, page.as_uri())
    if not target.exists():
        raise RuntimeError(f"Chromium wrote no {target.name}")


def ffmpeg(*arguments):
    run(shutil.which("ffmpeg") or "ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y", *arguments)


# Handouts


def make_sheet(material, sessions, scratch, into):
    """Print one handout to PDF; return its line of the manifest."""
    name = "{session}-{order}-{short}".format_map(material)
    page, target = scratch / f"{name}.html", into / f"{name}.pdf"
    page.write_text(sheet_html(name, material, sessions[material["session"]]), "utf-8")
    shutil.copy(SOURCES / "sheet.css", scratch)
    target.unlink(missing_ok=True)
    chromium(scratch, page, target, "--no-pdf-header-footer", f"--print-to-pdf={target}")
    settle(target)
    line = {key: material[key] for key in ("session", "order", "title")}
    return {"file": target.name, **line, "pages": len(pdfium.PdfDocument(target))}


def sheet_html(name, material, session):
    """The page of a handout: its own text inside the shared frame."""
    icons = json.loads((SOURCES / "icons.json").read_text("utf-8"))
    words = {key: escape(value) for key, value in session.items()}
    words |= {"heading": escape(material["title"]), "kind": escape(material["kind"]), "icon": icons[session["track"]]}
    body = (SOURCES / "materials" / f"{name}.html").read_text("utf-8")
    return Template((SOURCES / "sheet.html").read_text("utf-8")).substitute(words, body=body)


def settle(pdf):
    """Make a PDF small and, by a fixed date and maker of the same length, the same bytes each time it is made."""
    data = PDF_DATE.sub(b"D:20210601000000+00'00'", pdf.read_bytes())
    data = PDF_CREATOR.sub(lambda found: b"/Creator (All62 demo)".ljust(len(found[0])), data, count=1)
    pdf.write_bytes(data)
    run("qpdf", "--replace-input", *QPDF_FLAGS, pdf)


# Films


def make_film(film, scratch, into):
    """Draw the stills, join them with sound, write captions and poster; return the film's line of the manifest."""
    stills = [draw_still(still, scratch) for still in film["stills"]]
    lengths = [still["seconds"] for still in film["stills"]]
    names = {"file": f"{film['name']}.mp4", "captions": f"{film['name']}.vtt", "poster": f"{film['name']}-poster.jpg"}
    join(stills, lengths, into / names["file"])
    (into / names["captions"]).write_text(captions(film["stills"]), "utf-8")
    ffmpeg("-i", stills[film["poster"]], "-q:v", "4", "-pix_fmt", "yuvj420p", "-bitexact", into / names["poster"])
    return {**names, "session": film["session"], "title": film["title"], "duration_seconds": sum(lengths)}


def draw_still(still, scratch):
    """Screenshot one slide at one step of its building up."""
    step = still.get("step", 3)
    page = scratch / f"{still['slide']}-{step}.html"
    body = (SOURCES / "slides" / f"{still['slide']}.svg").read_text("utf-8")
    page.write_text(Template((SOURCES / "slide.html").read_text("utf-8")).substitute(step=step, body=body), "utf-8")
    target = page.with_suffix(".png")
    chromium(scratch, page, target, "--window-size=1280,720", f"--screenshot={target}")
    return target


def join(stills, lengths, target):
    """Cross-fade the stills into one film with a quiet sound."""
    inputs = []
    for still, length in zip(stills, lengths, strict=True):
        inputs += ["-loop", "1", "-framerate", str(RATE), "-t", str(length + FADE), "-i", still]
    total = sum(lengths)
    picture = ["-c:v", "libx264", "-preset", "slow", "-crf", "25", "-tune", "stillimage", "-pix_fmt", "yuv420p"]
    picture += ["-g", KEYFRAME, "-keyint_min", KEYFRAME, "-sc_threshold", "0"]
    sound = ["-c:a", "aac", "-b:a", "64k", "-ar", "44100", "-ac", "2"]
    ending = ["-t", total, "-movflags", "+faststart", "-map_metadata", "-1", "-fflags", "+bitexact"]
    graph = f"{fades(lengths)};{tones(total)}"
    maps = ["-map", "[picture]", "-map", "[sound]", "-metadata:s:a:0", "language=jpn"]
    ffmpeg(*inputs, "-filter_complex", graph, *maps, *picture, *sound, *ending, target)


def fades(lengths):
    """The filter that puts the stills one after another, each fading in over the end of the one before."""
    parts, last, start = [], "[0:v]", 0
    for number, length in enumerate(lengths[:-1], 1):
        start += length
        parts.append(f"{last}[{number}:v]xfade=transition=fade:duration={FADE}:offset={start}[x{number}]")
        last = f"[x{number}]"
    return ";".join([*parts, f"{last}format=yuv420p[picture]"])


def tones(total):
    """The filter for the sound: soft chords, four seconds each, that swell and sink."""
    voices = (
        f"{level}*sin(2*PI*t*{chord[voice]})*eq(mod(floor(t/4),{len(CHORDS)}),{turn})"
        for turn, chord in enumerate(CHORDS)
        for voice, level in enumerate((0.1, 0.06, 0.06))
    )
    wave = f"pow(sin(PI*mod(t,4)/4),2)*({'+'.join(voices)})".replace(",", "\\,")
    source = f"aevalsrc={wave}:s=44100:d={total}"
    return f"{source},lowpass=f=900,aecho=0.8:0.6:180|320:0.25|0.15,afade=t=out:st={total - 3}:d=3[sound]"


def captions(stills):
    """WebVTT in time with the stills; the cues of a still share its time by their length."""
    lines, start = ["WEBVTT"], 0
    for still in stills:
        now = start + GAP
        for cue in still["cues"]:
            share = (still["seconds"] - GAP) * len(cue) / sum(map(len, still["cues"]))
            number = sum(" --> " in line for line in lines) + 1
            lines += ["", str(number), f"{clock(now)} --> {clock(now + share - GAP)}", cue]
            now += share
        start += still["seconds"]
    return "\n".join(lines) + "\n"


def clock(seconds):
    """Seconds as a WebVTT time."""
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
