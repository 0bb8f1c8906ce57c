"""What a clerk fills in about bodies, seats, years, promises and groups. Field names are parameters of the deeds."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from cpboard.board.models import Body, Constitution, Membership, MunicipalYear, Principle, Promise, Regime, Seat, YoungGroup
from cpboard.core.fields import Checkboxes, DateField, Radios
from cpboard.core.forms import GovForm
from cpboard.core.models import User

NARROW = {"class": "govuk-input--width-3"}
EXAMPLE_DAY = "For example, 21 5 2026"


def text(**kwargs: Any) -> forms.CharField:
    """A field for some lines of text."""
    rows = kwargs.pop("rows", 4)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class PersonField(forms.ModelChoiceField):
    """Somebody with an account that is switched on, shown with their job."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.filter(is_active=True), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Name and job."""
        return cast(User, obj).described


class BodyForm(GovForm):
    """A board or group."""

    what = {"name": "its name", "kind": "what it is"}
    button = "Save the board or group"
    name = forms.CharField(label="What is it called?", max_length=Body._meta.get_field("name").max_length)
    kind = forms.ChoiceField(label="What is it?", choices=Body.Kind.choices, widget=Radios())
    purpose = text(label="What is it for?", help_text="In two or three sentences that a new member understands.", required=False)
    vision = forms.CharField(
        label="What do we want for our children?",
        help_text="One sentence. It stands at the head of its page and of its papers.",
        max_length=250,
        required=False,
    )


class ConstitutionForm(GovForm):
    """A new version of what a body is."""

    what = {
        "regime": "how it meets",
        "appointed_by": "who appointed it, under what power",
        "meetings_a_year": "how often it meets",
        "quorum": "how many must be there",
        "approval": "who agreed",
    }
    button = "Add this version"
    starts_on = DateField(label="From which day?", what="the first day", help_text=f"The version before ends the day before. {EXAMPLE_DAY}")
    appointed_by = forms.CharField(
        label="Who appointed it, under what power?",
        help_text="A body appointed under section 102 of the Local Government Act 1972 is a committee, whatever it is called.",
        max_length=160,
    )
    regime = forms.ChoiceField(
        label="How does it meet?",
        choices=[(r.value, r.label) for r in Regime],
        widget=Radios(hints={r.value: r.in_words for r in Regime}),
    )
    approval = forms.CharField(
        label="Who agreed that it may meet in private, and when?",
        help_text="Only if people could come until now. For example: Full Council, 21 May 2026, minute 14.",
        max_length=Constitution._meta.get_field("approval").max_length,
        required=False,
    )
    meetings_a_year = forms.IntegerField(label="How many meetings a year?", min_value=1, max_value=52, widget=forms.NumberInput(NARROW))
    quorum = forms.IntegerField(label="How many must be there?", min_value=1, max_value=99, widget=forms.NumberInput(NARROW))
    terms = text(label="Terms of reference", help_text="One numbered clause a line.", required=False, rows=10)
    review_on = DateField(label="When are they to be looked at again?", what="the day", help_text=EXAMPLE_DAY, required=False)


class SeatForm(GovForm):
    """A place on a body."""

    what = {"kind": "whose seat it is"}
    button = "Add the seat"
    kind = forms.ChoiceField(label="Whose seat is it?", choices=Seat.Kind.choices, widget=Radios())
    title = forms.CharField(
        label="What is the seat called?",
        help_text="For example: Designated nurse for children in our care.",
        max_length=120,
        required=False,
    )
    voting = forms.BooleanField(label="Whoever holds it may vote", required=False)


class CloseSeatForm(GovForm):
    """The end of a seat."""

    button = "Close the seat"
    closed_on = DateField(label="From which day is the seat no more?", what="the day", help_text=EXAMPLE_DAY)


class MemberForm(GovForm):
    """Who takes a seat, as what, from when to when."""

    what = {"user": "who takes the seat", "post": "what they are on it"}
    button = "Appoint to the seat"
    user = PersonField(label="Who takes the seat?", help_text="Somebody without an account? The administrator adds them first.")
    post = forms.ChoiceField(label="As what?", choices=Membership.Post.choices, initial=Membership.Post.MEMBER, widget=Radios())
    starts_on = DateField(label="From which day?", what="the first day", help_text=f"They can read the papers from this day. {EXAMPLE_DAY}")
    ends_on = DateField(label="To which day?", what="the last day", help_text="Leave it empty if the end is not known yet.", required=False)
    political_group = forms.CharField(label="Which political group?", help_text="For a councillor.", max_length=60, required=False)


