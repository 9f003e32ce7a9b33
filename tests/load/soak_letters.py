"""The long form of "no letter is lost": 2,000 letters, the worker killed five times while it sends them.

On what DATABASE_URL and REDIS_URL say; without them on SQLite and a broker of files. The database is made for the run
(beside the one that DATABASE_URL names) and the broker's database is number 15. Ends with 1 when a letter is lost or
more arrive twice than were in flight.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.load.server import ROOT

DATABASE = "study_group_soak"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seconds", type=float, help="of other measurements; not used here")
    chosen = parser.parse_args()
    environment = own_environment(tempfile.mkdtemp(prefix="study-group-soak-"))
    os.environ.update(environment)
    migrate = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(migrate, check=True, cwd=ROOT, env={**os.environ})
    import django  # noqa: PLC0415 - the environment comes first

    django.setup()
    from tests.load.killed_worker import send_with_kills  # noqa: PLC0415

    outcome = send_with_kills(letters=chosen.letters, kills=chosen.kills, environment=environment)
    place = "PostgreSQL" if environment.get("DATABASE_URL") else "SQLite"
    broker = "Redis" if environment.get("REDIS_URL") else "files"
    sys.stdout.write(
        f"letters on {place}, broker {broker}: {outcome.letters} posted, worker killed {outcome.kills} times, "
        f"{outcome.arrived} arrived, {outcome.lost} lost, {outcome.duplicates} twice, "
        f"{outcome.in_flight} in flight at a kill, {outcome.seconds} s\n"
    )
    return int(outcome.lost > 0 or outcome.duplicates > outcome.in_flight)


def own_environment(folder: str) -> dict[str, str]:
    for name in ("mail", "queue", "queue-control"):
        (Path(folder) / name).mkdir()
    environment = {
        "PYTHONPATH": "platform:.",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "soak-only",
        "DEMO": "0",
        "VAR_DIR": folder,
        "LOG_LEVEL": "ERROR",
    }
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        environment["DATABASE_URL"] = fresh_database(os.environ["DATABASE_URL"])
    if os.environ.get("REDIS_URL"):
        environment["REDIS_URL"] = urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path="/15"))
        empty_broker(environment["REDIS_URL"])
    return environment


def fresh_database(url: str) -> str:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is configured

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    return url.rpartition("/")[0] + "/" + DATABASE


def empty_broker(url: str) -> None:
    """What an earlier run that was ended left behind would wake the worker for nothing."""
    import redis  # noqa: PLC0415 - only where Redis is configured

    redis.Redis.from_url(url).flushdb()


if __name__ == "__main__":
    sys.exit(main())
