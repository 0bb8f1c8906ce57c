"""The gallery: every component of the look in all its states, with invented words. Demo only."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cpboard.core.fields import Checkboxes, DateField, Radios, TimeField
from cpboard.core.forms import GovForm
from cpboard.core.thread import Fact, Thread, Waiting, thread

MARKDOWN = """A report may have **weight**, *stress* and [a link](https://www.example.org).

# What we found
- one thing
- another

| Home | Waits |
|---|---|
| Long Drove | 2 |
"""


class EveryField(GovForm):
    """One field of each kind."""

    what = {"title": "a title", "minutes": "how many minutes it takes", "agree": "the box, to say you have read it"}
    button = "Record the item"
    title = forms.CharField(max_length=60, help_text="A sentence that says how things stand.")
    email = forms.EmailField(label="E-mail address")
    minutes = forms.IntegerField(min_value=1, widget=forms.NumberInput(attrs={"suffix": "minutes", "class": "govuk-input--width-3"}))
    password = forms.CharField(widget=forms.PasswordInput)
    note = forms.CharField(label="Anything else?", required=False, widget=forms.Textarea)
    reason = forms.CharField(label="Why is it private?", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    purpose = forms.ChoiceField(
        label="What is it for?",
        choices=[("hear", "Hear"), ("solve", "Solve together"), ("decide", "Decide")],
        widget=Radios(hints={"hear": "Nothing is decided."}),
    )
    readers = forms.MultipleChoiceField(
        label="Who reads it?", choices=[("members", "Members"), ("young", "Young people")], widget=Checkboxes()
    )
    place = forms.ChoiceField(label="Where?", choices=[("", "---------"), ("moot", "The Moot Hall"), ("hub", "The Hub")])
    agree = forms.BooleanField(label="I have read it")
    due = DateField(label="When will it be done?", what="the date it is due", help_text="For example, 31 3 2027")
    at = TimeField(label="When does it start?", what="a start time", widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}))
    paper = forms.FileField(label="The report", help_text="A PDF or Word file of up to 50 MB.")


class Narrow(GovForm):
    """A form that narrows a list."""

    say_optional = False
    words = forms.CharField(label="Words", required=False)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "Any"), ("late", "Late"), ("told", "To be told")])


WRONG = {"title": "x" * 61, "email": "kayleigh", "minutes": "0", "due-day": "31", "due-month": "2", "due-year": "2027", "at": "5.30"}


def page(request: HttpRequest) -> HttpResponse:
    """The gallery as a page."""
    return render(request, "components/gallery.html", samples())


def samples() -> dict[str, Any]:
    """What the gallery shows."""
    return {
        "form": EveryField(),
        "wrong": EveryField({f"wrong-{name}": typed for name, typed in WRONG.items()}, prefix="wrong"),
        "narrow": Narrow(auto_id="narrow_%s"),
        "threads": [_thread(behind) for behind in (4, 1)],
        "page_of_many": Paginator(range(1000), 10).page(50),
        "today": date(2026, 11, 24),
        "due": date(2026, 11, 6),
        "markdown": MARKDOWN,
        "ratings": ["off", "close", "on", ""],
        "privacies": ["public", "restricted", "closed"],
        "spark": SPARK,
        **_lists(),
    }


def _thread(behind: int) -> Thread:
    facts = [
        Fact("9 June 2026, Our Voice", "#"),
        Fact("17 September 2026, item 4", "#"),
        Fact("30 October 2026, by Dr Amara Osei", "#"),
        Fact("Yes, judged 13 November 2026"),
        Fact("24 November 2026"),
    ]
    known: list[Fact | None] = [*facts[:behind], *([None] * (5 - behind))]
    waiting = None if behind == 5 else Waiting("Nadia Rahman", "tell Our Voice and the 8 children who wrote", "18 days late")
    words = "We wait too long for the dentist" if behind > 1 else ""
    return thread("Our Voice" if words else "a figure that went off track", words, known, waiting)


def _lists() -> dict[str, Any]:
    return {
        "compare": [{"name": "Target", "text": "75%"}, {"name": "Similar councils", "text": ""}, {"name": "England", "text": "70.2%"}],
        "bands": [
            {"rating": "on", "text": "75% or more"},
            {"rating": "close", "text": "70% to 74.9%"},
            {"rating": "off", "text": "under 70%.", "this": True},
        ],
        "days": [
            {"label": "Out", "number": 6, "weekday": "Wed", "kind": "start"},
            {"label": "Day 1", "number": 7, "weekday": "Thu"},
            {"label": "Day 2", "number": 8, "weekday": "Fri"},
            {"label": "Day 3", "number": 11, "weekday": "Mon", "kind": "gap"},
            {"label": "Day 4", "number": 12, "weekday": "Tue"},
            {"label": "Day 5", "number": 13, "weekday": "Wed"},
            {"label": "Meet", "number": 14, "weekday": "Thu", "kind": "end"},
        ],
        "facts": [
            {"name": "Goes to the public", "text": "Items 1 to 7, 62 pages"},
            {"name": "Stays private", "text": "Appendix 3a"},
            {"name": "Second person", "text": "Tom Whitfield agreed at 2.14pm"},
        ],
        "happened": [
            {"head": "Done, with evidence", "by": "30 October 2026 · Dr Amara Osei", "text": "Six practices have signed."},
            {"head": "Agreed by the board", "by": "17 September 2026 · minute 4.3"},
        ],
        "steps": [
            {"name": "Freeze the figures", "state": "done"},
            {"name": "Hide small numbers", "state": "done", "note": "6 hidden"},
            {"name": "PDF", "state": "now", "note": "page 31 of about 46"},
            {"name": "Word and data", "state": ""},
        ],
        "tabs": [
            {"label": "Agenda", "url": "#", "current": True},
            {"label": "Papers", "url": "#"},
            {"label": "Minutes", "url": "#"},
        ],
        "tasks": [
            {"title": "Foreword by young people", "href": "#", "hint": "180 words, their own", "status": "Completed"},
            {"title": "Figures", "hint": "Waits for the return of 31 March", "status": _state("Cannot start yet", "")},
            {"title": "Promise 3", "href": "#", "status": _state("In progress", "due")},
        ],
        "answers": [
            {"key": "Meeting", "value": "14 January 2027", "actions": [{"href": "#", "text": "Change", "hidden": "the meeting"}]},
            {"key": "Place", "value": "The Moot Hall", "actions": [{"href": "#", "text": "Change", "hidden": "the place"}]},
        ],
        "crumbs": [{"text": "Meetings", "href": "#"}, {"text": "14 January 2027"}],
        "head": [{"text": "Year to March"}, {"text": "Children", "format": "numeric"}],
        "rows": [
            [{"text": "2026"}, {"text": "89 of 131", "format": "numeric"}],
            [{"text": "2025"}, {"text": "98 of 142", "format": "numeric"}],
        ],
        "young": [
            {"name": "We heard you", "text": "Nadia read it on 4 May."},
            {"name": "We talked", "text": "17 September.", "state": "before-here"},
            {"name": "We did it", "text": "Not yet.", "state": "here"},
        ],
        "answers_young": [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No. Ask again for me"}],
    }


def _state(text: str, kind: str) -> SafeString:
    extra = f" cpb-state--{kind}" if kind else ""
    return format_html('<span class="cpb-state{}">{}</span>', extra, text)


SPARK = format_html(
    '<svg class="cpb-spark" viewBox="0 0 132 40" aria-hidden="true" focusable="false"><line x1="0" x2="132" y1="5" y2="5"/>'
    '<path d="{}"/><circle cx="126" cy="35" r="4"/></svg>',
    "M4 16 L38.9 9.2 L73.7 18.1 L108.6 30.4 L126 35",
)
