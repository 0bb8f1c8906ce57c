"""The meeting as a whole: its day, its agenda going out, the plan of the year; and the filter of the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from cpboard.board.models import Body, MunicipalYear, Regime
from cpboard.core import fields
from cpboard.core.access import Viewer
from cpboard.core.forms import GovForm
from cpboard.core.roles import May
from meetings.forms.boxes import Few, Short
from meetings.forms.notice import LateForm, moment
from meetings.models import Meeting, Programme

KINDS = [("formal", "Formal"), ("informal", "Informal")]
KIND_HINTS = {
    "formal": "It decides. It follows the rules of the board’s constitution.",
    "informal": "It listens and thinks aloud, with young people. It is private.",
}
LEADERS = [("adults", "The chair of the body"), ("young", "Young people"), ("takeover", "Young people: a takeover day")]
SHORT_REGIMES = [
    (Regime.PART_VA, "As a committee, in public, by law"),
    (Regime.VOLUNTARY_PUBLIC, "In public, by choice"),
    (Regime.PRIVATE, "In private"),
]


class WhenForm(GovForm):
    """When and where a meeting takes place."""

    what = {
        "date": "the date",
        "starts": "the time it starts",
        "ends": "the time it ends",
        "place": "where it is held",
        "kind": "what kind of meeting it is",
    }
    kind = forms.ChoiceField(label="What kind of meeting is it?", choices=KINDS, widget=fields.Radios(hints=KIND_HINTS))
    date = fields.DateField(label="Date", what="the date", help_text="For example, 14 1 2027")
    starts = fields.TimeField(label="Starts at", what="the time it starts", help_text="For example, 5.30pm", widget=Short)
    ends = fields.TimeField(label="Ends at", what="the time it ends", widget=Short)
    place = forms.CharField(label="Where", max_length=160)
    theme = forms.CharField(
        label="Theme", max_length=100, required=False, help_text="One topic in depth, such as housing. It gets an item of its own."
    )

    led = forms.ChoiceField(label="Who leads it?", choices=LEADERS, initial="adults", required=False)
    called_in = forms.CharField(
        label="Which adults do they call in?", max_length=250, required=False, help_text="By what they do: the head of housing, a doctor."
    )

    def clean(self) -> dict[str, Any]:
        """Find the municipal year that holds the day."""
        cleaned: dict[str, Any] = super().clean() or {}
        if day := cleaned.get("date"):
            cleaned["year"] = MunicipalYear.objects.current(on=day).first()
            if cleaned["year"] is None:
                self.add_error("date", f"No municipal year holds {day:%-d %B %Y}. Add that year first, or change the date.")
        return cleaned

    def moments(self) -> dict[str, Any]:
        """The answers as the operations take them."""
        said = self.cleaned_data
        return {
            "year": said["year"],
            "kind": said["kind"],
            "theme": said["theme"],
            "place": said["place"],
            "led": said["led"] or Meeting.Led.ADULTS,
            "called_in": said["called_in"],
            "regime": said["regime"],
            "starts_at": moment(said["date"], said["starts"]),
            "ends_at": moment(said["date"], said["ends"]),
        }


class MeetingForm(WhenForm):
    """A new meeting."""

    what = {**WhenForm.what, "body": "whose meeting it is"}
    button = "Create the meeting"
    body = forms.ModelChoiceField(label="Whose meeting is it?", queryset=Body.objects.none(), empty_label=None)
    regime = forms.ChoiceField(
        label="How is it held?",
        choices=[("usual", "As the constitution says; informal meetings in private"), *SHORT_REGIMES],
        initial="usual",
    )
    standing = forms.BooleanField(label="Start from the standing agenda", required=False, initial=True)
    private_session = forms.BooleanField(
        label="Add a private session at the end. Its papers go to named people and to nobody else.", required=False
    )
    field_order = ["body", "kind", "date", "starts", "ends", "place", "theme", "led", "called_in", "regime", "standing", "private_session"]

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        """The bodies whose meetings this viewer runs."""
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.filter(viewer.q_body(May.RUN_MEETINGS, "pk"))  # type: ignore[attr-defined]

    def moments(self) -> dict[str, Any]:
        """The answers as `create_meeting` takes them."""
        said = self.cleaned_data
        regime = "" if said["regime"] == "usual" else said["regime"]
        return {**super().moments(), "regime": regime, **{name: said[name] for name in ("body", "standing", "private_session")}}


class ChangeMeetingForm(LateForm, WhenForm):
    """Another day, time, place; when the agenda is out, why it is short of clear days now, if it is."""

    what = {**WhenForm.what, **LateForm.what}
    button = "Save the changes"
    late_label = "If that leaves fewer than five clear days: why?"
    regime = forms.ChoiceField(label="How is it held?", choices=SHORT_REGIMES)
    field_order = [*WhenForm.base_fields, "regime", *LateForm.base_fields]

    @staticmethod
    def answers_of(meeting: Meeting) -> dict[str, Any]:
        """The form as the meeting stands."""
        starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        named = {name: getattr(meeting, name) for name in ("kind", "place", "theme", "led", "called_in", "regime")}
        return {**named, "date": meeting.day, "starts": starts.time(), "ends": ends.time()}

    def moments(self) -> dict[str, Any]:
        """The answers as `change_meeting` takes them."""
        return {**super().moments(), **self.urgent()}


class CallOffForm(GovForm):
    """Why it does not take place."""

    what = {"why": "why it is called off"}
    button = "Call off the meeting"
    why = forms.CharField(
        label="Why is it called off?",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who would have come reads this. Young people too.",
    )


class ProgrammeForm(GovForm):
    """How many meetings a year."""

    what = {"formal_target": "how many formal meetings there are to be", "informal_target": "how many informal meetings there are to be"}
    button = "Save the year’s plan"
    formal_target = forms.IntegerField(label="Formal meetings to hold", min_value=0, max_value=60, widget=Few)
    informal_target = forms.IntegerField(label="Informal meetings to hold", min_value=0, max_value=60, widget=Few)
    themes = forms.CharField(label="Main topics of the year", max_length=200, required=False, help_text="With commas between them.")
    shortfall_reason = forms.CharField(
        label="If fewer were held: why?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The annual report says this.",
    )

    @staticmethod
    def answers_of(programme: Programme | None) -> dict[str, Any]:
        """The form as the plan stands."""
        names = ("formal_target", "informal_target", "themes", "shortfall_reason")
        return {name: getattr(programme, name) for name in names} if programme else {"formal_target": 4, "informal_target": 0}


class FilterForm(GovForm):
    """Narrow the list of meetings. An answer that means nothing is as if it were not given."""

    say_optional = False
    body = forms.ModelChoiceField(label="Board or group", queryset=Body.objects.none(), required=False, empty_label="All")
    year = forms.ModelChoiceField(label="Year", queryset=MunicipalYear.objects.none(), required=False, empty_label="All years")
    kind = forms.ChoiceField(label="Kind", choices=[("", "All kinds"), *KINDS], required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        """The bodies whose meetings this viewer may see at all."""
        super().__init__(*args, **kwargs)
        seen = Meeting.objects.visible_to(viewer).values("body")
        self.fields["body"].queryset = Body.objects.filter(pk__in=seen)  # type: ignore[attr-defined]
        if self.fields["body"].queryset.count() < 2:  # type: ignore[attr-defined]
            del self.fields["body"]
        self.fields["year"].queryset = MunicipalYear.objects.visible_to(viewer)  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """What was chosen, as conditions for a query."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}
