import datetime as dt
import email
import re
import socket
import threading
from collections import Counter
from email import policy

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from cpboard.core import mail
from cpboard.core.access import Viewer
from cpboard.core.models import Appointment, Mail, User
from cpboard.core.roles import Role
from tests.cast import appoint, person

pytestmark = pytest.mark.django_db
CANARY = "XQcanary7731"
DAY = dt.date(2027, 1, 14)


class Post:
    """A mail server with moods. Counts what it accepted, whatever became of the line after it."""

    def __init__(self):
        self.accepted = []
        self.envelopes = []
        self.moods = []

    def mood(self):
        return self.moods.pop(0) if self.moods else "accept"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.now = self.mood()
        if self.now == "later":
            return "451 Try again later"
        if self.now == "never":
            return "550 No such mailbox"
        if self.now == "hang up":
            server.transport.close()
            return "421 Going"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.now == "full":
            return "452 Disk full"
        self.accepted.append(email.message_from_bytes(envelope.content, policy=policy.default))
        self.envelopes.append(list(envelope.rcpt_tos))
        if self.now == "die":
            server.transport.abort()
        return "250 OK"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.fixture
def post(settings):
    """A running mail server, and settings that point at it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.SITE_ADDRESS = "https://board.fenbridge.example"
    handler = Post()
    controller = Controller(handler, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    handler.controller = controller
    yield handler
    if controller.server is not None:
        controller.stop()


@pytest.fixture
def checks(monkeypatch):
    """The checks of this test: papers are for clerks."""
    registered = {}
    monkeypatch.setattr(mail, "_checks", registered)

    @mail.rechecked("papers_out")
    def may_have_papers(letter, viewer):
        return viewer.has(Role.CLERK)

    return registered


def everybody(letter, viewer):
    return True


@pytest.fixture
def clerk():
    return appoint(person("ruth", "Ruth Adeyemi"), Role.CLERK)


def papers(to, cause="pack:1", now=None, **changes):
    values = {"kind": "papers_out", "link": "/meetings/12/", "day": DAY, "now": now or dt.datetime(2027, 1, 6, 9, tzinfo=dt.UTC)}
    return mail.write(to=to, cause=cause, **{**values, **changes})


def stop(post):
    post.controller.stop()


# Writing


def test_a_letter_waits_in_the_ledger_and_nothing_is_sent(post, clerk, now):
    letter = papers(clerk, now=now)
    assert (letter.to, letter.kind, letter.cause, letter.written_at) == (clerk, "papers_out", "pack:1", now)
    assert (letter.sent_at, letter.stopped_at, letter.tries) == (None, None, 0)
    assert post.accepted == []


def test_the_same_cause_twice_is_one_letter(clerk, now):
    assert papers(clerk, now=now) == papers(clerk, now=now + dt.timedelta(days=1))
    assert Mail.objects.count() == 1
    assert papers(clerk, cause="pack:2") != papers(clerk)


def test_a_letter_says_one_thing_and_links_to_it(cast, settings):
    settings.SITE_ADDRESS = "https://board.fenbridge.example/"
    letter = papers(cast.chair)
    assert letter.subject == "Papers are ready to read"
    assert letter.text == (
        "Hello Margaret,\n\nThe papers for the meeting on Thursday 14 January 2027 are ready to read.\n\n"
        "https://board.fenbridge.example/meetings/12/\n\nYou will be asked to sign in.\n\n"
        "Questions? Ring Ruth Adeyemi on 01632 960 112. Nobody reads answers to this address.\n"
    )


def test_a_council_without_a_telephone_number_gives_none(clerk):
    assert papers(clerk).text.endswith("You will be asked to sign in.\n\nNobody reads answers to this address.\n")


def test_numbers_in_a_letter_are_written_out():
    assert mail._in_words(1234) == "1,234"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "gossip"},
        {"link": "https://elsewhere.example/"},
        {"link": "/meetings/12/?title=x"},
        {"link": "/meetings/the budget/"},
        {"link": "meetings"},
        {"day": CANARY},
        {"day": True},
        {"day": dt.datetime(2027, 1, 14, tzinfo=dt.UTC)},
        {"title": 3},
    ],
)
def test_a_letter_that_could_carry_words_is_refused(clerk, wrong):
    with pytest.raises(ValueError):
        papers(clerk, **wrong)
    assert Mail.objects.count() == 0


def test_a_gap_that_is_not_filled_is_refused(clerk, now):
    with pytest.raises(ValueError, match="day"):
        mail.write(to=clerk, kind="papers_out", cause="pack:1", link="/", now=now)


def test_a_kind_that_no_letter_has_cannot_be_registered():
    with pytest.raises(ValueError, match="gossip"):
        mail.rechecked("gossip")


def test_a_kind_has_one_check(checks):
    with pytest.raises(ValueError, match="already"):
        mail.rechecked("papers_out")(everybody)


def test_every_subject_is_fixed_short_and_names_nothing():
    assert set(mail.SUBJECTS) == set(mail.LETTERS)
    assert all("{" not in subject and len(subject.split()) <= 7 for subject in mail.SUBJECTS.values())
    assert all(" child" not in f" {subject.lower()}" and "safeguard" not in subject.lower() for subject in mail.SUBJECTS.values())


# Sending


def test_a_letter_goes_to_one_person_in_plain_text_with_nothing_attached(post, checks, clerk, now):
    papers(clerk)
    papers(appoint(person("oliver", "Oliver Brandt"), Role.CLERK))
    assert mail.send_due(now) == Counter(sent=2)
    assert post.envelopes == [["ruth@fenbridge.example"], ["oliver@fenbridge.example"]]
    for message, [address] in zip(post.accepted, post.envelopes, strict=True):
        assert (message["To"], message["Cc"], message["Bcc"]) == (address, None, None)
        assert message["Subject"] == "Papers are ready to read"
        assert message["Auto-Submitted"] == "auto-generated"
        assert message.get_content_type() == "text/plain"
        assert list(message.iter_attachments()) == []
        assert "https://board.fenbridge.example/meetings/12/" in message.get_content()


def test_a_sent_letter_is_marked_and_never_sent_again(post, checks, clerk, now):
    letter = papers(clerk)
    mail.send_due(now)
    assert mail.send_due(now + dt.timedelta(days=9)) == Counter()
    letter.refresh_from_db()
    assert (letter.sent_at, letter.tries) == (now, 1)
    assert len(post.accepted) == 1


def test_no_word_from_elsewhere_reaches_a_subject(post, checks, clerk, now):
    letter = papers(clerk, cause=CANARY)
    Mail.objects.filter(pk=letter.pk).update(subject=CANARY)
    mail.send_due(now)
    [message] = post.accepted
    assert CANARY not in message.as_string()


def test_a_right_that_is_gone_between_writing_and_sending_stops_the_letter(post, checks, clerk, now):
    revoked, kept = papers(clerk), papers(appoint(person("oliver", "Oliver Brandt"), Role.CLERK))
    Appointment.objects.filter(user=clerk).update(ends_on=now.date() - dt.timedelta(days=1))
    assert mail.send_due(now) == Counter(stopped=1, sent=1)
    Appointment.objects.filter(user=clerk).update(ends_on=None)
    assert mail.send_due(now + dt.timedelta(hours=1)) == Counter()
    revoked.refresh_from_db()
    kept.refresh_from_db()
    assert (revoked.stopped_at, revoked.sent_at) == (now, None)
    assert (kept.stopped_at, kept.sent_at) == (None, now)
    assert post.envelopes == [["oliver@fenbridge.example"]]


def test_an_account_that_was_switched_off_gets_no_letter(post, checks, now):
    mail.rechecked("action_given")(everybody)
    off = person("kurt", "Kurt Vance")
    papers(off, kind="action_given")
    User.objects.filter(pk=off.pk).update(is_active=False)
    assert mail.send_due(now) == Counter(stopped=1)
    assert post.accepted == []


def test_the_check_is_asked_for_the_day_of_sending(post, checks, clerk, now):
    Appointment.objects.filter(user=clerk).update(ends_on=now.date() + dt.timedelta(days=5))
    papers(clerk)
    assert mail.send_due(now + dt.timedelta(days=6)) == Counter(stopped=1)


def test_a_kind_without_a_check_is_not_sent_and_stays_due(post, checks, clerk, now, caplog):
    unchecked = papers(clerk, kind="minutes_ready")
    papers(clerk)
    assert mail.send_due(now) == Counter(sent=1)
    assert list(mail.due()) == [unchecked]
    assert "Letters without a check are not sent: minutes_ready" in caplog.text


def test_a_check_that_breaks_is_no_permission_and_holds_nobody_up(post, checks, clerk, now, caplog):
    @mail.rechecked("action_given")
    def broken(letter, viewer):
        raise KeyError(CANARY)

    stuck, other = papers(clerk, kind="action_given"), papers(clerk)
    assert mail.send_due(now) == Counter(left=1, sent=1)
    stuck.refresh_from_db()
    assert (stuck.sent_at, stuck.stopped_at, stuck.tries) == (None, None, 1)
    other.refresh_from_db()
    assert other.sent_at == now
    assert CANARY not in caplog.text


def test_the_caller_may_bring_a_check_of_its_own(post, checks, clerk, now):
    papers(clerk)
    assert mail.send_due(now, lambda letter, moment: False) == Counter(stopped=1)


def test_an_invitation_has_its_check(post, now):
    import cpboard.core.letters  # noqa: F401, PLC0415 - registers it

    invited = person("edda", "Edda Lowry")
    Mail.objects.create(to=invited, kind="invitation", cause="person:1", subject="x", text="Ask for a link.", written_at=now)
    assert mail.still_allowed(Mail.objects.get(), now)
    assert mail.send_due(now) == Counter(sent=1)
    assert post.accepted[0]["Subject"] == "You have an account"


# Mail servers that fail


def test_a_dead_mail_server_leaves_letters_due_and_they_go_once_it_is_back(post, checks, clerk, now, settings):
    stop(post)
    letters = [papers(clerk, cause=f"pack:{n}") for n in range(3)]
    assert mail.send_due(now) == Counter()
    assert list(mail.due()) == letters
    back = Controller(post, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    back.start()
    try:
        assert mail.send_due(now + dt.timedelta(days=10)) == Counter(sent=3)
    finally:
        back.stop()
    assert len(post.accepted) == 3


@pytest.mark.parametrize("mood", ["later", "full", "hang up"])
def test_a_letter_that_is_put_off_is_tried_again_and_sent_once(post, checks, clerk, now, mood):
    post.moods = [mood]
    first, second = papers(clerk, cause="pack:1"), papers(clerk, cause="pack:2")
    assert mail.send_due(now) == Counter(left=1, sent=1)
    assert list(mail.due()) == [first]
    assert mail.send_due(now) == Counter(sent=1)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.tries, second.tries) == (2, 1)
    assert len(post.accepted) == 2


def test_a_letter_that_is_refused_for_days_is_given_up_and_others_go(post, checks, clerk, now):
    refused = papers(clerk, now=now)
    post.moods = ["never"] * 3
    assert mail.send_due(now) == Counter(left=1)
    assert mail.send_due(now + mail.GIVE_UP_AFTER) == Counter(left=1)
    after = now + mail.GIVE_UP_AFTER + dt.timedelta(minutes=1)
    assert mail.send_due(after) == Counter(stopped=1)
    refused.refresh_from_db()
    assert (refused.stopped_at, refused.sent_at, refused.tries) == (after, None, 3)
    assert post.accepted == []


def test_a_broken_line_is_never_a_reason_to_give_up(post, checks, clerk, now):
    papers(clerk, now=now)
    post.moods = ["hang up"]
    assert mail.send_due(now + dt.timedelta(days=30)) == Counter(left=1)
    assert mail.send_due(now + dt.timedelta(days=31)) == Counter(sent=1)


def test_a_server_that_dies_after_accepting_gets_the_letter_again_under_the_same_id(post, checks, clerk, now):
    papers(clerk)
    post.moods = ["die"]
    assert mail.send_due(now) == Counter(left=1)
    assert mail.send_due(now) == Counter(sent=1)
    first, second = post.accepted
    assert first["Message-ID"] == second["Message-ID"]
    assert re.fullmatch(r"<[0-9a-f]{32}@board\.fenbridge\.example>", first["Message-ID"])


def test_an_address_that_would_add_a_header_is_not_sent_to_and_holds_nobody_up(post, checks, clerk, now):
    mail.rechecked("action_given")(everybody)
    forged = person("x", "X")
    User.objects.filter(pk=forged.pk).update(email="x@fenbridge.example\nBcc: spy@elsewhere.example")
    papers(forged, kind="action_given")
    papers(clerk)
    assert mail.send_due(now) == Counter(left=1, sent=1)
    assert post.envelopes == [["ruth@fenbridge.example"]]


def test_at_most_a_batch_goes_in_one_run(post, checks, clerk, now, monkeypatch):
    monkeypatch.setattr(mail, "AT_ONCE", 2)
    for n in range(3):
        papers(clerk, cause=f"pack:{n}")
    assert mail.send_due(now) == Counter(sent=2)
    assert mail.send_due(now) == Counter(sent=1)


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_letter_once(post, checks, now):
    clerk = appoint(person("ruth", "Ruth Adeyemi"), Role.CLERK)
    for n in range(12):
        papers(clerk, cause=f"pack:{n}")
    outcomes, start = [], threading.Barrier(2)

    def send():
        try:
            start.wait(timeout=20)
            outcomes.append(mail.send_due(now))
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(timeout=60)
    assert sum(o["sent"] for o in outcomes) == 12
    assert len(post.accepted) == len({m["Message-ID"] for m in post.accepted}) == 12
    assert not mail.due().exists()


MOODS = ["accept", "later", "full", "hang up", "die", "accept", "accept"]


def assert_none_missing(post, number, now):
    """Send through a hostile server until nothing is due; gives how many copies there were and how many deaths."""
    clerk = appoint(person("ruth", "Ruth Adeyemi"), Role.CLERK)
    for n in range(number):
        papers(clerk, cause=f"pack:{n}", now=now)
    post.moods = [MOODS[n % len(MOODS)] for n in range(number * 2)]
    deaths = post.moods.count("die")
    for _ in range(number):
        if not mail.due().exists():
            break
        mail.send_due(now)
    ids = Counter(m["Message-ID"] for m in post.accepted)
    assert len(ids) == number
    assert not mail.due().exists()
    copies = len(post.accepted) - number
    assert copies <= deaths - post.moods.count("die")
    return copies, deaths - post.moods.count("die")


def test_no_letter_is_missing_after_a_hostile_server(post, checks, now):
    assert_none_missing(post, 40, now)


@pytest.mark.deep
@pytest.mark.timeout(1800)
def test_none_of_a_thousand_letters_is_missing_after_a_hostile_server(post, checks, now, capsys):
    copies, deaths = assert_none_missing(post, 1000, now)
    with capsys.disabled():
        print(f"\nletters: 1000, missing: 0, copies: {copies}, servers that died after accepting: {deaths}")


def test_the_viewer_of_a_check_is_the_person_it_goes_to(post, checks, clerk, now):
    seen = []

    @mail.rechecked("action_given")
    def remember(letter, viewer):
        seen.append(viewer)
        return True

    papers(clerk, kind="action_given")
    mail.send_due(now)
    assert [(type(v), v.user_id) for v in seen] == [(Viewer, clerk.pk)]