class EndTermForm(GovForm):
    """When a term ends: at once, or with a day."""

    NOW, LATER = "now", "later"
    what = {"when": "when the term ends"}
    button = "End the term"
    when = forms.ChoiceField(
        label="When does it end?",
        choices=[(NOW, "At once"), (LATER, "At the end of a day")],
        widget=Radios(hints={NOW: "From this moment they can read nothing that came with the term."}),
    )
    ends_on = DateField(label="The last day of the term", what="the last day", help_text=EXAMPLE_DAY, required=False)

    def clean_ends_on(self) -> dt.date | None:
        """A day is needed for an end that is not now."""
        day: dt.date | None = self.cleaned_data["ends_on"]
        if self.cleaned_data.get("when") == self.LATER and day is None:
            raise ValidationError("Enter the last day of the term")
        return day

    def last_day(self, today: dt.date) -> dt.date:
        """The last day of the term; yesterday for an end at once."""
        later: dt.date | None = self.cleaned_data["ends_on"]
        return later if self.cleaned_data["when"] == self.LATER and later else today - dt.timedelta(days=1)


class YearForm(GovForm):
    """A municipal year."""

    button = "Add the year"
    starts_on = DateField(label="The first day", what="the first day", help_text=f"The day of the annual meeting. {EXAMPLE_DAY}")
    ends_on = DateField(label="The last day", what="the last day", help_text="The day before the next annual meeting.")


class PromiseForm(GovForm):
    """A promise to children, in three parts."""

    what = {"title": "the promise in a few words", "we_will": "what we will do", "number": "a number"}
    button = "Save the promise"
    title = forms.CharField(
        label="The promise, in a few words", help_text="As children read it. For example: A home that feels like home.", max_length=120
    )
    you_said = text(label="You said", help_text="What children told us, in their words if they agreed.", required=False)
    we_will = text(label="We will", help_text="Who does what, and by when.")
    how_we_will_know = text(label="How we will know", help_text="A figure, or a question that children answer.", required=False)
    principles = forms.ModelMultipleChoiceField(
        label="Which of the seven needs in the law does it serve?", queryset=Principle.objects.all(), widget=Checkboxes(), required=False
    )
    adopted_on = DateField(label="When was it made?", what="the day it was made", help_text=EXAMPLE_DAY)
    number = forms.IntegerField(
        label="Its number",
        help_text="Leave it empty for the next one.",
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(NARROW),
        required=False,
    )


class ChangePromiseForm(PromiseForm):
    """The same, for a promise that has its number."""

    number = forms.IntegerField(label="Its number", min_value=1, max_value=99, widget=forms.NumberInput(NARROW))


class RetirePromiseForm(GovForm):
    """Why a promise is made no more."""

    what = {"retired_why": "why we drop it"}
    button = "Drop the promise"
    retired_on = DateField(label="From which day?", what="the day", help_text=EXAMPLE_DAY)
    retired_why = forms.CharField(
        label="Why do we drop it?",
        help_text="Children will read this. Say sorry if we did not do it.",
        max_length=Promise._meta.get_field("retired_why").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GroupForm(GovForm):
    """A group of young people."""

    what = {"name": "its name", "usual_number": "how many come"}
    button = "Save the group"
    name = forms.CharField(label="What is the group called?", max_length=YoungGroup._meta.get_field("name").max_length)
    about = text(label="Who are they, and what do they do?", required=False)
    meets = forms.CharField(label="How often do they meet?", help_text="For example: every month.", max_length=80, required=False)
    usual_number = forms.IntegerField(
        label="How many usually come?", min_value=1, max_value=500, widget=forms.NumberInput(NARROW), required=False
    )
    says_about_board = text(label="What they say about working with the board", help_text="In their words. No names.", required=False)
    said_yes = forms.BooleanField(label="The group said yes to these words being printed", required=False)

    def clean_said_yes(self) -> bool:
        """Their words are kept only with their yes."""
        yes: bool = self.cleaned_data["said_yes"]
        if self.cleaned_data.get("says_about_board") and not yes:
            raise ValidationError("Ask the group first. Then say that they said yes, or leave their words out.")
        return yes


class ActivityForm(GovForm):
    """A line about what a group did."""

    what = {"year": "the year", "text": "what they did"}
    button = "Add the line"
    year = forms.ModelChoiceField(label="In which municipal year?", queryset=MunicipalYear.objects.all())
    text = forms.CharField(
        label="What did they do?",
        help_text="In one line. For example: Designed welcome packs for children who come into our care.",
        max_length=300,
    )
