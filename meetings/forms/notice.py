"""Notice: why something goes out late and which chair found it urgent; the days that do not count; how they are counted."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from cpboard.board.models import Membership, Regime
from cpboard.core import fields
from cpboard.core.forms import GovForm
from cpboard.core.models import User
from cpboard.core.records import current_q
from meetings.forms.boxes import Few, Short
from meetings.models import DayOff, Meeting, OfficeCalendar

CHAIRING = [Membership.Post.CHAIR, Membership.Post.VICE_CHAIR, Membership.Post.CO_CHAIR]


def moment(day: dt.date, time: dt.time) -> dt.datetime:
    """A day and a time of day in London, as a moment."""
    return timezone.make_aware(dt.datetime.combine(day, time))


class LateForm(GovForm):
    """Why fewer than five clear days are left; for a committee also which chair found it urgent, and when."""

    what = {"late_why": "why it goes out late", "chair": "which chair found it urgent"}
    late_label = "Why does it go out with fewer than five clear days?"
    late_why = forms.CharField(
        max_length=250,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The special circumstances. The minutes will say it. Anybody may read it.",
    )
    chair = forms.ModelChoiceField(
        label="Which chair found it urgent?",
        queryset=User.objects.none(),
        required=False,
        help_text="A committee may only take it if the chair is of that opinion.",
    )
    said_on = fields.DateField(label="On which day did the chair say so?", what="the day the chair said so", required=False)
    said_time = fields.TimeField(
        label="At what time?", what="the time the chair said so", required=False, help_text="For example, 9.40am", widget=Short
    )

    def __init__(self, *args: Any, meeting: Meeting, asks: bool = True, **kwargs: Any) -> None:
        """Ask only where it can be late; the chair only where a committee's law can hold."""
        super().__init__(*args, **kwargs)
        self.fields["late_why"].label = self.late_label
        held = Membership.objects.filter(current_q(timezone.localdate()), seat__body=meeting.body_id, post__in=CHAIRING)
        chair: Any = self.fields["chair"]
        chair.queryset = User.objects.filter(pk__in=held.values("user"))
        for name in LateForm.base_fields if not asks else ():
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A day and a time belong together."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("said_on") and "said_time" in cleaned and not cleaned["said_time"]:
            self.add_error("said_time", "Enter the time the chair said so")
        return cleaned

    def urgent(self) -> dict[str, Any]:
        """The answers as the operations take them."""
        said = self.cleaned_data
        at = moment(said["said_on"], said["said_time"]) if said.get("said_on") and said.get("said_time") else None
        return {"late_why": said.get("late_why", ""), "chair": said.get("chair"), "said_at": at}


class AgendaOutForm(LateForm):
    """Why it goes out late, where that is so."""

    button = "Put the agenda out"

    def __init__(self, *args: Any, short: bool, meeting: Meeting, **kwargs: Any) -> None:
        """Ask only when it is short; the chair only of a committee."""
        super().__init__(*args, meeting=meeting, asks=short, **kwargs)
        for name in ("chair", "said_on", "said_time") if short and meeting.regime != Regime.PART_VA else ():
            del self.fields[name]


class UrgencyForm(LateForm):
    """Why the chair found one late item urgent."""

    button = "Record that it is urgent"
    late_label = "Why can it not wait for the next meeting?"


class DayOffForm(GovForm):
    """A one-off bank holiday, or days on which the offices are closed."""

    what = {"kind": "what kind of day it is", "name": "what the day is called", "starts_on": "the first day", "ends_on": "the last day"}
    button = "Add to the list"
    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(DayOff.Kind.CLOSURE, "Offices closed"), (DayOff.Kind.BANK_HOLIDAY, "One-off bank holiday")],
        widget=fields.Radios(
            hints={
                "closure": "The council shuts its offices, as between Christmas and New Year.",
                "bank_holiday": "Proclaimed for one year only, and not in our list yet.",
            }
        ),
    )
    name = forms.CharField(label="What is it called?", max_length=80, help_text="For example, Offices closed at Christmas")
    starts_on = fields.DateField(label="Which day? If more than one, the first", what="the first day", help_text="For example, 29 12 2026")
    ends_on = fields.DateField(label="Last day, if there is more than one", what="the last day", required=False)


class RemoveDayOffForm(GovForm):
    """Why it counts again."""

    what = {"why": "why it counts again"}
    button = "Take off the list"
    why = forms.CharField(label="Why does it count again?", max_length=250, help_text="For example, the offices stay open after all.")


class CountingForm(GovForm):
    """How working days are counted."""

    what = {"closes_at": "the time the offices close"}
    button = "Save how we count"
    strict = forms.TypedChoiceField(
        label="When something goes out while the offices are closed, from when does it count?",
        choices=[("yes", "From the next working day"), ("no", "From the day itself")],
        coerce=lambda answer: answer == "yes",
        widget=fields.Radios(
            hints={
                "yes": "The strict way. Nobody can say later that it was out too late.",
                "no": "The lenient way. No court has said that it is right.",
            }
        ),
    )
    closes_at = fields.TimeField(
        label="When do the offices close?", what="when the offices close", help_text="For example, 5pm", widget=Short
    )
    agenda_days = forms.IntegerField(label="Agenda set: working days before the last day to publish", min_value=0, max_value=90, widget=Few)
    drafts_days = forms.IntegerField(label="First drafts: working days before", min_value=0, max_value=90, widget=Few)
    finals_days = forms.IntegerField(label="Cleared reports: working days before", min_value=0, max_value=90, widget=Few)

    @staticmethod
    def answers_of(found: OfficeCalendar | None) -> dict[str, Any]:
        """The form as things stand."""
        now = found or OfficeCalendar()
        numbers = {name: getattr(now, name) for name in ("closes_at", "agenda_days", "drafts_days", "finals_days")}
        return {"strict": "yes" if now.strict else "no", **numbers}
