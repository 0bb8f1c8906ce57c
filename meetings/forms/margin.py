"""What is written in the margin of papers: notes of one's own, questions, answers."""

from __future__ import annotations

from django import forms

from cpboard.core.forms import GovForm

LONGEST_NOTE = 4000  # characters


class NoteForm(GovForm):
    """A note of one's own."""

    what = {"text": "your note"}
    button = "Save note"
    text = forms.CharField(
        label="My note",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Only you can read it, on every device. Not the clerk, not the administrator, nobody.",
    )


class ChangeNoteForm(NoteForm):
    """The same, once more, from the version that the writer read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class QuestionForm(GovForm):
    """A question before the meeting."""

    what = {"text": "your question"}
    button = "Send question"
    text = forms.CharField(
        label="My question",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Everyone on the board sees it and its answer. Name no child, no home, no family.",
    )


class AnswerForm(GovForm):
    """The one answer."""

    what = {"text": "the answer"}
    button = "Send answer"
    text = forms.CharField(
        label="The answer",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Everyone who may read the item sees it. It cannot be changed once it is sent. Name no child, no home, no family.",
    )
