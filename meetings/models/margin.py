"""What stands in the margin of open papers: a reader's own notes, and questions that are answered for everybody.

A note is the one thing in this house that belongs to one person and to nobody else. It is guarded as a private room is:
no query runs without its reader, and its words are sealed with the field key, so that a copy of the database holds none.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cpboard.core.access import GuardedModel, GuardedQuerySet, SealedVisibleQuerySet, Viewer
from cpboard.core.models import User
from cpboard.core.records import SealedModel
from cpboard.core.sealing import SealedTextField
from meetings.models.agenda import AgendaItem, Meeting
from meetings.models.reading import open_items


class Note(GuardedModel):
    """One note of one reader on an open item, or on one of its paragraphs, whose words it keeps.

    An item that is taken off the agenda leaves the note without one: no note of anybody keeps the clerk from doing so,
    which would tell that there is one.
    """

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="+")
    item_title = SealedTextField(help_text="The title of the item as it was then.")
    paragraph = models.PositiveSmallIntegerField(default=0, help_text="Which paragraph of the report, from 1; 0 for the item.")
    words = SealedTextField(blank=True, help_text="What that paragraph said when the note was written.")
    text = SealedTextField()
    version = models.PositiveIntegerField(default=1, help_text="Rises with each save; a stale save is refused.")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = GuardedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["meeting", "paragraph", "pk"]

    def __str__(self) -> str:
        return f"Note {self.pk}"

    @classmethod
    def readable_by(cls, viewer: Viewer) -> Q:
        """The owner alone, while they may read the item; without an item, while they may see the meeting.

        A term that ended ends this right too: the notes stay the owner's, and open again with the next term. They
        quote papers, so they are not kept open for somebody who may no longer read those (design §4, security A3).
        """
        meeting = Q(item__isnull=True, meeting__in=Meeting.objects.visible_to(viewer).values("pk"))
        return Q(owner=viewer.user_id) & (open_items(viewer) | meeting)


class Question(SealedModel):
    """What somebody asks before the meeting about an open item or one of its paragraphs. Sealed.

    It keeps no words of the report, only their fingerprint: a report may come back because a name stood in it.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="questions")
    paragraph = models.PositiveSmallIntegerField(default=0, help_text="Which paragraph of the report, from 1; 0 for the item.")
    fingerprint = models.CharField(max_length=64, blank=True, help_text="SHA-256 of what that paragraph said.")
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["item", "at", "pk"]

    def __str__(self) -> str:
        return f"Question {self.pk} on {self.item}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """Everybody who may read the open item."""
        return open_items(viewer)


class Answer(SealedModel):
    """The one answer to a question, for everybody who may read it. Sealed."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="answer")
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SealedVisibleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["question"]

    def __str__(self) -> str:
        return f"Answer to question {self.question_id}"

    @classmethod
    def visible_q(cls, viewer: Viewer) -> Q:
        """As the question."""
        return open_items(viewer, "question__item")
