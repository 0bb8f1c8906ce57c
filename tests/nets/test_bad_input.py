"""Bad input on every form of the house: a clear sentence beside the field, what was typed kept, nothing half done.

Every page of the access matrix that shows a form is opened by somebody who may see it, and each form on it is sent
with nothing in it, with rubbish, and with far too much (design §8; ux §4 forms).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.urls import resolve
from django.utils.datastructures import MultiValueDict

from tests.nets.asking import Answer, Asker
from tests.nets.people import LOCKED_OUT, ROLES
from tests.nets.table import Row, rows
from tests.nets.world import World

TEXT = "Zebra <b>crossing</b> & café"
MUCH = "Zebra crossing " * 7_000
KINDS = ("nothing", "rubbish", "too much")
# What Django says of itself: none of it tells a person what to do.
FRAMEWORK = ("This field is required", "Enter a valid", "Select a valid choice", "Ensure this value", "is not one of the available")
ADDRESSES = sorted({row.page for row in rows() if not row.page.startswith(("account_logout", "mfa_", "account_"))})


@dataclass(frozen=True)
class Sending:
    """One form of a page, filled in badly."""

    role: str
    path: str
    kind: str
    fields: MultiValueDict
    typed: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.path} sent by {self.role} with {self.kind}"


def forms_of(page: str, path: str) -> Iterator[tuple[str, Tag]]:
    """The forms in the page's own part, each with the address that it is sent to."""
    for form in BeautifulSoup(page, "html.parser").select("main form"):
        if str(form.get("method", "get")).lower() == "post":
            yield str(form.get("action") or path), form


def filled(form: Tag, kind: str) -> tuple[MultiValueDict, tuple[tuple[str, str], ...]]:
    """What is sent, and of it what somebody typed: name and text."""
    sent, typed = MultiValueDict(), []
    for field in form.select("input[name], textarea[name], select[name], button[name]"):
        name, what = str(field["name"]), str(field.get("type") or field.name)
        if what == "hidden" or (field.name == "button" and name not in sent):
            sent.appendlist(name, str(field.get("value", "")))
        elif kind == "nothing" or what in ("submit", "button", "file", "checkbox", "password"):
            continue
        elif what in ("radio", "select"):
            sent.setlist(name, ["no-such-choice"])
        else:
            text = TEXT if kind == "rubbish" else MUCH
            sent.setlist(name, [text])
            typed.append((name, text))
    return sent, tuple(typed)


def sendings(world: World, asker: Asker, row: Row) -> Iterator[Sending]:
    """Each form of this page, in each bad way."""
    path = row.path(world)
    for role in reversed(ROLES):
        if row.cells[role] != "yes" or role in LOCKED_OUT:
            continue
        found = list(forms_of(asker.ask(role, path).body, path))
        for target, form in found:
            for kind in KINDS:
                yield Sending(role, target, kind, *filled(form, kind))
        if found:
            return


def faults_of(sending: Sending, answer: Answer) -> Iterator[str]:
    """What a person would complain of."""
    if answer.status >= 400:
        yield f"{sending}: {answer.status} {answer.fault}"
    if answer.status != 200:
        return  # it was taken: nothing on it was wrong
    page = BeautifulSoup(answer.body, "html.parser")
    summary = page.select_one(".govuk-error-summary, .tell-fault")
    if summary is None and page.find(id="read-back"):
        return  # it was taken, and is shown once more before it is sent
    if summary is None:
        yield f"{sending}: no error summary"
        return
    if not page.title or not page.title.get_text(strip=True).startswith("Error: "):
        yield f"{sending}: the title does not begin with 'Error: '"
    for link in summary.select("a[href^='#']"):
        if page.find(id=str(link["href"])[1:]) is None:
            yield f"{sending}: “{link.get_text(strip=True)}” leads to no field"
    if not page.select(".govuk-error-message, .cpb-yp__error") and summary.select("a[href^='#']"):
        yield f"{sending}: nothing beside the field"
    said = summary.get_text(" ", strip=True)
    yield from (f"{sending}: says “{words}”: {said[:200]}" for words in FRAMEWORK if words in said)
    yield from (f"{sending}: “{name}” was lost" for name, text in sending.typed if not kept(page, name, text))


def kept(page: BeautifulSoup, name: str, text: str) -> bool:
    """Whether what was typed into a field stands in it still. A line holds no line break, a text none at its end."""
    field = page.find(["input", "textarea"], attrs={"name": name})
    if field is None:
        return False
    value = field.get_text() if field.name == "textarea" else str(field.get("value", ""))
    return value.strip() == text.strip()


@pytest.mark.parametrize("address", ADDRESSES)
def test_bad_input_is_answered_in_words_and_loses_nothing(world: World, address: str) -> None:
    asker, found = Asker(world), []
    for row in (row for row in rows() if row.page == address and row.method != "POST"):
        for sending in sendings(world, asker, row):
            resolve(urlsplit(sending.path).path)
            answer = asker.ask(sending.role, sending.path, "POST", sending.fields)
            found += faults_of(sending, answer)
    assert found == []


def test_a_page_that_loses_what_was_typed_or_says_nothing_is_found() -> None:
    sending = Sending("clerk", "/x/", "rubbish", MultiValueDict(), (("title", TEXT),))
    good = (
        '<title>Error: x</title><div class="govuk-error-summary"><a href="#t">Enter a title</a></div>'
        '<p class="govuk-error-message">Enter a title</p><input id="t" name="title" value="Zebra &lt;b>crossing&lt;/b> &amp; café">'
    )
    assert list(faults_of(sending, Answer(200, good, {}))) == []
    for bad in (good.replace("Error: x", "x"), good.replace("#t", "#u"), good.replace("Zebra", ""), good.replace("-summary", "")):
        assert len(list(faults_of(sending, Answer(200, bad, {})))) == 1
    assert len(list(faults_of(sending, Answer(500, good, {})))) == 1
