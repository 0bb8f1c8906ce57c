"""What is written in the closed room."""

from __future__ import annotations

from django import forms
from django.core.validators import MaxLengthValidator

from cpboard.core.forms import GovForm
from meetings.forms.written import LONGEST


class PaperForm(GovForm):
    """The private paper."""

    what = {"title": "the title of the paper", "text": "the paper"}
    button = "Save the private paper"
    title = forms.CharField(label="Title of the paper", max_length=160, help_text="Named readers alone see it.")
    text = forms.CharField(
        label="The paper",
        validators=[MaxLengthValidator(LONGEST)],
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text="Leave an empty line between paragraphs. Begin a heading with #, a list with -.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class NoteForm(GovForm):
    """The private record."""

    what = {"text": "the note"}
    button = "Add to the private record"
    text = forms.CharField(
        label="What was said and settled",
        validators=[MaxLengthValidator(LONGEST)],
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="A note cannot be changed once it is added. What the public may know is written in the decision, not here.",
    )


class SummaryForm(GovForm):
    """What the public may know."""

    button = "Save the public words"
    say_optional = False
    text = forms.CharField(
        label="What may everybody know?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="The minutes say it to whoever reads them. Name no child, no home, no price; leave it empty to say nothing.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
