"""The fixed questions about a figure that is off track (ux §4, D9 and D10)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cpboard.core.fields import DateField, Radios
from performance.forms import NARROW, FigureForm, NumberField
from performance.models import ExceptionReport

MOST = 4000
HINTS: dict[str, str] = {
    ExceptionReport.Course.ACT: "Say in your answer above what you do.",
    ExceptionReport.Course.WATCH: "The next figure will show whether it was chance.",
}


def _answer(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=MOST, required=required, widget=forms.Textarea(attrs={"rows": 5}))


class ShortForm(FigureForm):
    """Three questions, where the colour could be chance."""

    button = "Save these answers"
    what = {"why": "why it is off track", "children": "what it is like for children", "course": "whether you act or watch"}
    children = _answer("What is it like for children?", "In a sentence or two. No names, no ages.")
    why = _answer("Why?", "What could be behind it, if it is not chance.")
    course = forms.ChoiceField(label="Do we act, or watch it?", choices=ExceptionReport.Course.choices, widget=Radios(hints=HINTS))


class LongForm(FigureForm):
    """All questions."""

    button = "Save these answers"
    what = {
        "happened": "what happened",
        "why": "why it is off track",
        "children": "what it is like for children",
        "doing": "what you are doing",
        "who": "who does it",
        "done_by": "the day it is done",
        "help_needed": "what help you need",
        "expected": "the figure that you expect",
        "expected_on": "the day you expect it",
    }
    happened = _answer("What happened?")
    why = _answer("Why?", "The causes underneath, not only the last one.")
    children = _answer("What is it like for children?", "No names, no ages.")
    doing = _answer("What are we doing?")
    who = forms.CharField(label="Who does it?", max_length=200, help_text="A name and a team")
    done_by = DateField(label="By when?", what="the day it is done", help_text="For example, 31 3 2027")
    help_needed = _answer("What help do we need from the board?", required=False)
    expected = NumberField(
        label="Which figure do you expect then?",
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=4,
        help_text="When its day comes we look whether it is there.",
        widget=forms.TextInput(attrs=NARROW),
    )
    expected_on = DateField(
        label="From which day on?",
        what="the day you expect it",
        required=False,
        help_text="For example, 31 3 2027",
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        """As GovForm; a promise is for a day to come."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """A promised figure has its day, a day its figure, and the day is to come."""
        given = self.cleaned_data
        expected, on = given.get("expected"), given.get("expected_on")
        if expected is not None and on is None and "expected_on" not in self.errors:
            self.add_error("expected_on", ValidationError("Enter the day from which you expect this figure"))
        if on is not None and expected is None and "expected" not in self.errors:
            self.add_error("expected", ValidationError("Enter the figure that you expect on that day"))
        if on is not None and on <= self.today:
            self.add_error("expected_on", ValidationError("The day you expect it must be in the future"))
        return given
