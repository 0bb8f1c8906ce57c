"""Readers: where they stopped, their light, notes of everybody's own, questions before meetings in each of their states."""

from __future__ import annotations

from django.utils import timezone

from meetings import operations
from meetings.models import AgendaItem, Note, Question
from tests.factories.meetings import make_item, session_of
from tests.factories.reading import make_answer, make_note, make_question
from tests.nets.world import World, token


def build(world: World) -> None:
    """What readers leave behind, each with a word of its own."""
    world.keep("young_item", session_of(world["young_pack"].meeting).items.get())
    _notes(world)
    _questions(world)
    now = timezone.now()
    operations.keep_place(item=world["cleared_item"], by=world.viewer("councillor"), now=now)
    operations.choose_light(evening=True, by=world.viewer("champion"), now=now)


def _notes(world: World) -> None:
    """Notes of a member, of an officer, of a young member, of one whose term is over, and one whose item is gone."""
    keep, people = world.keep, world.people
    keep("my_note", make_note(world["cleared_item"], people["councillor"], f"Who rang? {token('my_note')}"))
    keep("officers_note", make_note(world["cleared_item"], people["officer"], f"Bring the list. {token('officers_note')}"))
    keep("young_note", make_note(world["young_item"], people["young_member"], f"Say it again. {token('young_note')}"))
    keep("formers_note", _formers(world))
    gone = make_item(world.cast, world["meeting"], "Taken off")
    keep("gone_note", make_note(gone, people["councillor"], f"Where is it? {token('gone_note')}"))
    operations.remove_item(item=gone, by=world.viewer("clerk"), now=timezone.now())
    world["gone_note"].item = None


def _formers(world: World) -> Note:
    """Written while the term ran."""
    then = timezone.now() - timezone.timedelta(days=9)
    about = {"meeting": world["meeting"], "item": world["cleared_item"], "item_title": "A report"}
    text = f"I will not be here. {token('formers_note')}"
    note = Note(owner=world.people["former"], **about, text=text, written_at=then, changed_at=then)
    note.save()
    return note


def _questions(world: World) -> None:
    """Open and answered ones; of a young member; of a meeting that was held, of another body, for a presenter who is a member."""
    keep, people = world.keep, world.people
    keep("question", make_question(world["cleared_item"], people["councillor"], f"How many? {token('question')}", place=1))
    keep("answered_question", make_question(world["cleared_item"], people["chair"], "And last year?"))
    make_answer(world["answered_question"], people["officer"], f"Fewer. {token('question_answer')}")
    keep("young_question", make_question(world["young_item"], people["young_member"], f"Why? {token('young_question')}"))
    keep("other_question", make_question(world["other_item"], people["other_member"], f"How long? {token('other_question')}"))
    keep("aired_item", make_item(world.cast, world["meeting"], "What the champion saw", presenter=people["champion"]))
    keep("aired_question", make_question(world["aired_item"], people["chair"], "What did they say?"))
    keep("held_question", _before(world["held_item"], world))


def _before(item: AgendaItem, world: World) -> Question:
    """Asked before the meeting that was held since."""
    at = item.session.meeting.starts_at - timezone.timedelta(days=2)
    return Question.record(item=item, text="Who comes?", by=world.people["councillor"], at=at)
