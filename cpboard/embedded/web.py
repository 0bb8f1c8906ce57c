"""The web server of the demo: gunicorn, two processes of four threads, as our child."""

import errno
import http.client
import signal
import socket
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from cpboard.embedded.children import CannotStart, Child, last_words, spawn, stop
from cpboard.embedded.paths import ROOT

PATIENCE = 180.0


class Web:
    """One gunicorn on one address."""

    def __init__(self, log: Path, env: Mapping[str, str], host: str, port: int) -> None:
        """`env` is the environment it works in: database, broker, keys."""
        self.log, self.host, self.port = log, host, port
        self.env = {**env, "DATABASE_POOL": "1"}
        self.child: Child | None = None

    def start(self) -> None:
        """Returns once /healthz answers 200. Raises CannotStart with the end of its log."""
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Starts the process without waiting for it."""
        gunicorn = [sys.executable, "-m", "gunicorn", "cpboard.wsgi", "--bind", f"{self.host}:{self.port}"]
        size = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "5"]
        # No log of requests: it would hold the address of a child who left a message.
        quiet = ["--no-control-socket", "--log-level", "warning"]
        self.child = spawn([*gunicorn, *size, *quiet], log=self.log, env=self.env, cwd=ROOT)

    def wait_until_ready(self) -> None:
        """Returns once /healthz answers 200."""
        deadline = time.monotonic() + PATIENCE
        while not healthy(self.host, self.port):
            if not self.alive():
                raise CannotStart(f"The web server did not start. Its last words, from {self.log}:\n{last_words(self.log)}")
            if time.monotonic() > deadline:
                raise CannotStart(f"The web server was not ready after {PATIENCE:.0f} seconds. See {self.log}.")
            time.sleep(0.1)

    def alive(self) -> bool:
        """Whether its process runs."""
        return self.child is not None and self.child.poll() is None

    def stop(self) -> None:
        """Lets requests under way finish."""
        if self.child is not None:
            stop(self.child, (signal.SIGTERM, 8))


def healthy(host: str, port: int) -> bool:
    """Whether the web server on this address answers 200 to /healthz."""
    line = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=5)
    with suppress(OSError, http.client.HTTPException):
        line.request("GET", "/healthz", headers={"Host": "localhost"})
        return line.getresponse().status == http.client.OK
    return False


def refuse_busy_port(host: str, port: int) -> None:
    """Raises CannotStart, with the mend, when another program has the port or we may not have it."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as why:
            reason = {
                errno.EADDRINUSE: "is in use by another program",
                errno.EACCES: "may be used by root only",
            }.get(why.errno or 0, f"cannot be used: {why.strerror or why}")
            other = port + 1 if 1024 <= port < 65535 else 8000
            raise CannotStart(f"Port {port} on {host} {reason}. Choose another: make demo PORT={other}") from why
