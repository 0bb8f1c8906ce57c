"""The pre-meet and the questions that are agreed there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from cpboard.board.models import Membership
from cpboard.core import fields
from cpboard.core.forms import GovForm
from cpboard.core.models import User
from cpboard.core.records import current_q
from meetings.forms.boxes import Short
from meetings.forms.notice import moment
from meetings.models import AgendaItem, Meeting, PreMeet, Session


class PreMeetForm(GovForm):
    """When and where, and the rest of its checklist."""

    what = {"place": "the place"}
    button = "Save the pre-meet"
    date = fields.DateField(label="On which day?", what="the day", help_text="For example, 12 1 2027")
    starts = fields.TimeField(label="At what time?", what="the time", help_text="For example, 4.30pm", widget=Short)
    place = forms.CharField(label="Where?", max_length=160)
    reds = forms.CharField(
        label="Which figures off track do we take up, and why these?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    young_briefed_on = fields.DateField(label="When were young people briefed?", what="the day", required=False)
    young_briefed_how = forms.CharField(
        label="By whom, and how?",
        max_length=160,
        required=False,
        help_text="Name no young person. For example: by Our Voice’s worker, with pizza.",
    )

    def planned(self) -> dict[str, Any]:
        """The answers as the deed takes them."""
        said = dict(self.cleaned_data)
        return {"starts_at": moment(said.pop("date"), said.pop("starts")), **said}

    @staticmethod
    def answers_of(row: PreMeet | None) -> dict[str, Any]:
        """The form as it stands."""
        if row is None:
            return {}
        starts = timezone.localtime(row.starts_at)
        names = ("place", "reds", "young_briefed_on", "young_briefed_how")
        return {"date": starts.date(), "starts": starts.time(), **{name: getattr(row, name) for name in names}}


class AgreeQuestionForm(GovForm):
    """A question for an item, and who asks it."""

    what = {"item": "the item", "question": "the question"}
    button = "Agree the question"
    item = forms.ModelChoiceField(label="On which item?", queryset=AgendaItem.objects.none(), empty_label=None)
    question = forms.CharField(
        label="What do we ask?", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text="Name no child, no home, no family."
    )
    asker = forms.ModelChoiceField(label="Who asks it?", queryset=User.objects.none(), required=False, empty_label="Nobody yet")

    def __init__(self, *args: Any, meeting: Meeting, viewer: Any, **kwargs: Any) -> None:
        """The open items of the meeting, and whoever sits on the body."""
        super().__init__(*args, **kwargs)
        items = AgendaItem.objects.visible_to(viewer).filter(session__meeting=meeting, session__privacy=Session.Privacy.PUBLIC)
        seated = Membership.objects.filter(current_q(meeting.day), seat__body=meeting.body_id).values("user")
        self.fields["item"].queryset = items.in_order()  # type: ignore[attr-defined]
        self.fields["asker"].queryset = User.objects.filter(pk__in=seated, is_active=True)  # type: ignore[attr-defined]
