"""`make run`: the whole site on one machine, with nothing installed but Python.

Prepares what is missing (secret, tables, content, static files), starts the web process and the worker, and ends both
on Ctrl-C. With DATABASE_URL and REDIS_URL set it runs on PostgreSQL and Redis; the code is the same.
"""

import hashlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.setdefault("VAR_DIR", str(ROOT / "var")))
GRACE_SECONDS = 15
ACCOUNTS = (
    "secretariat",
    "organiser",
    "advisor",
    "advisor2",
    "coordinator",
    "participant",
    "other",
    "staff",
    "suspended",
)


def main() -> int:
    host = os.environ.get("HOST", "127.0.0.1")
    port = os.environ.get("PORT", "8000")
    prepare_environment(host, port)
    if sys.argv[1:]:
        return manage(sys.argv[1:])
    if is_taken(host, port):
        say(f"ポート{port}は、ほかのプログラムが使っています。別の番号で起動してください（例：make run PORT=8001）。")
        return 1
    prepare_site()
    say(f"\n  {os.environ['SITE_URL']}/\n")
    if os.environ["DEMO"] == "1":
        announce_accounts()
    web = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--host", host, "--port", port]
    web += ["--ws", "websockets-sansio", "--ws-max-size", "16384", "--ws-per-message-deflate", "false"]
    web += ["--log-level", "warning"]
    worker = [sys.executable, "-m", "celery", "--quiet", "-A", "config.celery", "worker", "--beat", "--pool", "threads"]
    worker += ["--concurrency", "4", "--loglevel", "WARNING", "--schedule", str(VAR / "beat-schedule")]
    return supervise(web, worker)


def prepare_environment(host: str, port: str) -> None:
    """Settings of this size, where the environment has not said otherwise."""
    for folder in ("queue", "queue-control", "mail", "media"):
        (VAR / folder).mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEMO", "0")
    os.environ.setdefault("EMAIL_URL", "filemail://")
    site_host = urlsplit(os.environ.setdefault("SITE_URL", f"http://localhost:{port}")).hostname
    os.environ.setdefault("ALLOWED_HOSTS", f"localhost,127.0.0.1,{host},{site_host}")
    os.environ.setdefault("SECRET_KEY", kept_secret())


def manage(arguments: list[str]) -> int:
    """A command of manage.py with the same settings as the site: `make manage ARGS="load_demo --rewind"`."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - the environment comes first

    execute_from_command_line(["manage.py", *arguments])
    return 0


def is_taken(host: str, port: str) -> bool:
    """Whether somebody listens there already."""
    with closing(socket.socket()) as probe:
        return probe.connect_ex((host if host != "0.0.0.0" else "127.0.0.1", int(port))) == 0  # noqa: S104


def kept_secret() -> str:
    """A secret of this checkout, made once: signed-in people stay so over a restart."""
    file = VAR / "secret-key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


def prepare_site() -> None:
    """Tables, content where there is none, and static files where they changed."""
    import django  # noqa: PLC0415 - the environment comes first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from wagtail.models import Site  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    if not Site.objects.filter(root_page__content_type__app_label="studygroup").exists():
        say("内容を読み込んでいます…")
        call_command("load_demo" if os.environ["DEMO"] == "1" else "load_programme")
    stamp, fingerprint = VAR / "static-fingerprint", static_fingerprint()
    if not stamp.exists() or stamp.read_text() != fingerprint:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    """Changes when a static file or a package does."""
    files = [ROOT / "requirements.txt", *sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())]
    seen = hashlib.sha256()
    for file in files:
        seen.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return seen.hexdigest()


def announce_accounts() -> None:
    say("  見本のアカウント（パスワードはすべて " + os.environ.get("DEMO_PASSWORD", "demo62-demo62") + "）")
    for name in ACCOUNTS:
        say(f"    {name}@demo.example")
    say(f"  届いたメール: {os.environ['SITE_URL']}/demo/mail/\n  終えるには Ctrl-C を押します。\n")


def supervise(*commands: list[str]) -> int:
    """Run `commands` until a signal ends them (0) or one of them ends by itself (1)."""
    # A session of their own: Ctrl-C reaches this process alone, which then ends them in order.
    children = [subprocess.Popen(command, start_new_session=True) for command in commands]  # noqa: S603
    asked_to_end = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked_to_end.append(True))
    while not asked_to_end and all(child.poll() is None for child in children):
        time.sleep(0.2)
    for child in children:
        child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
    return 0 if asked_to_end else 1


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
