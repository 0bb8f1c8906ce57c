"""The canary sweep: each private text is seen by those in canaries.csv and by nobody else, anywhere (security §2.7, G3)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from cpboard.core import navigation
from tests.nets.asking import OWNERS, Answer, Asker
from tests.nets.canaries import canaries, strangers, tokens_in
from tests.nets.dump import columns, lying, opened, sealed_fields
from tests.nets.people import ANONYMOUS, ROLES
from tests.nets.table import chance, rows
from tests.nets.world import World, token
from voice.postbox.models import Submission

SAMPLE, LISTS = 6, 45  # per cent of the pages of one object, and of the lists: always the same ones
SEARCHES = ("?q=zz", "?q=the&as=csv", "?show=closed", "?page=2")
NO_PAGE = ("/no/such/page/", "/postbox/999999/", "/closed/999999/", "/meetings/items/999999/", "/actions/999999/", "/static/no.css")
# Who did what, letters, jobs, who is signed in: none of them is a place for anybody's words.
LEDGERS = ("core_event.facts", "core_job.payload", "core_job.result", "django_session.session_data", "core_rate_limits.value")
SEALED = re.compile(r"gAAAA[\w=-]+")


def pages(world: World, role: str, whole: bool) -> Iterator[tuple[str, str]]:
    """Every address that this person tries, and as whom: those of the matrix, searches in them, and what is not there."""
    for row in rows():
        if "GET" not in row.methods:
            continue
        path = row.path(world)
        if whole or chance(row.page, row.state, role) < (SAMPLE if row.object else LISTS):
            yield path, OWNERS.get(row.page, role)
        if not row.object and (whole or chance(row.page, role) < SAMPLE):
            yield from ((f"{path}{search}", role) for search in SEARCHES)
    yield from ((path, role) for path in NO_PAGE)


def sweep(world: World, whole: bool) -> tuple[int, list[str], dict[str, set[str]], Asker]:
    """How many pages were read, every text that was seen by somebody it is not for, and who saw which."""
    asker, seen, found, count = Asker(world), defaultdict(set), [], 0
    for role in ROLES:
        for path, reader in pages(world, role, whole):
            said = asker.ask(role, path).everything
            count += 1
            found += [f"{role} sees {each} at {path}" for each in strangers(reader, said)]
            for each in tokens_in(said):
                seen[each].add(reader)
    return count, found, seen, asker


@pytest.mark.timeout(400)
def test_nobody_sees_a_text_that_is_not_for_them_and_no_log_holds_one(world: World) -> None:
    _, found, seen, asker = sweep(world, whole=False)
    assert found == []
    assert len(seen) > len(canaries()) / 2, "the sweep sees too little to prove anything"
    assert [line for line in asker.log if tokens_in(line)] == []


@pytest.mark.deep
@pytest.mark.timeout(0)
def test_every_text_is_seen_by_those_in_the_table_and_by_nobody_else(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    count, found, seen, asker = sweep(world, whole=True)
    unseen = [f"{role} sees {each.token} nowhere" for each in canaries().values() for role in sorted(each.readers - seen[each.token])]
    with capsys.disabled():
        controls = sum(len(each.readers) for each in canaries().values())
        print(
            f"\ncanaries: {len(canaries())} texts x {len(ROLES)} roles on {count} pages and in {len(asker.log)} lines of log,"
            f" {len(found)} leaks, {controls - len(unseen)} of {controls} readers saw theirs"
        )
    assert found == []
    assert unseen == []
    assert [line for line in asker.log if tokens_in(line)] == []


def test_every_canary_of_the_world_is_in_the_table_and_lies_only_where_the_table_says(world: World) -> None:
    lies, held = lying(), opened()
    assert {each: sorted(where) for each, where in lies.items()} == {t: sorted(c.columns) for t, c in canaries().items() if c.columns}
    assert set(held) == {each.token for each in canaries().values() if each.is_sealed}


def test_the_words_of_a_child_lie_sealed_and_nothing_else_does(world: World) -> None:
    sealed = {f"{field.model._meta.db_table}.{field.column}" for field in sealed_fields()}
    lain = {name: values for name, values in columns() if name in sealed}
    assert {"postbox_submission.words", "postbox_answer.text", "postbox_unsealrequest.why"} <= set(lain)
    assert [name for name, values in lain.items() if not values] == []
    assert [name for name, values in lain.items() if not all(SEALED.fullmatch(value) for value in values)] == []
    assert token("worry") in Submission._base_manager.get(pk=world["worry"].pk).words


def test_no_ledger_holds_anybodys_words(world: World) -> None:
    lain = dict(columns())
    assert [name for name in LEDGERS if name not in lain] == []
    assert {name: tokens_in(" ".join(lain[name])) for name in LEDGERS} == {name: set() for name in LEDGERS}


def test_no_letter_and_no_job_holds_a_text_of_the_world(world: World) -> None:
    held = {name: tokens_in(" ".join(values)) for name, values in columns() if name.startswith(("core_mail.", "core_job."))}
    own = {"core_mail.text": {token("letterout")}, "core_job.fault": {token("fault")}}
    assert {name: said for name, said in held.items() if said} == own


def test_no_history_holds_what_is_private(world: World) -> None:
    kept = {each: {name for name in where if "_historical" in name} for each, where in lying().items()}
    private = ("paper", "papertitle", "note", "presentedpaper", "nobodypaper", "heldpaper", "privatedecision", "email", "evidencename")
    assert {name: kept[token(name)] for name in private} == {name: set() for name in private}


def test_a_code_opens_one_message_and_leaves_no_word_in_the_session(world: World) -> None:
    asker = Asker(world)
    said = asker.ask(ANONYMOUS, "/tell-us/come-back/", "POST", {"code": world["code"]})
    assert said.status == 200
    assert tokens_in(said.everything) == {token("settled"), token("letter")}
    assert tokens_in(str(said.writes)) == set()
    wrong = asker.ask(ANONYMOUS, "/tell-us/come-back/", "POST", {"code": "kite river amber moss door"})
    assert tokens_in(wrong.everything) == set()


def test_a_page_that_breaks_tells_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> list[navigation.Link]:
        raise RuntimeError(token("worry"))

    monkeypatch.setattr(navigation, "links", breaks)
    asker = Asker(world)
    broken: Answer = asker.ask("participation", "/postbox/")
    assert broken.status == 500
    assert tokens_in(broken.everything) == set()
    assert [line for line in asker.log if "RuntimeError" in line] != []
    assert [line for line in asker.log if tokens_in(line)] == []
