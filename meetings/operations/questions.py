"""Questions before the meeting: asked once, answered once, for everybody who may read the item (ux J2, 002-04)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from cpboard.core import events
from cpboard.core.access import Viewer, require
from meetings import policies
from meetings.models import AgendaItem, Answer, Question
from meetings.operations.locking import locked, locked_item
from meetings.reading import Paragraph, fingerprint


@transaction.atomic
def ask_question(*, item: AgendaItem, text: str, by: Viewer, now: dt.datetime, about: Paragraph | None = None) -> Question:
    """Ask about an open item or a paragraph of its report. It goes to the author, the presenter and the clerk."""
    item = locked_item(item)
    require(policies.may_ask_question(by, item))
    place, mark = (about.place, fingerprint(about.words)) if about else (0, "")
    question = Question.record(item=item, paragraph=place, fingerprint=mark, text=text, by=by.user, at=now)
    events.record("meetings.ask_question", subject=question, by=by, at=now, item=item.pk, paragraph=place)
    return question


@transaction.atomic
def answer_question(*, question: Question, text: str, by: Viewer, now: dt.datetime) -> Answer:
    """Answer once, for all. Two at once take turns; the second is refused."""
    question = locked(question, "item__session__meeting__body")
    require(policies.may_answer_question(by, question))
    answer = Answer.record(question=question, text=text, by=by.user, at=now)
    events.record("meetings.answer_question", subject=question, by=by, at=now, answer=answer.pk)
    return answer
