"""`make bench`: what a page costs, beside an empty Django view in the same run under the same production server.

Machines are noisy: the ratios are what to compare. Traffic goes to loopback only and ends by itself.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.load.client import measure
from tests.load.server import ROOT, cpu_seconds, serving

PAGES = {
    "home": "/",
    "series": "/subcommittees/mitigation/",
    "session": "/subcommittees/mitigation/2021-2/",
    "calendar": "/calendar/",
    "gated video": "/videos/1/",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each measurement")
    seconds = parser.parse_args().seconds
    folder = tempfile.mkdtemp(prefix="study-group-bench-")
    environment = site_environment(folder)
    prepare(environment)
    facts = run_inside("tests.load.queries", environment)
    cookie, counts = facts["cookie"], facts["queries"]
    title("An empty Django view")
    with serving("tests.load.empty_site:application", environment) as (port, pid):
        empty = row("empty view", port, pid, "/", seconds)
    title("Anonymous, kept in the process's memory")
    with serving("config.wsgi:application", environment) as (port, pid):
        for name, path in PAGES.items():
            if name != "gated video":
                row(name, port, pid, path, seconds, against=empty)
        title("Uncached: anonymous with a query string; the gated page signed in as a participant")
        for name, path in PAGES.items():
            own = cookie if name == "gated video" else ""
            row(name, port, pid, path + ("" if own else "?bench=1"), seconds, against=empty, cookie=own, queries=counts)
    title("Anonymous, page and version read from the shared cache at each request")
    with serving("config.wsgi:application", {**environment, "PAGE_CACHE_MEMORY": "0"}) as (port, pid):
        for name, path in PAGES.items():
            if name != "gated video":
                row(name, port, pid, path, seconds, against=empty)


def row(name, port, pid, path, seconds, *, against=None, cookie="", queries=None) -> float:
    """Warm up, measure, print one line; returns requests per second."""
    measure(port, path, seconds=0.5, cookie=cookie)
    before = cpu_seconds(pid)
    count, latencies = measure(port, path, seconds=seconds, cookie=cookie)
    cpu = (cpu_seconds(pid) - before) / count
    rate = count / seconds
    p50, p95 = latencies[count // 2] * 1000, latencies[int(count * 0.95)] * 1000
    line = f"{name:12} {rate:9.0f} req/s  CPU {cpu * 1000:7.3f} ms  p50 {p50:7.2f} ms  p95 {p95:7.2f} ms"
    if against:
        line += f"  ratio {rate / against:6.3f}"
    if queries:
        total, routing, repeated = queries[name]
        line += f"  queries {total - routing} (+{routing} routing, {repeated} repeated)"
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
    return rate


def title(text: str) -> None:
    sys.stdout.write(f"\n{text}\n")


def site_environment(folder: str) -> dict[str, str]:
    for name in ("mail", "queue", "queue-control"):
        (Path(folder) / name).mkdir()
    return {
        "PYTHONPATH": "platform:.",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "bench-only",
        "DEMO": "1",
        "VAR_DIR": folder,
        "ALLOWED_HOSTS": "localhost,testserver",
        "LOG_LEVEL": "ERROR",
        "CONN_MAX_AGE": "60",  # as docs/operations.md has it for the web processes
    }


def prepare(environment: dict[str, str]) -> None:
    for command in (["migrate", "-v0"], ["load_demo"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *command], check=True, cwd=ROOT, env={**os.environ, **environment})


def run_inside(module: str, environment: dict[str, str]) -> dict:
    """What `module` prints as JSON, run with the site's settings."""
    done = subprocess.run(
        [sys.executable, "-m", module],
        check=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
    )
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
