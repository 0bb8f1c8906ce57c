"""Minutes as a Word document: the words of the page, for whoever reads the page."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import operations
from meetings.models import Meeting
from tests.cast import Cast
from tests.factories.meetings import PRIVATE, make_approved_minutes, make_decision, make_held_meeting, make_item, make_minutes

pytestmark = pytest.mark.django_db


def read(answer: Any) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(b"".join(answer.streaming_content))).paragraphs)


def address(meeting: Meeting) -> str:
    return reverse("meetings:minutes_word", args=[meeting.pk])


def test_approved_minutes_with_what_was_added_later(cast: Cast, sign_in: Any) -> None:
    meeting = make_held_meeting(cast)
    make_decision(cast, make_item(cast, meeting, "Teeth"), "Ring six surgeries.")
    approval = make_approved_minutes(cast, meeting, "Kayleigh spoke first.")
    later = make_held_meeting(cast, days=-2)
    deed = {"by": cast.viewer("clerk"), "now": timezone.now()}
    operations.add_minutes_note(approval=approval, text="It was seven.", at_meeting=later, **deed)
    answer = sign_in(cast.councillor).get(address(meeting))
    assert answer["Content-Disposition"] == f'attachment; filename="minutes-{meeting.day:%Y-%m-%d}.docx"'
    said = read(answer)
    assert said.startswith(f"Minutes of the {meeting.body.name}, {meeting.day:%-d %B %Y}\n")
    assert [words for words in ("Ring six surgeries.", "Kayleigh spoke first.", "It was seven.") if words not in said] == []
    assert "Draft" not in said


def test_a_draft_says_so_and_is_for_the_clerk_alone(cast: Cast, sign_in: Any) -> None:
    meeting = make_held_meeting(cast)
    make_minutes(cast, meeting, "We began late.")
    said = read(sign_in(cast.clerk).get(address(meeting)))
    assert "Draft. A later meeting approves it." in said
    assert "We began late." in said
    assert [sign_in(who).get(address(meeting)).status_code for who in (cast.councillor, cast.chair, cast.other_member)] == [404, 404, 404]


def test_nothing_decided_in_private_is_in_it_even_for_a_named_reader(cast: Cast, sign_in: Any) -> None:
    meeting = make_held_meeting(cast, private_session=True, readers=[cast.councillor])
    make_decision(cast, make_item(cast, meeting, "Two letters", PRIVATE), "zzprivatewords")
    make_decision(cast, make_item(cast, meeting, "Teeth"), "Ring six surgeries.")
    make_approved_minutes(cast, meeting)
    said = read(sign_in(cast.councillor).get(address(meeting)))
    assert ("Ring six surgeries." in said, "zzprivatewords" in said) == (True, False)


def test_where_there_are_no_minutes_there_is_no_document(cast: Cast, sign_in: Any) -> None:
    assert sign_in(cast.clerk).get(address(make_held_meeting(cast))).status_code == 404
