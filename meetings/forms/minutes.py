"""The steps of the minutes: out as a draft, corrected, approved, signed, added to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from cpboard.core import fields
from cpboard.core.forms import GovForm
from cpboard.core.models import User
from meetings.following import held_after, presiding
from meetings.forms.sitting import STREET
from meetings.models import Meeting


class PutOutForm(GovForm):
    """The chair's yes to exactly the words on the page, and to what they leave out."""

    button = "Put the draft out"
    fair = forms.BooleanField(
        label="The public text is fair and coherent, also without what was said in private",
        required=False,
        help_text="The law asks it of a summary of what was taken without the public.",
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)


class CorrectForm(GovForm):
    """Which words are wrong, and which are right."""

    what = {"old": "the words that are wrong"}
    button = "Record the correction"
    old = forms.CharField(
        label="Which words are wrong?",
        max_length=2000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Copy them from the draft, with enough beside them that they stand there once.",
    )
    new = forms.CharField(
        label="Which are right?",
        max_length=2000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Leave it empty to leave them out. Only what makes the minutes true is corrected.",
    )


class ApproveForm(GovForm):
    """The chair's word that a meeting approved exactly these words."""

    what = {"at_meeting": "the meeting"}
    button = "Approve these minutes"
    at_meeting = forms.ModelChoiceField(
        label="Which meeting approved them?",
        queryset=Meeting.objects.none(),
        required=False,
        empty_label="No meeting: they were agreed round the table",
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """The later meetings of the body that were held."""
        super().__init__(*args, **kwargs)
        self.fields["at_meeting"].queryset = held_after(meeting)  # type: ignore[attr-defined]


class SignForm(GovForm):
    """Who signed, and when."""

    what = {"signed_by": "who signed them", "signed_on": "the day they were signed"}
    button = "Record the signature"
    signed_by = forms.ModelChoiceField(label="Who presided and signed them?", queryset=User.objects.none())
    signed_on = fields.DateField(label="When?", what="the day they were signed", help_text="For example, 14 1 2027")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """Those who preside over the body today."""
        super().__init__(*args, **kwargs)
        chairs = presiding(meeting, timezone.localdate())
        self.fields["signed_by"].queryset = User.objects.filter(pk__in=chairs.values("user"))  # type: ignore[attr-defined]


class MinutesNoteForm(GovForm):
    """A note to approved minutes."""

    what = {"text": "the note", "at_meeting": "the meeting"}
    button = "Add the note"
    text = forms.CharField(label="What is added?", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), help_text=STREET)
    at_meeting = forms.ModelChoiceField(label="Which meeting resolved it?", queryset=Meeting.objects.none())

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """The later meetings of the body that were held."""
        super().__init__(*args, **kwargs)
        self.fields["at_meeting"].queryset = held_after(meeting)  # type: ignore[attr-defined]
