"""The work programme: a slot, a topic, where to carry one over, from which year to copy, and the filter."""

from __future__ import annotations

from typing import Any

from django import forms

from cpboard.board.models import Body, MunicipalYear
from cpboard.core import fields
from cpboard.core.access import Viewer
from cpboard.core.forms import GovForm
from meetings.forms.boxes import Few
from meetings.models import Meeting, Slot, Topic
from meetings.operations import Planned
from performance.models import Indicator
from voice.models import Theme

KINDS = [
    (Slot.Kind.REPORT, "A report"),
    (Slot.Kind.PERFORMANCE, "How we are doing, by the figures"),
    (Slot.Kind.ISSUE, "An issue to solve together"),
    (Slot.Kind.VOICE, "What children tell us"),
]
SOURCES = [(value, f"{label[:1].upper()}{label[1:]}") for value, label in Slot.Source.choices]


class SlotForm(GovForm):
    """A subject of the year."""

    what = {"title": "what it is about", "kind": "what kind of slot it is", "minutes_planned": "how many minutes it takes"}
    button = "Save this slot"
    title = forms.CharField(label="What is it about?", max_length=160, help_text="Anybody may read it. Name no child, no home, no family.")
    kind = forms.ChoiceField(label="What kind is it?", choices=KINDS, widget=fields.Radios)
    spare = forms.BooleanField(label="Keep it open for what young people want to talk about", required=False)
    meeting = forms.ModelChoiceField(
        label="Which meeting takes it?", queryset=Meeting.objects.none(), required=False, empty_label="Not chosen yet"
    )
    theme = forms.CharField(
        label="Theme", max_length=100, required=False, help_text="One word or two that join it to other slots, such as housing."
    )
    topic = forms.ModelChoiceField(label="Topic in the plan with scrutiny", queryset=Topic.objects.none(), required=False)
    minutes_planned = forms.IntegerField(label="Minutes", min_value=1, max_value=240, initial=15, widget=Few)
    came_from = forms.ChoiceField(label="Where did it come from?", choices=[("", "Nobody has said"), *SOURCES], required=False)
    said_theme = forms.ModelChoiceField(label="If children told us: which theme?", queryset=Theme.objects.none(), required=False)
    indicator = forms.ModelChoiceField(label="If a figure says so: which?", queryset=Indicator.objects.none(), required=False)
    source_note = forms.CharField(label="More about where it came from", max_length=160, required=False)
    follows = forms.ModelChoiceField(
        label="Heard first, in an informal meeting, as", queryset=Slot.objects.none(), required=False, empty_label="Not heard first"
    )

    def __init__(self, *args: Any, body: Body, year: MunicipalYear, viewer: Viewer, **kwargs: Any) -> None:
        """Offer the meetings, topics and causes of this body and year."""
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.visible_to(viewer).filter(body=body, year=year, called_off_at=None).order_by("starts_at")
        heard = Slot.objects.visible_to(viewer).of(body, year).filter(meeting__kind=Meeting.Kind.INFORMAL).select_related("meeting")
        self._offer("meeting", meetings, lambda row: f"{row.day:%-d %B %Y}, {row.get_kind_display()}")
        self._offer("topic", Topic.objects.visible_to(viewer).of(body, year), str)
        self._offer("said_theme", Theme.objects.visible_to(viewer).filter(body=body), str)
        self._offer("indicator", Indicator.objects.visible_to(viewer).in_use(), str)
        self._offer("follows", heard, lambda row: f"{row.title}, {row.meeting.day:%-d %B %Y}")

    def _offer(self, name: str, rows: Any, label: Any) -> None:
        field: Any = self.fields[name]
        field.queryset, field.label_from_instance = rows, label

    def planned(self) -> Planned:
        """The answers as the operations take them."""
        return Planned(**self.cleaned_data)

    @staticmethod
    def answers_of(slot: Slot) -> dict[str, Any]:
        """The form as the slot stands."""
        names = ("title", "kind", "spare", "theme", "minutes_planned", "came_from", "source_note")
        links = ("meeting", "topic", "said_theme", "indicator", "follows")
        return {**{name: getattr(slot, name) for name in names}, **{name: getattr(slot, f"{name}_id") for name in links}}


class CarryOverForm(GovForm):
    """Where what was not reached goes."""

    what = {"meeting": "the meeting that takes it"}
    button = "Carry it over"
    meeting = forms.ModelChoiceField(label="Which meeting takes it?", queryset=Meeting.objects.none(), empty_label=None)

    def __init__(self, *args: Any, body: Body, viewer: Viewer, **kwargs: Any) -> None:
        """The meetings of the body that are still to come, next year's too."""
        super().__init__(*args, **kwargs)
        ahead = Meeting.objects.visible_to(viewer).filter(body=body, held_at=None, called_off_at=None).order_by("starts_at")
        meeting: Any = self.fields["meeting"]
        meeting.queryset = ahead.select_related("year")
        meeting.label_from_instance = lambda row: f"{row.day:%-d %B %Y}, {row.get_kind_display()}"


class CopyProgrammeForm(GovForm):
    """From which year."""

    what = {"from_year": "the year to copy"}
    button = "Copy these slots"
    from_year = forms.ModelChoiceField(label="Which year’s plan?", queryset=MunicipalYear.objects.none(), empty_label=None)

    def __init__(self, *args: Any, body: Body, year: MunicipalYear, viewer: Viewer, **kwargs: Any) -> None:
        """The years that have a plan of this body."""
        super().__init__(*args, **kwargs)
        planned = Slot.objects.visible_to(viewer).filter(body=body).exclude(year=year).values("year")
        self.fields["from_year"].queryset = MunicipalYear.objects.visible_to(viewer).filter(pk__in=planned)  # type: ignore[attr-defined]


class TopicForm(GovForm):
    """A topic and its right home."""

    what = {"name": "the topic", "home": "where it has its home", "reason": "why", "scrutiny_on": "the day at scrutiny"}
    button = "Save this topic"
    name = forms.CharField(label="Topic", max_length=100, help_text="For example, health assessments")
    home = forms.ChoiceField(
        label="Who takes it?",
        choices=[(Topic.Home.BOARD, "The board"), (Topic.Home.SCRUTINY, "Scrutiny"), (Topic.Home.BOTH, "Both")],
        widget=fields.Radios(
            hints={
                "board": "It needs people who can change it to sit down together, with young people.",
                "scrutiny": "It needs somebody outside to ask, in public, whether it was done well.",
                "both": "Each does its own part, and knows of the other’s.",
            }
        ),
    )
    reason = forms.CharField(label="Why there?", max_length=250, widget=forms.Textarea(attrs={"rows": 3}))
    scrutiny_on = fields.DateField(label="When does scrutiny take it?", what="the day at scrutiny", required=False)

    @staticmethod
    def answers_of(topic: Topic) -> dict[str, Any]:
        """The form as the topic stands."""
        return {name: getattr(topic, name) for name in ("name", "home", "reason", "scrutiny_on")}


class SlotFilterForm(GovForm):
    """Narrow the plan. An answer that means nothing is as if it were not given."""

    say_optional = False
    text = forms.CharField(label="Word", required=False, max_length=60)
    kind = forms.ChoiceField(label="Kind", choices=[("", "All kinds"), *KINDS], required=False)
    came_from = forms.ChoiceField(label="Came from", choices=[("", "Anywhere"), *SOURCES], required=False)

    def wanted(self) -> dict[str, str]:
        """What was chosen."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}
