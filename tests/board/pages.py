"""How tests read a page as a person would: its heading, its words, what it says went wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from bs4 import BeautifulSoup
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext


def page(response: HttpResponse) -> BeautifulSoup:
    """The page of an answer that went well."""
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def heading(response: HttpResponse) -> str:
    """The one h1, on one line."""
    found = page(response).find_all("h1")
    assert len(found) == 1
    return " ".join(found[0].get_text().split())


def words(response: HttpResponse) -> str:
    """Everything in main, on one line."""
    return " ".join(page(response).main.get_text(" ").split())


def faults(response: HttpResponse) -> list[str]:
    """The lines of the error summary. Each must also stand at its field, unless it is about the whole form."""
    soup = page(response)
    lines = soup.select(".govuk-error-summary__list li")
    inline = " ".join(e.get_text() for e in soup.select(".govuk-error-message"))
    assert all(line.get_text().strip() in inline for line in lines if line.a)
    assert soup.title.get_text().startswith("Error: ")
    return [line.get_text().strip() for line in lines]


def typed(response: HttpResponse, name: str) -> str:
    """What stands in a box of the form."""
    box = page(response).find(attrs={"name": name})
    return box["value"] if box.name == "input" else box.get_text()[1:]


def parts(name: str, day: dt.date) -> dict[str, str]:
    """A day as its three boxes send it."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def queries(client: Client, url: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(
        connection,
    ) as taken:
        assert client.get(url).status_code == 200
    return len(taken)


def same_queries(client: Client, url: str, two_more: Callable[[], object]) -> int:
    """Assert that a list takes the same queries with one row and with three; give back how many."""
    queries(client, url)  # what is worked out once a process
    before = queries(client, url)
    two_more()
    assert queries(client, url) == before
    assert before <= 20
    return before
