"""`make demo`: database, broker, worker and web server in order, watched, and ended in the reverse order.

The first start also creates the tables and loads the demo council.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from cpboard.embedded.broker import broker
from cpboard.embedded.children import CannotStart, spawn, stop
from cpboard.embedded.database import database
from cpboard.embedded.keys import kept_keys, missing_keys
from cpboard.embedded.paths import ROOT, data_folder, read_settings_file
from cpboard.embedded.running import recall
from cpboard.embedded.terminal import end_with_make, own_terminal
from cpboard.embedded.web import Web, refuse_busy_port
from cpboard.embedded.worker import Worker

RESTARTS = 5
LOGS = ("postgres", "broker", "worker", "web")


class Asked(BaseException):
    """Somebody wants us to end: Ctrl-C, a signal, a closed terminal."""


@dataclass
class Watched:
    """A child whose death is noticed: started again a few times, and then the end of us all."""

    name: str
    alive: Callable[[], bool]
    restart: Callable[[], object] | None = None
    left: int = field(default=RESTARTS)

    def check(self) -> None:
        """Starts the child again if it has died. Raises CannotStart when that is no use any more."""
        if self.alive():
            return
        if self.restart is None or self.left == 0:
            raise CannotStart(f"The {self.name} has ended by itself{f' {RESTARTS + 1} times' if self.restart else ''}. Stopping.")
        self.left -= 1
        print(f"The {self.name} has ended by itself. Starting it again.", flush=True)
        self.restart()


def main() -> int:
    """Runs the demo until it is asked to end; 0 if it was asked, 1 if it could not go on."""
    end_with_make()
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, ask_to_end)
    with own_terminal(), ExitStack() as house:
        try:
            watched = start(house)
            while True:
                for child in watched:
                    child.check()
                time.sleep(0.5)
        except Asked:
            code = 0
        except CannotStart as why:
            print(why, file=sys.stderr, flush=True)
            code = 1
        finally:
            for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(signum, signal.SIG_IGN)
        print("\nStopping…", flush=True)
    print("All stopped.", flush=True)
    return code


def ask_to_end(_signum: int, _frame: FrameType | None) -> None:
    """Breaks off whatever is under way."""
    raise Asked


def start(house: ExitStack) -> list[Watched]:
    """Starts everything in order, each only when the one before answers. `house` ends it in the reverse order."""
    read_settings_file()
    host, port = os.environ.get("HOST") or "127.0.0.1", port_number(os.environ.get("PORT") or "8000")
    refuse_busy_port(host, port)
    folder = data_folder()
    for log in LOGS:
        (folder / f"{log}.log").unlink(missing_ok=True)
    set_environment(folder, port)
    print("Starting the database…", flush=True)
    os.environ["DATABASE_URL"] = house.enter_context(database(folder, patience=5))
    print("Starting the broker…", flush=True)
    line = house.enter_context(broker(folder))
    os.environ["REDIS_URL"] = line.url
    run_to_end(house, [sys.executable, ROOT / "bin" / "prepare"])
    (folder / "demo").write_text("What lies here belongs to the demo council; `bin/manage` reads this as DEMO=1.\n")
    worker = Worker(folder / "worker.log", os.environ)
    house.callback(worker.stop)
    worker.launch()
    web = Web(folder / "web.log", os.environ, host, port)
    house.callback(web.stop)
    print("Starting the worker and the web server…", flush=True)
    web.start()
    worker.wait_until_ready()
    print_welcome(house, port)
    return [
        *database_watch(folder),
        *([Watched("broker", line.own.alive, line.own.start)] if line.own else []),
        Watched("worker", worker.alive, worker.launch),
        Watched("web server", web.alive, web.start),
    ]


def port_number(text: str) -> int:
    """PORT as a number. Raises CannotStart with a sentence."""
    if text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise CannotStart(f"PORT is “{text}”. It must be a number from 1 to 65535, like PORT=8001.")


def set_environment(folder: Path, port: int) -> None:
    """What every child sees. A variable that is set already wins."""
    if missing := missing_keys():
        kept = kept_keys(folder, make=True)
        os.environ.update({name: kept[name] for name in missing})
    for name, value in {
        "DEMO": "1",
        "SITE_ADDRESS": f"http://localhost:{port}",
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
        "PYTHONPATH": str(ROOT),
    }.items():
        os.environ.setdefault(name, value)
    os.environ["DATA_DIR"] = str(folder)


def run_to_end(house: ExitStack, command: list[str | Path]) -> None:
    """A child that must end well before we go on; its words go straight to the reader."""
    child = spawn(command, env=os.environ, cwd=ROOT)
    house.callback(stop, child, (signal.SIGTERM, 5))
    if child.wait():
        raise CannotStart(f"{Path(command[1]).name} failed; the reason is above.")


def database_watch(folder: Path) -> list[Watched]:
    """A watch on the embedded server, whichever command of ours started it; none on one that was given to us."""
    running = recall(folder / "postgres.json")
    return [Watched("database", running.alive)] if running else []


def print_welcome(house: ExitStack, port: int) -> None:
    """Where the product is and how to sign in."""
    print(f"\nThe demo council is open at http://localhost:{port}/\n", flush=True)
    child = spawn([sys.executable, ROOT / "manage.py", "demo_accounts"], env=os.environ, cwd=ROOT)
    house.callback(stop, child, (signal.SIGTERM, 5))
    child.wait()
    print("\nCtrl-C ends everything this command started.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
