"""The census of doors: who need not sign in, what every answer carries, what no method gets round (security §2.4, G8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from cpboard.core.access import ANONYMOUS_MODULES, SIGN_IN_VIEWS
from tests.nets.asking import Answer, Asker
from tests.nets.people import ANONYMOUS, ROLES
from tests.nets.table import Row, chance, patterns, rows
from tests.nets.world import World

SAMPLE = 25  # per cent of the lines of the table, always the same ones
# Every page that nobody need sign in to, by name: one more is a decision, and stands here.
PUBLIC = {"public_home", "public_you_said", "public_meetings", "public_annual_reports", "public_about", "accessibility", "privacy"}
PUBLIC |= {"words", "theme_css", "healthz", "publication", "publication_file"}
PUBLIC |= {"public_calendar", "public_feed", "public_papers_json", "public_papers_csv"}
CHILD = {"start", "staying_safe", "what_we_keep", "help_now", "tell", "come_back", "leave"}
WAY_IN = {"account_login", "account_logout", "account_inactive", "account_reset_password", "account_reset_password_done"}
WAY_IN |= {"account_reset_password_from_key", "account_reset_password_from_key_done", "mfa_authenticate"}
ODD = ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "MOVE")
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)|<[a-z][^>]*\s(?:style|on[a-z]+)\s*=|(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.I
)
# Said by the browser before a script runs, so not one that does: a block of facts is data.
DATA = re.compile(r'<script type="application/(?:json|ld\+json)"', re.I)
TABLE = [row for row in rows() if "GET" in row.methods]


def module_of(name: str) -> str:
    return patterns()[name].callback.__module__


def test_whoever_need_not_sign_in_is_known_by_name() -> None:
    anonymous = {name for name, pattern in patterns().items() if not getattr(pattern.callback, "login_required", True)}
    assert anonymous == PUBLIC | {f"tell_us:{name}" for name in CHILD} | WAY_IN
    assert len(anonymous) == len(PUBLIC) + len(CHILD) + len(WAY_IN) == 31


def test_anonymous_pages_stand_in_two_modules_beside_the_way_in() -> None:
    anonymous = {name for name, pattern in patterns().items() if not getattr(pattern.callback, "login_required", True)}
    assert {"cpboard.publishing.public_views", "voice.postbox.views"} == ANONYMOUS_MODULES
    assert {module_of(name) for name in anonymous - SIGN_IN_VIEWS} == ANONYMOUS_MODULES
    assert {name for name in patterns() if module_of(name) in ANONYMOUS_MODULES} == anonymous - SIGN_IN_VIEWS
    assert SIGN_IN_VIEWS - {"demo"} == WAY_IN


def doors(whole: bool) -> list[Row]:
    """One line of each page."""
    first = {row.page: row for row in reversed(TABLE)}
    return [row for row in first.values() if whole or chance(row.page) < SAMPLE]


def unlocked(world: World, whole: bool) -> Iterator[str]:
    """Every page behind the sign-in that answers a person who is not signed in with anything else."""
    asker = Asker(world)
    for row in doors(whole):
        if row.cells[ANONYMOUS] == "sign in":
            path = row.path(world)
            answers = {method: asker.ask(ANONYMOUS, path, method) for method in ("GET", "HEAD", "POST", "OPTIONS")}
            answers |= {method: asker.odd(ANONYMOUS, path, method) for method in ODD}
            yield from (f"{method} {path}: {each.status}" for method, each in answers.items() if not each.to_sign_in or each.writes)


def test_nobody_gets_past_the_sign_in_with_any_method(world: World) -> None:
    assert list(unlocked(world, whole=False)) == []


def odd_answers(world: World, whole: bool) -> Iterator[str]:
    """Methods that change nothing here: 405 for whoever may see the page, as if it were not there for others."""
    asker = Asker(world)
    for row in doors(whole):
        for role in ("clerk", "administrator", "participation", ANONYMOUS):
            cell, path = row.cells[role], row.path(world)
            for method in ODD:
                answer = asker.odd(role, path, method)
                right = {"yes": (405, 302), "no": (404,), "gone": (410,), "sign in": (302, 401)}[cell]
                if answer.status not in right or answer.writes or (cell == "sign in" and not answer.to_sign_in):
                    yield f"{method} {path} by {role}: {answer.status} {answer.writes}"


def test_methods_that_nobody_uses_do_nothing_and_tell_nothing(world: World) -> None:
    assert list(odd_answers(world, whole=False)) == []


def faults_of(row: Row, role: str, answer: Answer) -> Iterator[str]:
    """What is missing on an answer, or is too much."""
    headers, public = answer.headers, module_of(row.page) == "cpboard.publishing.public_views"
    kept = headers.get("Cache-Control", "")
    if "no-store" not in kept and not (public and answer.status == 200):
        yield f"may be kept: {kept}"
    if public and answer.headers.get("Set-Cookie"):
        yield "a public page sets a cookie"
    policy = headers.get("Content-Security-Policy", "")
    framed = "frame-ancestors 'none'" not in policy and "sandbox" not in policy  # a file is shut in a sandbox
    if "default-src 'none'" not in policy or "unsafe" in policy or framed:
        yield f"content policy: {policy or 'none'}"
    if headers.get("X-Content-Type-Options") != "nosniff" or headers.get("X-Frame-Options") != "DENY":
        yield "may be sniffed or framed"
    if headers.get("Referrer-Policy") not in ("same-origin", "no-referrer"):
        yield f"tells the next site where it came from: {headers.get('Referrer-Policy')}"
    if headers.get("Content-Type", "").startswith("text/html"):
        yield from (f"inline: {found[:80]}" for found in INLINE.findall(DATA.sub("<data", answer.body)))


def bare(world: World, whole: bool) -> tuple[int, list[str]]:
    """How many answers were looked at, and what is wrong with them: each line of the table, by one of each kind of answer."""
    asker, count, found = Asker(world), 0, []
    for row in TABLE:
        if not whole and chance("headers", row.page, row.state) >= SAMPLE:
            continue
        for role in {row.cells[role]: role for role in ROLES}.values():
            answer = asker.ask(role, row.path(world))
            count += 1
            found += [f"{row.page} [{row.state}] by {role} ({answer.status}): {fault}" for fault in faults_of(row, role, answer)]
    return count, found


def test_every_answer_is_kept_by_nobody_and_runs_only_our_own_scripts(world: World) -> None:
    assert bare(world, whole=False)[1] == []


@pytest.mark.deep
@pytest.mark.timeout(0)
def test_the_whole_census(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    count, found = bare(world, whole=True)
    found += [*unlocked(world, whole=True), *odd_answers(world, whole=True)]
    with capsys.disabled():
        print(f"\ncensus: {len(patterns())} patterns, {len(PUBLIC | CHILD | WAY_IN)} without sign-in, {count} answers, {len(found)} faults")
    assert found == []
