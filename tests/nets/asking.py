"""One request of one person, and whether the answer is what the table says."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.db import connection, transaction
from django.test import Client

from cpboard.core.discreet import Formatter
from tests.nets.canaries import strangers
from tests.nets.people import ANONYMOUS
from tests.nets.table import Row
from tests.nets.world import World

SIGN_IN = "/account/sign-in/"
# What any request may write: who is signed in, how often somebody tried to be, and where a reader stopped.
HOUSEKEEPING = ('"django_session"', '"core_rate_limits"', '"meetings_readingplace"')
WRITES = ("insert", "update", "delete", "truncate", "alter", "drop", "create")
NOT_READING = ("POST",)
# Addresses that hold a secret read as whoever made it, for everybody who has it.
OWNERS = {"meetings:calendar_by_key": "councillor"}


@dataclass
class Answer:
    """What came back, and what was written on the way."""

    status: int
    body: str
    headers: dict[str, str]
    writes: list[str] = field(default_factory=list)
    queries: int = 0
    fault: str = ""

    @property
    def everything(self) -> str:
        """Body and headers: a file name tells, too."""
        return f"{self.headers}\n{self.body}"

    @property
    def to_sign_in(self) -> bool:
        """Whether it sends to the sign-in page, or asks a program for its key and says nothing else."""
        if self.status == 401:
            return self.headers.get("WWW-Authenticate", "").startswith("Basic ") and not self.body
        return self.status == 302 and self.headers.get("Location", "").startswith(SIGN_IN)


class Asker:
    """Browsers of everybody in a world. Each request is undone, so that none changes what the next one sees."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.client = Client(raise_request_exception=False)
        self.log: list[str] = []

    def ask(self, role: str, path: str, method: str = "GET", data: dict[str, Any] | None = None) -> Answer:
        """One request with one of the methods of `table.METHODS`."""
        return self._ask(role, lambda: self._send(path, method, data))

    def odd(self, role: str, path: str, method: str) -> Answer:
        """One request with any other method."""
        return self._ask(role, lambda: self.client.generic(method, path))

    def _ask(self, role: str, send: Callable[[], Any]) -> Answer:
        jar = self.world.jars.get(role) if role != ANONYMOUS else None
        self.client.cookies = SimpleCookie(jar.output(header="", sep=";")) if jar else SimpleCookie()
        with undone(), watched() as seen, overheard(self.log):
            response = send()
            body = b"".join(response.streaming_content) if response.streaming else response.content
        fault = repr(response.exc_info[1]) if getattr(response, "exc_info", None) else ""
        text = body.decode("utf-8", "replace")
        return Answer(response.status_code, text, dict(response.items()), seen.writes, seen.count, fault)

    def _send(self, path: str, method: str, data: dict[str, Any] | None) -> Any:
        if method == "GET as POST":
            return self.client.get(path, headers={"X-HTTP-Method-Override": "POST"})
        return getattr(self.client, method.lower())(path, data or {})


class Undo(Exception):
    """Ends a transaction without keeping it."""


@contextmanager
def undone() -> Iterator[None]:
    """What happens within is taken back."""
    try:
        with transaction.atomic():
            yield
            raise Undo
    except Undo:
        pass


class Ear(logging.Handler):
    """Keeps what is logged, formatted as the house formats it."""

    def __init__(self, log: list[str]) -> None:
        super().__init__()
        self.log = log
        self.setFormatter(Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.log.append(self.format(record))


@contextmanager
def overheard(log: list[str]) -> Iterator[None]:
    """Every line that is logged goes to `log`; Django's many lines on denied pages go nowhere else."""
    ear, root, django = Ear(log), logging.getLogger(), logging.getLogger("django")
    root.addHandler(ear)
    django.addHandler(ear)
    django.propagate = False
    try:
        yield
    finally:
        django.propagate = True
        django.removeHandler(ear)
        root.removeHandler(ear)


@dataclass
class Seen:
    """What the database was asked to do."""

    writes: list[str] = field(default_factory=list)
    count: int = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        first = sql.lstrip("( ").split(None, 1)[0].lower()
        if first in WRITES and not any(table in sql for table in HOUSEKEEPING):
            self.writes.append(sql[:120])
        if first == "select":
            self.count += 1
        return execute(sql, params, many, context)


@contextmanager
def watched() -> Iterator[Seen]:
    """Note every statement that writes, and count those that read."""
    seen = Seen()
    with connection.execute_wrapper(seen):
        yield seen


def wrong(row: Row, role: str, method: str, answer: Answer) -> str:
    """What is wrong with an answer, as a line for a person; empty when it is right."""
    cell = row.cells[role]
    said = _fault(cell, row.shows, method, answer) or _leak(OWNERS.get(row.page, role), answer)
    return f"{row.page} [{row.state}] {method} by {role}: the table says {cell}, but {said}" if said else ""


def _leak(role: str, answer: Answer) -> str:
    """The canaries on a page that canaries.csv does not give to this person."""
    said = strangers(role, answer.everything)
    return f"a text is on it that is not theirs: {', '.join(said)}" if said else ""


def _fault(cell: str, shows: str, method: str, answer: Answer) -> str:
    if answer.status >= 500 or answer.status == 403:
        return f"it answers {answer.status} {answer.fault}"
    if answer.writes and (method not in NOT_READING or cell in ("no", "sign in")):
        return f"it wrote: {answer.writes[0]}"
    if cell == "yes":
        return _not_given(shows, method, answer)
    right = answer.to_sign_in if cell == "sign in" else answer.status == {"no": 404, "gone": 410}[cell]
    if not right:
        return f"it answers {answer.status} {answer.headers.get('Location', '')}".rstrip()
    return ""


def _not_given(shows: str, method: str, answer: Answer) -> str:
    no_form = method == "POST" and answer.status == 405 and "POST" not in answer.headers.get("Allow", "POST")
    allowed = (405, 302) if method in ("PUT", "DELETE") else (200, 302)
    if answer.to_sign_in or (answer.status not in allowed and not no_form):
        return f"it answers {answer.status} {answer.headers.get('Location', '')}".rstrip()
    if method in ("GET", "OPTIONS", "GET as POST") and shows not in answer.body:
        return f"“{shows}” is not on the page ({answer.status})"
    return ""
