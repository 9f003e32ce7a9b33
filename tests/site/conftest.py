"""The running site, as `make run` starts it: web process, worker, demo content; and Chromium to walk it."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from urllib.error import URLError

import pytest

from tests.isolation import WORKER
from tests.load.server import free_port

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "demo62-demo62"
START_SECONDS = 180


def pytest_collection_modifyitems(items):
    """Without Chromium the browser tests are skipped, and say so."""
    for item in items:
        if CHROMIUM is None and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="Chromium was not found"))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site with its demo content on a port of its own; it has to end cleanly on Ctrl-C."""
    port = free_port()
    folder = tmp_path_factory.mktemp("site")
    log = (folder / "site.log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "config.run"], env=environment(folder, port), cwd=ROOT, stdout=log, stderr=log
    )
    url = f"http://localhost:{port}"
    try:
        wait_until_ready(process, url, folder / "site.log")
        yield SimpleNamespace(url=url, folder=folder)
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(30)
        log.close()
    assert code == 0


def environment(folder: Path, port: int) -> dict[str, str]:
    own = {
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "DEMO": "1",
        "SITE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "PYTHONPATH": "platform:.",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        own["DATABASE_URL"] = fresh_database(os.environ["DATABASE_URL"])
    if os.environ.get("REDIS_URL"):
        own["REDIS_URL"] = os.environ["REDIS_URL"].rpartition("/")[0] + f"/{9 + int(WORKER)}"
    return {**os.environ, **own}


def fresh_database(url: str) -> str:
    """An empty database beside the one configured; made again at each run."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is configured

    name = f"study_group_site_test_{WORKER}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return url.rpartition("/")[0] + "/" + name


def wait_until_ready(process, url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return
        except URLError:
            time.sleep(0.3)
    raise AssertionError(f"not ready after {START_SECONDS} s:\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not needed where the browser tests are skipped

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(site, chromium):
    """`visit("/calendar/", width=390)`: a page of a fresh browser; every request must stay on the site's own host."""
    contexts, elsewhere, refused = [], [], []

    def open_page(path="/", *, width=1280, height=900, javascript=True, account=None, **options):
        context = chromium.new_context(
            base_url=site.url,
            locale="ja-JP",
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        own = (site.url, "data:", "blob:")
        page.on("request", lambda request: request.url.startswith(own) or elsewhere.append(request.url))
        page.on("console", lambda line: "Content Security Policy" in line.text and refused.append(line.text))
        if account:
            sign_in(page, account)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert elsewhere == []
    assert refused == []


def sign_in(page, account: str) -> None:
    """With the password: the shortest way in; the code has a test of its own."""
    page.goto("/accounts/login/")
    page.locator("summary", has_text="パスワード").click()
    page.fill("input[name=login]", f"{account}@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)
