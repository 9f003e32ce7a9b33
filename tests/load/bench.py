"""`make bench`: what a page costs, beside an empty Django view in the same run under the same production server.

Machines are noisy: the ratios are what to compare, each page's beside an empty view of the same seconds. Traffic goes
to loopback only and ends by itself.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.load.client import measure
from tests.load.server import ROOT, cpu_seconds, serving

GATED = ("gated material", "gated video")
PAGES = {
    "home": "/",
    "series": "/subcommittees/mitigation/",
    "session": "/subcommittees/mitigation/2021-2/",
    "calendar": "/calendar/",
    "gated material": "/materials/5/",
    "gated video": "/videos/1/",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.5, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=5, help="of each page and the empty view, in turn")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="study-group-bench-")
    environment = site_environment(folder)
    prepare(environment)
    facts = run_inside("tests.load.queries", environment)
    public = {name: path for name, path in PAGES.items() if name not in GATED}
    with serving("tests.load.empty_site:application", environment) as empty:
        bench = Bench(empty, options.seconds, options.rounds)
        with serving("config.wsgi:application", environment) as site:
            title("Anonymous, kept in the process's memory")
            for name, path in public.items():
                bench.row(name, site, path)
            title("Uncached: anonymous with a query string; gated pages signed in as a participant")
            for name, path in public.items():
                bench.row(name, site, path + "?bench=1", queries=facts["queries"][name])
            for name in GATED:
                bench.row(name, site, PAGES[name], cookie=facts["cookie"], queries=facts["queries"][name])
        title("Anonymous, page and version read from the shared cache at each request")
        with serving("config.wsgi:application", {**environment, "PAGE_CACHE_MEMORY": "0"}) as site:
            for name, path in public.items():
                bench.row(name, site, path)
        title("The empty Django view, over all rounds")
        bench.close()


@dataclass(frozen=True)
class Round:
    """Requests per second; CPU, half and all but a twentieth of the latencies in milliseconds."""

    rate: float
    cpu: float
    p50: float
    p95: float


@dataclass
class Bench:
    """Each page in turn with the empty view, so that both meet the machine in the same mood.

    Printed are medians over the rounds; the ratio is the median of each round's own. The least CPU of a round stands
    beside its median: what the page costs where nothing else disturbs the processor.
    """

    empty: tuple[int, int]
    seconds: float
    rounds: int
    empty_rounds: list[Round] = field(default_factory=list)

    def row(self, name: str, site: tuple[int, int], path: str, *, cookie: str = "", queries=None) -> None:
        run(site, path, 0.5, cookie)  # warm
        rounds, ratios = [], []
        for _ in range(self.rounds):
            beside = run(self.empty, "/", self.seconds)
            rounds.append(run(site, path, self.seconds, cookie))
            ratios.append(rounds[-1].rate / beside.rate)
            self.empty_rounds.append(beside)
        line = f"{describe(name, rounds)}  ratio {median(ratios):6.3f}"
        if queries:
            total, routing, repeated = queries
            line += f"  queries {total - routing} (+{routing} routing, {repeated} repeated)"
        say(line)

    def close(self) -> None:
        say(describe("empty view", self.empty_rounds))


def run(server: tuple[int, int], path: str, seconds: float, cookie: str = "") -> Round:
    port, pid = server
    before = cpu_seconds(pid)
    count, latencies = measure(port, path, seconds=seconds, cookie=cookie)
    cpu = (cpu_seconds(pid) - before) / count
    p50, p95 = latencies[count // 2], latencies[int(count * 0.95)]
    return Round(count / seconds, cpu * 1000, p50 * 1000, p95 * 1000)


def describe(name: str, rounds: list[Round]) -> str:
    rate, cpu, p50, p95 = (median(getattr(one, what) for one in rounds) for what in ("rate", "cpu", "p50", "p95"))
    least = min(one.cpu for one in rounds)
    return f"{name:14} {rate:7.0f} req/s  CPU {cpu:6.2f} ms (least {least:6.2f})  p50 {p50:6.2f}  p95 {p95:6.2f} ms"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def title(text: str) -> None:
    say(f"\n{text}")


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
