"""Forty files that mean ill: each refused with a sentence beside its field, in bounded memory, with nothing left."""

import re
import socketserver
import struct
import tempfile
import threading
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive import uploads, virus_scan
from archive.models import Material
from sessions.models import StudySession
from tests.factories.cms import enter
from tests.factories.files import docx, pdf, pptx, xlsx
from tests.factories.hostile_files import MATERIALS, PICTURES

MEGABYTE = 1024 * 1024
MACROS = "マクロなどのプログラムが入っています。プログラムを含まない形式で保存し直してください。"
PASSWORD = "パスワードがかかっています。パスワードを外してから、もう一度選んでください。"
TOO_LARGE = "展開すると大きくなりすぎるため、受け付けられません。"
NOT_A_MATERIAL = "PDF、Word（docx）、Excel（xlsx）、PowerPoint（pptx）、CSVのどれかのファイルを選んでください。"
SENTENCES = {
    "macro.docm": "マクロを含む形式（docm）は受け付けられません。マクロのない形式で保存し直してください。",
    "macro.docx": MACROS,
    "macro-by-type.docx": MACROS,
    "macro-sheet.xlsx": MACROS,
    "packed-program.docx": MACROS,
    "script.pdf": MACROS,
    "launch.pdf": MACROS,
    "password.pdf": PASSWORD,
    "password.docx": PASSWORD,
    "password.xlsx": PASSWORD,
    "bomb.docx": TOO_LARGE,
    "bomb-of-many.docx": TOO_LARGE,
    "bomb-in-sheet.xlsx": TOO_LARGE,
    "picture.svg": NOT_A_MATERIAL,
    "page.html": NOT_A_MATERIAL,
    "page.pdf": "中身がpdfの形式ではありません。ファイルを確かめてください。",
    "page.csv": "中身がcsvの形式ではありません。ファイルを確かめてください。",
    "sheet.docx": "ファイルが壊れているか、中身がdocxの形式ではありません。ファイルを確かめてください。",
    "invoice.exe.pdf": "ファイル名の終わりが二重です（.exe.pdf）。名前を付け直してください。",
    "report.pdf.docx": "ファイル名の終わりが二重です（.pdf.docx）。名前を付け直してください。",
    "formula.csv": "ほかのプログラムを動かす式が入っています。式を値に直してください。",
}


def refusal(name: str, content: bytes, accepted=uploads.MATERIAL) -> str:
    upload = SimpleUploadedFile("x", content)
    upload._name = name  # as it came, before Django takes away what cannot be printed
    with pytest.raises(ValidationError) as refused:
        uploads.one_after_another(uploads.check_name, accepted, uploads.check_content)(upload)
    return refused.value.messages[0]


def memory(line: str) -> int:
    """Of this process, in bytes, as the kernel tells it."""
    found = re.search(rf"{line}:\s*(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024


@pytest.fixture
def scratch(tmp_path, monkeypatch) -> Path:
    """Where temporary files lie: of this test alone, since others run at the same time."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_there_are_forty():
    assert len(MATERIALS) == 40


@pytest.mark.parametrize("name", MATERIALS)
def test_each_is_refused_in_bounded_memory(name, scratch):
    content = MATERIALS[name]()
    before = memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the highest so far counts from here

    sentence = refusal(name, content)

    grown = memory("VmHWM") - before
    assert sentence == SENTENCES.get(name, sentence)
    assert sentence.endswith("ください。") or sentence == TOO_LARGE
    assert grown < 200 * MEGABYTE
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_measured_before_they_are_unpacked(name):
    assert refusal(name, PICTURES[name](), uploads.POSTER).endswith("ください。")


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\x00"])
def test_names_that_turn_their_letters_round_are_refused(mark):
    assert refusal(f"資料{mark}fdp.pdf", pdf("x")).startswith("ファイル名に、見えない文字や")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("第1回.次第.pdf", pdf("x")),
        ("手引き v1.2.docx", docx("x")),
        ("表.xlsx", xlsx(表=[["=1+1", "-5"]])),
        ("発表.pptx", pptx("x")),
        ("一覧.csv", "名称,値\n-5,=A1\n".encode("cp932")),
        ("大きい表.xlsx", xlsx(表=[[f"{row}-{column}" for column in range(20)] for row in range(3000)])),
    ],
)
def test_what_offices_hand_out_is_taken(name, content):
    uploads.one_after_another(uploads.check_name, uploads.MATERIAL, uploads.check_content)(
        SimpleUploadedFile(name, content)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["macro.docx", "bomb.docx", "harm\u202efdp.exe", "script.pdf"])
def test_in_the_cms_the_sentence_stands_beside_the_field_and_nothing_is_stored(client, settings, cast, name):
    enter(client, settings, cast.secretariat)
    study_session = StudySession.objects.get(code="mitigation-2021-2")
    form = {"title": "x", "kind": "handout", "order": "4", "audience": "staff", "study_session": str(study_session.pk)}
    form |= {"series": "", "programme": "", "fiscal_year": ""}
    stored = Path(site_settings.MEDIA_ROOT) / "materials"
    before = set(stored.glob("*")) if stored.exists() else set()

    answer = client.post(reverse("material:add"), form | {"file": SimpleUploadedFile(name, MATERIALS[name]())})

    assert list(answer.context["form"].errors) == ["file"]
    assert Material.objects.filter(title="x").count() == 0
    assert (set(stored.glob("*")) if stored.exists() else set()) == before


class Clamd(socketserver.ThreadingTCPServer):
    """Speaks INSTREAM as clamd does; finds what holds the word EICAR."""

    allow_reuse_address = daemon_threads = True
    answer = None

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            assert self.rfile.read(10) == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack("!L", self.rfile.read(4))[0]:
                content += self.rfile.read(size)
            found = b"stream: Eicar-Test-Signature FOUND\0" if b"EICAR" in content else b"stream: OK\0"
            self.wfile.write(found if self.server.answer is None else self.server.answer)


@pytest.fixture
def clamd(settings):
    with Clamd(("127.0.0.1", 0), Clamd.Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMD_ADDRESS = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


def scanned(content: bytes) -> str:
    try:
        virus_scan.scan(SimpleUploadedFile("x.pdf", content))
    except ValidationError as refused:
        return refused.code
    return "taken"


def test_clamd_is_asked_about_every_piece(clamd):
    long = bytes(3 * virus_scan.PIECE + 5)

    assert [scanned(long), scanned(long + b"EICAR"), scanned(b"")] == ["taken", "virus", "taken"]


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"nonsense\0"])
def test_without_a_clear_answer_nothing_is_taken(clamd, answer):
    clamd.answer = answer

    assert scanned(b"x") == "virus_scan"


def test_where_clamd_is_away_nothing_is_taken(settings):
    settings.CLAMD_ADDRESS = "tcp://127.0.0.1:9"

    assert scanned(b"x") == "virus_scan"


def test_without_the_setting_nobody_is_asked():
    assert scanned(b"EICAR") == "taken"


def test_an_infected_material_is_refused_beside_its_field(clamd):
    assert refusal("a.pdf", pdf("EICAR")).startswith("ウイルス検査で問題が見つかった")
