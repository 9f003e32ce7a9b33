"""A database with the demo in it, made for one measurement and removed after it."""

import os
import secrets
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def own_database(folder: str):
    """Yields the environment of a site of its own in `folder`: on PostgreSQL where DATABASE_URL names one."""
    for name in ("mail", "queue", "queue-control"):
        (Path(folder) / name).mkdir(exist_ok=True)
    environment = {
        "PYTHONPATH": "platform:.",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "load-only",
        "DEMO": "1",
        "VAR_DIR": folder,
        "ALLOWED_HOSTS": "localhost,testserver",
        "LOG_LEVEL": "ERROR",
        "CONN_MAX_AGE": "60",
    }
    url, name = os.environ.get("DATABASE_URL", ""), f"study_group_load_{secrets.token_hex(4)}"
    if url.startswith("postgres"):
        _on_server(url, f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = url.rpartition("/")[0] + "/" + name
    try:
        for command in (["migrate", "-v0"], ["load_demo"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run(
                [sys.executable, "manage.py", *command], check=True, cwd=ROOT, env={**os.environ, **environment}
            )
        yield environment
    finally:
        if url.startswith("postgres"):
            _on_server(url, f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(url: str, statement: str) -> None:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is configured

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
