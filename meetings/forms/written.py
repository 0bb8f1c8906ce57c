"""What is written: reports, decisions, minutes, and the deeds that only ask 'are you sure'."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from cpboard.core import fields
from cpboard.core.forms import GovForm
from cpboard.core.models import Appointment, User
from cpboard.core.records import current_q
from cpboard.core.roles import TABLE, May, Role
from meetings.form_of_report import Cover, begun
from meetings.forms.boxes import Few
from meetings.forms.sitting import People, offer, were_there
from meetings.models import AgendaItem, Decision, Report

COVER = tuple(Cover.__dataclass_fields__)
LONGEST = 100_000  # characters; a validator, not max_length, which would bring a count to the page
MARKDOWN = "Leave an empty line between paragraphs. Begin a heading with #, a list with -."


class ConfirmForm(GovForm):
    """A deed that asks nothing but whether to go on."""


def writers(on: dt.date) -> Any:
    """Those who hold a role that writes reports."""
    writing = [role for role in Role if May.WRITE_REPORTS in TABLE[role].rights]
    held = Appointment.objects.filter(current_q(on), role__in=writing)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


class AskForm(GovForm):
    """Who writes, by when, and whether young people need a version."""

    what = {"author": "who writes it", "due_on": "the day it is due"}
    button = "Ask for the report"
    author = forms.ModelChoiceField(label="Who writes it?", queryset=User.objects.none())
    due_on = fields.DateField(label="When is it due?", what="the day it is due", help_text="For example, 16 12 2026")
    young_wanted = forms.BooleanField(label="With a version for young people", required=False)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        """Those who hold a role that writes reports."""
        super().__init__(*args, **kwargs)
        author: Any = self.fields["author"]
        author.queryset = writers(on)
        author.label_from_instance = lambda user: user.described


class ReportForm(GovForm):
    """The report itself. Every part may be left for later; handing it in asks for all of them."""

    button = "Save the report"
    say_optional = False
    asks = forms.CharField(
        label="What is the board asked to do?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One line each, beginning with a verb: agree, say, decide. If it is only to note, ask what will change.",
    )
    summary = forms.CharField(
        label="In short",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Why it matters to children, in a few sentences.",
    )
    text = forms.CharField(
        label="The report",
        required=False,
        validators=[MaxLengthValidator(LONGEST)],
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=f"Anybody may come to read it: name no child, no home, no family. {MARKDOWN}",
    )
    young_text = forms.CharField(
        label="For young people",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="In short sentences and plain words. It takes the place of the report in the pack for young people.",
    )
    cabinet_member = forms.CharField(label="Cabinet member", max_length=120, required=False, help_text="What follows stands on the cover.")
    contact = forms.CharField(label="Contact officer", max_length=160, required=False, help_text="Name, job and telephone number.")
    wards = forms.CharField(label="Wards", max_length=120, required=False)
    money = forms.CharField(label="Money", max_length=160, required=False, help_text="In one line: what it costs, or why nothing.")
    decide_by = fields.DateField(label="To be decided by", what="the day it is to be decided", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def answers_of(report: Report) -> dict[str, Any]:
        """The form as the report stands; one that is not begun has the headings it was asked with."""
        names = ("asks", "summary", "text", "young_text", "version", *COVER)
        said = {name: getattr(report, name) for name in names}
        return said if report.text or report.version else {**said, "text": begun(report.sections)}

    def report(self) -> dict[str, Any]:
        """The answers as the deed takes them."""
        said = dict(self.cleaned_data)
        return {"cover": Cover(**{name: said.pop(name) for name in COVER}), **said}


class ReturnForm(GovForm):
    """Why it goes back."""

    what = {"why": "what is missing"}
    button = "Return the report"
    why = forms.CharField(
        label="What is missing?",
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The author reads this. Say what would make it ready.",
    )


class DecisionForm(GovForm):
    """What was decided."""

    what = {"verb": "what the board did", "text": "what was decided"}
    button = "Record the decision"
    verb = forms.ChoiceField(label="The board", choices=[("", "---------"), *Decision.Verb.choices])
    ask = forms.TypedChoiceField(label="Which line of the report does it answer?", coerce=int, empty_value=None, required=False)
    text = forms.CharField(
        label="What was decided?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Anybody may read it. Nothing that was said in private belongs here.",
    )
    so_that = forms.CharField(
        label="So that …",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What will be different for children. Needed for agreed, recommended, referred and deferred.",
    )
    votes_for = forms.IntegerField(label="Votes for", min_value=0, max_value=200, required=False, widget=Few)
    votes_against = forms.IntegerField(label="Votes against", min_value=0, max_value=200, required=False, widget=Few)
    votes_abstained = forms.IntegerField(label="Abstained", min_value=0, max_value=200, required=False, widget=Few)
    mover = forms.ModelChoiceField(label="Who proposed it?", queryset=User.objects.none(), required=False)
    seconder = forms.ModelChoiceField(label="Who seconded it?", queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, item: AgendaItem, people: People = None, **kwargs: Any) -> None:
        """The lines of the item's report, and the people who were there."""
        super().__init__(*args, **kwargs)
        report = getattr(item, "report", None)
        lines = report.asks_lines if report is not None else []
        ask: Any = self.fields["ask"]
        ask.choices = [("", "None of them"), *((number, f"{number}. {line[:100]}") for number, line in enumerate(lines, start=1))]
        if not lines:
            del self.fields["ask"]
        for name in ("mover", "seconder"):
            offer(self, name, were_there(item.session.meeting), people)


class MinutesForm(GovForm):
    """What was said, beyond the decisions."""

    button = "Save the draft"
    say_optional = False
    text = forms.CharField(
        label="What was said",
        required=False,
        validators=[MaxLengthValidator(LONGEST)],
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=f"Who was there and what was decided stand above it already. Nothing that was said in private. {MARKDOWN}",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
