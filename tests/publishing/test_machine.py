"""Any order of upload, exempt, out, release, move, supplement, retract: nothing is public that was not released twice over.

A state machine plays a clerk and a second person on one meeting. After each step somebody who is not signed in reads every
public page, feed and file. Packs are gathered by the code that gathers them; only their pages are not laid out.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from cpboard.board.models import Regime
from cpboard.core import files
from cpboard.core.access import Denied
from cpboard.core.jobs import JobFault
from cpboard.core.models import Job
from cpboard.publishing import door, papers, statements
from cpboard.publishing.models import Publication, ReleaseRequest
from cpboard.publishing.statements import NotForPublication
from meetings import building, operations, supplements
from meetings.faults import Refused
from meetings.models import Meeting, Pack, Paper
from meetings.operations.packs import record_pack
from meetings.uploaded import PaperFile
from tests.cast import Cast
from tests.factories.closed import make_paper
from tests.factories.meetings import PRIVATE, make_item, make_meeting, make_report

STEPS = 14
TOKEN = re.compile(rb"zz[a-z]+zz")
PAGES = ("public_home", "public_meetings", "public_calendar", "public_feed", "public_papers_json", "public_papers_csv", "public_about")
NO = (NotForPublication, Refused, Denied, JobFault)


class Board(RuleBasedStateMachine):
    """One meeting with an open and a private part, in the hands of two people."""

    cast: Cast
    sequences = 0
    steps = 0
    releases = 0

    def __init__(self) -> None:
        super().__init__()
        self.numbers = count()
        self.never: set[bytes] = set()  # what no statement may ever hold
        self.allowed: dict[int, set[bytes]] = {}  # by request: what two people agreed to
        self.block = transaction.atomic()
        self.block.__enter__()
        Board.sequences += 1

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    # What there is ---------------------------------------------------------------------------------------------------

    @initialize(regime=st.sampled_from([Regime.PART_VA, Regime.VOLUNTARY_PUBLIC]), far=st.integers(0, 3))
    def begin(self, regime: str, far: int) -> None:
        """Begin before the agenda is out, after, with a public agenda, or with public papers."""
        cast = self.cast
        self.meeting_pk = make_meeting(cast, days=60, private_session=True, readers=[cast.councillor], regime=regime, place="Moot Hall").pk
        self.items = [make_item(cast, self.meeting, f"Open {self.token()}")]
        self.exempt()
        self.upload(young=False, pick=0)
        for step in (self.put_out, self._agenda_public, self._papers_public)[:far]:
            step()

    def _agenda_public(self) -> None:
        self.ask(pick=0, agenda=True)
        self.agree(who="second_clerk")

    def _papers_public(self) -> None:
        self.build("public")
        self.ask(pick=0, agenda=False)
        self.agree(who="second_clerk")

    @property
    def meeting(self) -> Meeting:
        found: Meeting = Meeting.objects.select_related("body", "year").get(pk=self.meeting_pk)
        return found

    def deed(self, who: str = "clerk") -> dict[str, Any]:
        return {"by": self.cast.viewer(who), "now": timezone.now()}

    def token(self, *, never: bool = False) -> str:
        number, letters = next(self.numbers), ""
        while number or not letters:
            letters, number = letters + chr(97 + number % 26), number // 26
        word = f"zz{'never' if never else 'word'}{letters}zz"
        if never:
            self.never.add(word.encode())
        return word

    # The clerk's year ------------------------------------------------------------------------------------------------

    @rule()
    def add_item(self) -> None:
        self.items.append(make_item(self.cast, self.meeting, f"Open {self.token()}"))

    @rule()
    def exempt(self) -> None:
        """A private item: its title and its reason are for the street, its paper is not."""
        item = make_item(self.cast, self.meeting, f"Private {self.token()}", PRIVATE, privacy_reason=f"A home. {self.token()}")
        make_paper(self.cast, item, f"Words {self.token(never=True)}", f"Title {self.token(never=True)}")

    @rule(young=st.booleans(), pick=st.integers(0, 9))
    def upload(self, young: bool, pick: int) -> None:
        word = self.token(never=young)
        upload = PaperFile(f"%PDF-1.7 {word} {self.token(never=young)}".encode(), 1, tagged=False)
        item = self.items[pick % len(self.items)]
        self.tried(lambda: operations.add_paper(item=item, title=f"Paper {word}", upload=upload, for_young=young, **self.deed()))

    @rule(cleared=st.booleans(), pick=st.integers(0, 9))
    def report(self, cleared: bool, pick: int) -> None:
        item = self.items[pick % len(self.items)]
        if not hasattr(item, "report"):
            word = self.token(never=not cleared)
            said = {"text": f"We found {word}", "summary": word}
            self.tried(lambda: make_report(self.cast, item, "cleared" if cleared else "submitted", **said))

    @rule(pick=st.integers(0, 9))
    def take_off(self, pick: int) -> None:
        there = list(Paper.objects.filter(item__session__meeting=self.meeting_pk, removed_at=None).order_by("pk"))
        if there:
            operations.remove_paper(paper=there[pick % len(there)], **self.deed())

    @rule()
    def put_out(self) -> None:
        self.tried(lambda: operations.put_agenda_out(meeting=self.meeting, **self.deed()))

    @rule(days=st.integers(-3, 3), private=st.booleans())
    def move(self, days: int, private: bool) -> None:
        meeting = self.meeting
        by = dt.timedelta(days=days)
        regime = Regime.PRIVATE if private and days == 3 else meeting.regime
        same = {"year": meeting.year, "kind": meeting.kind, "regime": regime, "theme": "", "place": meeting.place}
        moved = {"starts_at": meeting.starts_at + by, "ends_at": meeting.ends_at + by}
        self.tried(lambda: operations.change_meeting(meeting=meeting, **same, **moved, **self.deed()))

    @rule(audience=st.sampled_from(["public", "public", "members", "young"]))
    def build(self, audience: str) -> None:
        self.tried(lambda: self._built(audience))

    def _built(self, audience: str) -> None:
        job = operations.build_pack(meeting=self.meeting, audience=audience, **self.deed())
        gathered = supplements.to_build(self.meeting, audience)
        places = [{"first": page, "last": page} for page in range(1, len(gathered.parts) + 2)]
        contents = building.contents_of(gathered, {"places": places})
        said = [entry.line + entry.marking for entry in gathered.entries]
        said += [
            files.read(part.paper.file).decode() if part.paper else f"{part.report.asks} {part.report.summary} {part.report.text}"
            for _, part in gathered.parts
        ]
        made = {"pages": len(places), "contents": contents, **gathered.place}
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, finished_at=timezone.now())
        content = f"%PDF-1.7 {audience} {' '.join(said)}".encode()
        record_pack(job=job, meeting=gathered.meeting, audience=audience, content=content, made=made, now=timezone.now())

    # The door --------------------------------------------------------------------------------------------------------

    @rule(pick=st.integers(0, 9), agenda=st.booleans())
    def ask(self, pick: int, agenda: bool) -> None:
        packs = list(Pack.objects.filter(meeting=self.meeting_pk).select_related("meeting__body", "file", "adds_to").order_by("pk"))
        if agenda or not packs:
            self.tried(lambda: self._asked(statements.meeting_agenda(self.meeting)))
        else:
            self.tried(lambda: self._asked(papers.pack(packs[pick % len(packs)])))

    def _asked(self, statement: statements.Statement) -> None:
        held = tokens(statement)
        assert held & self.never == set(), "the statement holds what nobody may ask for"
        asked = door.ask_release(statement, **self.deed())
        self.allowed[asked.pk] = held

    @precondition(lambda self: self.waiting())
    @rule(who=st.sampled_from(["clerk", "second_clerk", "second_clerk", "second_clerk"]))
    def agree(self, who: str) -> None:
        asked = self.waiting()[0]
        before = Publication.objects.count()
        done = self.tried(lambda: door.release(asked, seen=asked.sha256, **self.deed(who)))
        assert not (done and who == "clerk"), "one person released alone"
        Board.releases += Publication.objects.count() - before

    @precondition(lambda self: self.waiting())
    @rule()
    def send_back(self) -> None:
        door.refuse(self.waiting()[0], reason="Not like that.", **self.deed("second_clerk"))

    @rule(pick=st.integers(0, 9))
    def take_back(self, pick: int) -> None:
        packs = list(Pack.objects.filter(meeting=self.meeting_pk, withdrawal=None).select_related("meeting__body", "file").order_by("pk"))
        if packs:
            operations.withdraw_pack(pack=packs[pick % len(packs)], reason="A wrong letter.", **self.deed())

    @rule(pick=st.integers(0, 9))
    def take_down(self, pick: int) -> None:
        out = list(Publication.objects.out().select_related("request").order_by("pk"))
        if out:
            door.withdraw(out[pick % len(out)], reason="A slip.", **self.deed())

    def waiting(self) -> list[ReleaseRequest]:
        return list(ReleaseRequest.objects.undecided().order_by("pk"))

    def tried(self, deed: Any) -> bool:
        """Do it, if it may be done. Whether it was."""
        try:
            with transaction.atomic():
                deed()
        except NO:
            return False
        return True

    # What anybody sees -----------------------------------------------------------------------------------------------

    @invariant()
    def nothing_is_public_that_was_not_released_twice_over(self) -> None:
        Board.steps += 1
        two = {"decided_at__isnull": False, "decision": "released"}
        standing = ReleaseRequest.objects.filter(**two, publication__withdrawal__isnull=True).values_list("pk", flat=True)
        may = set().union(*(self.allowed[pk] for pk in standing))
        seen = crawl()
        assert seen - may == set(), "somebody who is not signed in sees what was not released"
        assert seen & self.never == set()


def tokens(statement: statements.Statement) -> set[bytes]:
    content = files.read(statement.file) if statement.file else b""
    return set(TOKEN.findall(content + statement.title.encode() + repr(statement.content).encode()))


def crawl() -> set[bytes]:
    """Every token that somebody sees who is not signed in: public pages, feeds, files, and addresses that are not public."""
    client, found = Client(), b""
    slugs = set(ReleaseRequest.objects.values_list("slug", flat=True))
    addresses = [reverse(name) for name in PAGES]
    addresses += [reverse(name, args=[slug]) for slug in slugs for name in ("publication", "publication_file")]
    addresses += [reverse("meetings:pack_file", args=[pk]) for pk in Pack.objects.order_by("-pk").values_list("pk", flat=True)[:1]]
    addresses += [reverse("meetings:paper_file", args=[pk]) for pk in Paper.objects.order_by("-pk").values_list("pk", flat=True)[:1]]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in (200, 302, 404, 410), (address, answer.status_code)
        found += b"".join(answer.streaming_content) if answer.streaming else answer.content
    return set(TOKEN.findall(found))


@pytest.fixture(autouse=True)
def quiet_about_what_is_not_there() -> Iterator[None]:
    """A page that is not there is what the crawl looks for: no line about each."""
    log = logging.getLogger("django.request")
    before = log.level
    log.setLevel(logging.ERROR)
    yield
    log.setLevel(before)


def play(cast: Cast, sequences: int) -> None:
    Board.cast, Board.sequences, Board.steps, Board.releases = cast, 0, 0, 0
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    how = settings(
        max_examples=sequences,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=quiet,
    )
    run_state_machine_as_test(Board, settings=how)


@pytest.mark.timeout(300)
def test_no_order_of_deeds_makes_public_what_was_not_released_twice_over(cast: Cast) -> None:
    play(cast, 25)
    assert Board.releases > 10, "too little was released to prove anything"


@pytest.mark.deep
@pytest.mark.timeout(0)
def test_no_order_of_deeds_in_five_thousand(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    play(cast, 5000)
    with capsys.disabled():
        print(f"\nmachine: {Board.sequences} sequences, {Board.steps} steps, {Board.releases} releases, 0 leaks")


def test_the_crawl_sees_what_is_public(cast: Cast) -> None:
    """The positive control."""
    meeting = make_meeting(cast, days=60)
    make_item(cast, meeting, "Open zzsightzz")
    meeting = operations.put_agenda_out(meeting=meeting, by=cast.viewer("clerk"), now=timezone.now())
    asked = door.ask_release(statements.meeting_agenda(meeting), by=cast.viewer("clerk"), now=timezone.now())
    assert crawl() == set()
    door.release(asked, seen=asked.sha256, by=cast.viewer("second_clerk"), now=timezone.now())
    assert crawl() == {b"zzsightzz"}
