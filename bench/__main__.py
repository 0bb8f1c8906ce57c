"""`python -m bench`: measures each page and the annual report on one year and on twenty; one JSON object a line.

Each size runs in a process of its own on a database of its own, so that neither warms the other.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROUNDS = 15
YEARS = (1, 20)


def say(name: str, **facts: Any) -> None:
    """One line."""
    print(json.dumps({"name": name, **facts}), flush=True)


def times(deed: Callable[[], Any], rounds: int) -> dict[str, Any]:
    """Median and 95th percentile in milliseconds, after one round that is not counted."""
    deed()
    took = []
    for _ in range(rounds):
        begun = time.perf_counter()
        deed()
        took.append((time.perf_counter() - begun) * 1000)
    return {
        "n": rounds,
        "median_ms": round(statistics.median(took), 2),
        "p95_ms": round(sorted(took)[max(0, round(rounds * 0.95) - 1)], 2),
    }


def pages(filled: Any, years: int) -> None:
    """Every page of the list that never changes its names, as far as there is one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from bench import finding
    from tests.cast import signed_in

    clerk = signed_in(filled.cast.clerk)
    addresses = {
        "home": reverse("home"),
        "meeting_page": reverse("meetings:meeting", args=[filled.meeting.pk]),
        "year_list": reverse("meetings:list"),
        "search": f"{reverse('search')}?q={finding.ASKED}",
        "action_list": reverse("actions:list"),
        "scorecard_page": reverse("performance:scorecard"),
        "indicator_page": reverse("performance:indicator", args=[filled.indicator.pk]),
        "public_meeting": reverse("publication", args=[filled.publication.slug]),
    }
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) as seen:
            response = clerk.get(address)
        assert response.status_code == 200, (address, response.status_code)
        queries, size = len(seen), len(response.content)
        say(name, years=years, **times(lambda address=address: clerk.get(address), ROUNDS), queries=queries, bytes=size)


def annual_report(filled: Any, years: int) -> None:
    """A whole build by its job, beside WeasyPrint alone on the same document in this process."""
    from weasyprint import CSS, HTML

    from cpboard.core import jobs
    from cpboard.core.models import Job
    from cpboard.publishing import building, operations
    from cpboard.publishing.stylesheet import REPORT_CSS

    by = filled.cast.viewer("clerk")

    def build() -> None:
        from django.utils import timezone

        job = jobs.run(operations.ask_build(filled.report, by=by, now=timezone.now()).pk)
        assert job is not None and job.state == Job.State.DONE, job and job.fault

    content = building.collect(filled.report, by)
    document = re.sub(r"<link[^>]*>", "", content.document(content.fragment))

    def bare() -> bytes:
        return HTML(string=document).write_pdf(stylesheets=[CSS(string=REPORT_CSS)], pdf_variant="pdf/ua-1")

    say("annual_report", years=years, **times(build, 3))
    say("floor_weasyprint", years=years, **times(bare, 3))


def import_release(filled: Any, years: int) -> None:
    """A release of 20,040 rows with all that follows from it, beside reading it with csv and COPYing it."""
    from bench.release import deeds

    take, bare = deeds(filled.cast.viewer("performance"))
    say("import_release", years=years, **times(take, 5))
    say("floor_csv", years=years, **times(bare, 5))


def pack(filled: Any, years: int) -> None:
    """A pack of 20 papers with 200 pages with all that belongs to it, beside the bare merge of its papers."""
    from bench.packs import deeds

    build, bare, by = deeds(filled.cast)
    say("pack_20x200", years=years, **times(build, 5))
    say("floor_qpdf", years=years, **times(bare, 5), by=by)


def measure(years: int) -> None:
    """One size, on a fresh database, with a broker that answers: without one every job would wait half a second for it."""
    from cpboard.embedded.broker import Broker, broker_program
    from cpboard.embedded.database import ThrowAway

    database, program = ThrowAway(), broker_program()
    with tempfile.TemporaryDirectory(prefix="cpb-bench-") as folder, ExitStack() as started:
        if program:
            bell = Broker(program, Path(folder) / "broker.log")
            started.callback(bell.stop)
            os.environ["REDIS_URL"] = bell.start()
        _measure(years, database.url)


def _measure(years: int, database: str) -> None:
    os.environ["DATABASE_URL"] = database
    os.environ["DJANGO_SETTINGS_MODULE"] = "cpboard.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from bench.seed import fill

    filled = fill(years)
    pages(filled, years)
    annual_report(filled, years)
    import_release(filled, years)
    pack(filled, years)


def main(arguments: list[str]) -> int:
    """Both sizes, one after the other; ends with the code of the first that fails."""
    if arguments:
        measure(int(arguments[0]))
        return 0
    codes = (subprocess.run([sys.executable, "-m", "bench", str(years)], check=False).returncode for years in YEARS)
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
