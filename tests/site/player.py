"""Handling the player in the browser tests."""

import time

PAGE = "/videos/1/"
PATIENCE = 20
CONVERSION = 600  # seconds that a busy machine may take for the demo's films
BAND = "[data-band]"
SEEK = "[data-seek]"


def until(question, expected=True, patience=PATIENCE):
    """Waits until `question` answers `expected`; the policy of the page forbids waiting inside it."""
    deadline = time.monotonic() + patience
    answer = question()
    while answer != expected and time.monotonic() < deadline:
        time.sleep(0.2)
        answer = question()
    assert answer == expected


def watch(visit, path=PAGE, **options):
    """The page with its film ready to play, silent: no machine of ours has loudspeakers."""
    page = visit("/", **{"account": "participant"} | options)
    page.goto(path)
    until(lambda: page.evaluate("document.querySelector('video').readyState > 0"))
    return page


def wait_for_stream(page) -> None:
    """The worker converts the demo's films after the start: the page, again until it names the stream."""

    def has_stream():
        page.reload()
        return bool(page.locator("[data-player]").get_attribute("data-stream"))

    until(has_stream, patience=CONVERSION)
    until(lambda: film(page, "readyState > 0"))


def at(page) -> int:
    return round(page.evaluate("document.querySelector('video').currentTime"))


def film(page, what: str):
    return page.evaluate(f"document.querySelector('video').{what}")


def focus_player(page) -> None:
    page.locator("[data-forward]").focus()


def play_until(page, seconds: float) -> None:
    page.evaluate("document.querySelector('video').muted = true")
    page.locator("[data-play]").click()
    until(lambda: film(page, "currentTime") >= seconds)
    page.locator("[data-play]").click()


def current_line(page) -> str:
    return page.locator("[data-line][aria-current]").inner_text().split("\n")[-1].strip()
