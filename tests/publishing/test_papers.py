"""Papers to the public: two people, the very file, supplements in their order, gone at once when taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cpboard.board.models import Regime
from cpboard.core import files, pdf
from cpboard.core.access import Denied
from cpboard.publishing import door, papers, statements
from cpboard.publishing.models import Publication, ReleaseRequest
from cpboard.publishing.statements import NotForPublication
from meetings import operations
from meetings.models import Meeting, Pack, Paper
from meetings.operations.packs import keep_words
from tests.board.pages import page, words
from tests.cast import Cast
from tests.factories.closed import make_paper
from tests.factories.meetings import PRIVATE, make_item, make_meeting, make_out, make_report
from tests.factories.packs import keep_pack, make_pack, make_upload

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
CLOSED, CLOSED_TITLE = "zzclosedwords", "zzclosedtitle"


def released(cast: Cast, statement: statements.Statement) -> Publication:
    now = timezone.now()
    asked = door.ask_release(statement, by=cast.viewer("clerk"), now=now)
    return door.release(asked, seen=asked.sha256, by=cast.viewer("second_clerk"), now=now)


def with_agenda(cast: Cast, **more: Any) -> Meeting:
    """A committee with a report, a letter and a private item; its agenda is out and public."""
    meeting = make_meeting(cast, private_session=True, readers=[cast.councillor], **{"regime": Regime.PART_VA, **more})
    make_report(cast, make_item(cast, meeting, "Homes"), text="89 of 131 stayed. zzopen")
    make_upload(cast, make_item(cast, meeting, "Teeth"), "The letter", pages=2)
    make_paper(cast, make_item(cast, meeting, "Two letters", PRIVATE), CLOSED, CLOSED_TITLE)
    make_out(cast, meeting)
    meeting.refresh_from_db()
    released(cast, statements.meeting_agenda(meeting))
    return meeting


def public_pack(cast: Cast, meeting: Meeting) -> tuple[Pack, Publication]:
    built = make_pack(cast, meeting, "public")
    return built, released(cast, papers.pack(built))


def withdraw(cast: Cast, pack: Pack) -> None:
    operations.withdraw_pack(pack=pack, reason="It had the wrong letter.", by=cast.viewer("clerk"), now=timezone.now())


def page_of(client: Client, publication: Publication) -> str:
    return client.get(reverse("publication", args=[publication.slug])).content.decode()


def test_papers_are_public_once_two_people_agreed_and_their_address_was_not_there_before(cast: Cast, client: Client) -> None:
    meeting = with_agenda(cast)
    built = make_pack(cast, meeting, "public")
    agenda = Publication.objects.get(source=f"meetings.meeting:{meeting.pk}")
    asked = door.ask_release(papers.pack(built), by=cast.viewer("clerk"), now=timezone.now())
    addresses = [reverse(name, args=[asked.slug]) for name in ("publication", "publication_file")]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert "Papers and minutes" not in page_of(client, agenda)
    door.release(asked, seen=asked.sha256, by=cast.viewer("second_clerk"), now=timezone.now())
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    assert b"".join(client.get(addresses[1]).streaming_content) == files.read(built.file)
    shown = client.get(addresses[0])
    assert f"Report: page {built.contents[0]['papers'][0]['first']}" in words(shown)
    assert addresses[0] in page_of(client, agenda)


def test_nothing_that_is_private_is_in_public_papers(cast: Cast, client: Client) -> None:
    meeting = with_agenda(cast)
    built, publication = public_pack(cast, meeting)
    said = "\n".join(pdf.facts_of(files.read(built.file)).text)
    shown = page_of(client, publication) + page_of(client, Publication.objects.get(source=f"meetings.meeting:{meeting.pk}"))
    assert ("zzopen" in said, "Paragraph 2 of Part 1" in said, "Paragraph 2 of Part 1" in shown) == (True, True, True)
    assert [text for text in (CLOSED, CLOSED_TITLE) if text in said + shown + str(publication.statement)] == []


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 200), ("second_clerk", 200), ("chair", 200), ("participation", 404), ("councillor", 404), ("officer", 404)],
)
def test_whoever_decides_opens_the_very_file_before_it_is_public(cast: Cast, sign_in: Any, who: str, status: int) -> None:
    built = make_pack(cast, with_agenda(cast), "public")
    asked = door.ask_release(papers.pack(built), by=cast.viewer("clerk"), now=timezone.now())
    answer = sign_in(getattr(cast, who)).get(reverse("release_file", args=[asked.pk]))
    assert answer.status_code == status
    if status == 200:
        assert b"".join(answer.streaming_content) == files.read(built.file)


def test_the_second_person_is_told_what_stands_in_uploaded_papers_and_others_are_not(cast: Cast, sign_in: Any) -> None:
    meeting = with_agenda(cast)
    keep_words(paper=Paper.objects.get(title="The letter"), words="Three children live there. Ring 07700 900123.")
    asked = door.ask_release(papers.pack(make_pack(cast, meeting, "public")), by=cast.viewer("clerk"), now=timezone.now())
    address = reverse("release", args=[asked.pk])
    for who in (cast.second_clerk, cast.chair):
        said = words(sign_in(who).get(address))
        assert "In “The letter”: A number so small that somebody could know who is meant." in said
        assert "07700 900123" in said
    assert "07700" not in words(sign_in(cast.participation).get(address))
    assert door.release(asked, seen=asked.sha256, by=cast.viewer("second_clerk"), now=timezone.now()).title == asked.title


def test_the_file_of_a_request_that_was_sent_back_opens_for_nobody(cast: Cast, sign_in: Any) -> None:
    built = make_pack(cast, with_agenda(cast), "public")
    asked = door.ask_release(papers.pack(built), by=cast.viewer("clerk"), now=timezone.now())
    address = reverse("release_file", args=[asked.pk])
    assert sign_in(cast.second_clerk).get(address).status_code == 200
    door.refuse(asked, reason="Page 3 names a home.", by=cast.viewer("second_clerk"), now=timezone.now())
    assert sign_in(cast.second_clerk).get(address).status_code == 404


def test_a_clerk_is_led_from_the_pack_to_the_door_and_a_second_one_lets_it_out(cast: Cast, sign_in: Any) -> None:
    meeting = with_agenda(cast)
    members, built = make_pack(cast, meeting), make_pack(cast, meeting, "public")
    clerk, second = sign_in(cast.clerk), sign_in(cast.second_clerk)
    door_of = reverse("ask_release", args=["pack", built.pk])
    assert (
        page(clerk.get(reverse("meetings:pack", args=[members.pk]))).find("a", href=reverse("ask_release", args=["pack", members.pk]))
        is None
    )
    assert page(clerk.get(reverse("meetings:pack", args=[built.pk]))).find("a", href=door_of) is not None
    assert "pages" in words(clerk.get(door_of))
    clerk.post(door_of)
    asked = ReleaseRequest.objects.get(kind="pack")
    shown = second.get(reverse("release", args=[asked.pk]))
    assert page(shown).find("a", href=reverse("release_file", args=[asked.pk])) is not None
    assert "The letter, without headings for screen readers: pages" in words(shown)
    second.post(reverse("release", args=[asked.pk]), {"seen": asked.sha256})
    assert Publication.objects.out().filter(kind="pack").count() == 1


def test_a_pack_that_the_public_may_not_have_cannot_be_asked_for(cast: Cast) -> None:
    meeting = with_agenda(cast)
    with pytest.raises(NotForPublication, match="not built for the public"):
        papers.pack(make_pack(cast, meeting))
    first = make_pack(cast, meeting, "public")
    withdraw(cast, first)
    with pytest.raises(NotForPublication, match="was taken back"):
        papers.pack(Pack.objects.get(pk=first.pk))
    young = keep_pack(cast, meeting, "young")
    with pytest.raises(NotForPublication, match="not built for the public"):
        papers.pack(young)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"regime": Regime.PRIVATE}, "This meeting is private"),
        ({"called_off": True}, "was called off"),
        ({"agenda_out_at": None, "agenda_out_by": None}, "The agenda is not out"),
    ],
)
def test_a_meeting_that_changed_lets_no_pack_out_even_if_it_was_asked_for(cast: Cast, changes: dict[str, Any], why: str) -> None:
    meeting = with_agenda(cast)
    built = make_pack(cast, meeting, "public")
    asked = door.ask_release(papers.pack(built), by=cast.viewer("clerk"), now=timezone.now())
    if changes.pop("called_off", False):
        changes = {"called_off_at": timezone.now(), "called_off_by": cast.clerk}
    Meeting.objects.filter(pk=meeting.pk).update(**changes)
    with pytest.raises(NotForPublication, match=why):
        papers.pack(Pack.objects.get(pk=built.pk))
    with pytest.raises(NotForPublication, match=why):
        door.release(asked, seen=asked.sha256, by=cast.viewer("second_clerk"), now=timezone.now())
    assert Publication.objects.filter(kind="pack").count() == 0


def test_papers_wait_for_their_agenda_and_a_supplement_for_its_pack(cast: Cast) -> None:
    meeting = with_agenda(cast)
    agenda = Publication.objects.get(source=f"meetings.meeting:{meeting.pk}")
    built = make_pack(cast, meeting, "public")
    make_upload(cast, make_item(cast, meeting, "Late"), "A late note")
    added = make_pack(cast, meeting, "public")
    with pytest.raises(NotForPublication, match="The pack that this adds to is not public yet"):
        papers.pack(added)
    door.withdraw(agenda, reason="A slip.", by=cast.viewer("clerk"), now=timezone.now())
    with pytest.raises(NotForPublication, match="The agenda is not public yet"):
        papers.pack(built)


def test_supplements_stand_in_order_and_say_what_is_new_and_what_they_replace(cast: Cast, client: Client) -> None:
    meeting = with_agenda(cast)
    whole, publication = public_pack(cast, meeting)
    letter = Paper.objects.get(title="The letter")
    operations.remove_paper(paper=letter, by=cast.viewer("clerk"), now=timezone.now())
    make_upload(cast, letter.item, "The letter")
    _, first = public_pack(cast, meeting)
    make_upload(cast, letter.item, "A late note")
    _, second = public_pack(cast, meeting)
    shown = client.get(reverse("publication", args=[f"meeting-{meeting.day}-{meeting.pk}"]))
    order = [link["href"] for link in page(shown).select("main a") if link["href"].startswith("/public/papers")]
    expected = [reverse(name, args=[each.slug]) for each in (publication, first, second) for name in ("publication", "publication_file")]
    assert order == expected
    said, was = words(shown), next(paper for entry in whole.contents for paper in entry["papers"] if paper["title"] == "The letter")
    assert f"The letter: page {whole.pages + 3}, in place of pages {was['first']} to {was['last']}" in said
    assert "A late note: page" in said
    assert f"replaced by page {whole.pages + 3} in supplement 1" in page_of(client, publication)


def test_a_pack_that_is_taken_back_comes_down_with_its_supplements_in_the_same_moment(
    cast: Cast, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    meeting = with_agenda(cast)
    whole, publication = public_pack(cast, meeting)
    make_upload(cast, make_item(cast, meeting, "Late"), "A late note")
    added, supplement = public_pack(cast, meeting)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(cast, whole)
    assert [files.path_of(each.file.sha256).exists() for each in (whole, added)] == [False, False]
    for each in (publication, supplement):
        gone = client.get(reverse("publication", args=[each.slug]))
        assert (gone.status_code, "It had the wrong letter." in gone.content.decode()) == (410, True)
        assert "The letter" not in gone.content.decode()
        assert client.get(reverse("publication_file", args=[each.slug])).status_code == 404
    agenda = page_of(client, Publication.objects.get(source=f"meetings.meeting:{meeting.pk}"))
    assert "Papers that were taken down" in agenda
    assert publication.slug not in agenda


def test_a_request_for_a_pack_that_is_taken_back_is_sent_back_and_releases_nothing(cast: Cast) -> None:
    built = make_pack(cast, with_agenda(cast), "public")
    asked = door.ask_release(papers.pack(built), by=cast.viewer("clerk"), now=timezone.now())
    withdraw(cast, built)
    asked.refresh_from_db()
    assert (asked.decision, asked.reason) == ("refused", "It was taken back before anybody agreed.")
    with pytest.raises(Denied):
        door.release(asked, seen=asked.sha256, by=cast.viewer("second_clerk"), now=timezone.now())


def test_the_certificate_names_the_public_papers(cast: Cast, sign_in: Any) -> None:
    meeting = with_agenda(cast)
    _, publication = public_pack(cast, meeting)
    shown = sign_in(cast.councillor).get(reverse("meetings:certificate", args=[meeting.pk]))
    assert page(shown).find("a", href=reverse("publication", args=[publication.slug])) is not None


def test_public_pages_of_papers_ask_as_often_with_one_supplement_as_with_three(
    cast: Cast, client: Client, django_assert_num_queries: Any
) -> None:
    meeting = with_agenda(cast)
    _, publication = public_pack(cast, meeting)
    client.get("/")
    with django_assert_num_queries(4):
        page_of(client, publication)
    for number in range(3):
        make_upload(cast, make_item(cast, meeting, f"Late {number}"), f"Note {number}")
        public_pack(cast, meeting)
    with django_assert_num_queries(4):
        page_of(client, publication)
