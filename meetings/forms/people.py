"""Who takes part: private sessions, their named readers, and who was there."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django import forms

from cpboard.board.models import Membership
from cpboard.core import fields
from cpboard.core.forms import GovForm
from cpboard.core.models import User
from cpboard.core.records import current_q
from meetings.forms.boxes import Short
from meetings.models import Attendance, Meeting, Session


class SessionForm(GovForm):
    """A private session."""

    what = {"starts": "the time it starts"}
    button = "Add the private session"
    starts = fields.TimeField(label="Starts at", what="the time it starts", help_text="For example, 7.15pm", widget=Short)


class ReaderForm(GovForm):
    """One more named reader."""

    what = {"user": "a person"}
    button = "Name this reader"
    user = forms.ModelChoiceField(label="Who else may read it?", queryset=User.objects.none())

    def __init__(self, *args: Any, session: Session, on: dt.date, **kwargs: Any) -> None:
        """Those who sit on the body and are not named yet; for a public session only young people need naming."""
        super().__init__(*args, **kwargs)
        held = Membership.objects.filter(current_q(on), seat__body=session.meeting.body_id).exclude(seat__kind="officer")
        held = held if session.is_private else held.filter(seat__kind="young")
        people = User.objects.filter(is_active=True, pk__in=held.values("user"))
        self.fields["user"].queryset = people.exclude(pk__in=session.readers.values("user"))  # type: ignore[attr-defined]
        self.fields["user"].label_from_instance = lambda user: user.described  # type: ignore[attr-defined]


class Place(NamedTuple):
    """One line of the attendance table."""

    user: User
    seat: str
    field: forms.BoundField


class AttendanceForm(GovForm):
    """Who was there: one line for each member on that day, and for whoever else was noted."""

    button = "Save who was there"

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """A line for each person, marked as it stands."""
        super().__init__(*args, **kwargs)
        marks = {mark.user: mark.how for mark in Attendance.objects.filter(meeting=meeting).select_related("user")}
        self.seats = dict.fromkeys(marks, "also there") | _members(meeting)
        for user in self.seats:
            self.fields[self._name(user)] = forms.ChoiceField(
                label=user.name,
                choices=Attendance.How.choices,
                required=False,
                initial=marks.get(user, ""),
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": f"Choose present, sent apologies or absent for {user.name}"},
            )

    @staticmethod
    def _name(user: User) -> str:
        return f"how_{user.pk}"

    def places(self) -> list[Place]:
        """The lines of the table."""
        return [Place(user, seat, self[self._name(user)]) for user, seat in self.seats.items()]

    def marks(self) -> dict[User, str]:
        """The answers as `record_attendance` takes them."""
        return {user: self.cleaned_data[self._name(user)] for user in self.seats}


def _members(meeting: Meeting) -> dict[User, str]:
    held = Membership.objects.filter(current_q(meeting.day), seat__body=meeting.body_id).select_related("user", "seat")
    return {each.user: str(each.seat) for each in held.order_by("seat__kind", "user__name")}
