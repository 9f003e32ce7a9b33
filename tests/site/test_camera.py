"""The camera at the desk: a receipt held before it checks its person in."""

import subprocess

import pytest
import segno

from tests.site.conftest import CHROMIUM, CHROMIUM_ARGS, sign_in
from tests.site.test_checkin import DESK, list_of, says, until

pytestmark = pytest.mark.browser

NAME = "見本 一郎"


@pytest.fixture
def held_before(tmp_path):
    """`held_before("…")`: a film in which that text, as a QR code on paper, is held before a camera."""

    def film(text: str):
        picture, film = tmp_path / "code.png", tmp_path / "camera.mjpeg"
        segno.make(text, error="m", micro=False).save(str(picture), scale=10, border=8)
        scene = "scale=360:360:flags=neighbor,pad=640:480:(ow-iw)/2:(oh-ih)/2:gray,format=yuvj420p"
        command = ["ffmpeg", "-v", "error", "-loop", "1", "-i", picture, "-vf", scene, "-t", "2", "-r", "10", film]
        subprocess.run(command, check=True)
        return film

    return film


def test_a_receipt_held_before_the_camera_checks_its_person_in(site, chromium, visit, held_before):
    desk = visit(DESK, account="secretariat")
    receipt = list_of(desk)[NAME]["receipt"]
    camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    film = held_before(f"mitigation-2021-2 {receipt}")
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM, args=[*CHROMIUM_ARGS, *camera, f"--use-file-for-fake-video-capture={film}"]
    )

    page = browser.new_context(base_url=site.url, locale="ja-JP").new_page()
    sign_in(page, "secretariat")
    page.goto(DESK)
    page.locator("[data-camera]").click()
    until(lambda: says(page, NAME))
    said = page.locator("[data-answer]").inner_text()
    came_at = list_of(desk)[NAME]["at"]
    page.locator("[data-answer]").get_by_role("button", name="取り消す").click()
    until(lambda: says(page, "受付を取り消しました"))
    browser.close()

    assert "受付しました" in said
    assert came_at != ""
