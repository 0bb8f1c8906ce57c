"""What people fill in about themes: narrow the list, add or change a theme, reply."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from cpboard.board.models import Body, Promise, YoungGroup
from cpboard.core.access import Viewer
from cpboard.core.fields import DateField, Radios
from cpboard.core.forms import GovForm
from cpboard.core.models import Council
from voice.models import Reply, Theme
from voice.operations import check_reply
from voice.querysets import ThemeQuerySet
from voice.readback import ReadBack
from voice.reading import name_hint

STATES = [("", "All"), ("waiting", "Waiting for an answer"), ("late", "Late"), ("answered", "Answered")]
KIND_HINTS: dict[str, str] = {
    Reply.Kind.WE_DID: "Say what changed.",
    Reply.Kind.WE_WILL: "Say what, and by when.",
    Reply.Kind.WE_CANT: "Say why, in at least 20 plain words.",
}


class ThemeFilter(GovForm):
    """Which themes to show."""

    say_optional: ClassVar[bool] = False
    words = forms.CharField(label="Words", required=False, max_length=80)
    promise = forms.ModelChoiceField(label="Promise", queryset=Promise.objects.none(), required=False, empty_label="All")
    source = forms.ChoiceField(label="How we heard it", required=False)
    state = forms.ChoiceField(label="Answer", required=False, choices=STATES)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        """As GovForm, with the promises that this viewer may choose from."""
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "All"), *Theme.Source.choices]  # type: ignore[attr-defined]
        promises = Promise.objects.visible_to(viewer)
        self.fields["promise"].queryset = promises  # type: ignore[attr-defined]

    def narrow(self, themes: ThemeQuerySet, on: dt.date) -> ThemeQuerySet:
        """The themes that match; a choice that makes no sense narrows nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("words"):
            themes = themes.saying(asked["words"])
        if asked.get("promise"):
            themes = themes.filter(promise=asked["promise"])
        if asked.get("source"):
            themes = themes.filter(source=asked["source"])
        return _in_state(themes, asked.get("state", ""), on)


def _in_state(themes: ThemeQuerySet, state: str, on: dt.date) -> ThemeQuerySet:
    if state == "waiting":
        return themes.unanswered()
    if state == "late":
        return themes.late(on=on)
    return themes.answered() if state == "answered" else themes


class ThemeForm(ReadBack):
    """One thing that children told us, with names taken out."""

    what: ClassVar[dict[str, str]] = {
        "title": "a title",
        "said_by": "who said it",
        "permission": "by whose permission",
        "heard_on": "a day",
    }
    button = "Save the theme"
    read_fields: ClassVar[tuple[str, ...]] = ("title", "words", "said_by")

    body = forms.ModelChoiceField(label="Which board is it for?", queryset=Body.objects.none(), empty_label=None)
    title = forms.CharField(
        label="What is it about, in one line?", max_length=120, help_text="In your words. For example, “Waiting too long for the dentist”."
    )
    words = forms.CharField(
        label="Their own words",
        required=False,
        max_length=2000,
        help_text="Only with their permission. Take out names, places and anything that could tell who said it.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    permission = forms.CharField(
        label="By whose permission do we use these words?",
        required=False,
        max_length=160,
        help_text="Needed if you gave their words. For example, “Shared with their permission”.",
    )
    said_by = forms.CharField(
        label="Who said it?", max_length=100, help_text="Never a name. For example, “Our Voice” or “A young person, 15”."
    )
    source = forms.ChoiceField(label="How did we hear it?", choices=Theme.Source.choices, widget=Radios())
    group = forms.ModelChoiceField(label="Which group?", queryset=YoungGroup.objects.none(), required=False, empty_label="No group")
    promise = forms.ModelChoiceField(
        label="Which promise is it about?", queryset=Promise.objects.none(), required=False, empty_label="No promise"
    )
    heard_on = DateField(label="When did we hear it?", what="the day", help_text="For example, 31 3 2027")
    times_heard = forms.IntegerField(label="How many times have we heard it?", min_value=1, max_value=999, initial=1)

    def __init__(self, *args: Any, viewer: Viewer, bodies: QuerySet[Body] | None = None, **kwargs: Any) -> None:
        """As GovForm. `bodies` to choose from when a theme is added; None when the board is settled."""
        super().__init__(*args, **kwargs)
        self.on = viewer.on
        self.fields["times_heard"].widget.attrs["class"] = "govuk-input--width-4"
        self._offer("group", YoungGroup.objects.all())
        made = Promise.objects.visible_to(viewer)
        self._offer("promise", made.kept_up(on=viewer.on) | made.filter(pk=getattr(self.initial.get("promise"), "pk", None)))
        self._settle_body(bodies)

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        """Give a choice its rows; without any there is no question."""
        if rows:
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def _settle_body(self, bodies: QuerySet[Body] | None) -> None:
        field: Any = self.fields["body"]
        field.queryset = Body.objects.none() if bodies is None else bodies
        self.only_body = field.queryset.first() if bodies is not None and len(bodies) == 1 else None
        if bodies is None or self.only_body:
            del self.fields["body"]

    def clean_heard_on(self) -> dt.date:
        """A day that has been."""
        day: dt.date = self.cleaned_data["heard_on"]
        if day > self.on:
            raise forms.ValidationError("Enter today or a day that is past")
        return day

    def clean(self) -> None:
        """Words need a permission."""
        if self.cleaned_data.get("words") and not self.cleaned_data.get("permission"):
            self.add_error("permission", "Say by whose permission these words are used, or leave the words out")

    @property
    def settled(self) -> dict[str, Any]:
        """The answers, with the board filled in when there is only one."""
        return {"body": self.only_body, **self.plain_answers} if self.only_body else self.plain_answers

    def hints(self) -> list[str]:
        """Whether something looks like a name."""
        told = " . ".join(self.cleaned_data.get(name, "") for name in self.read_fields)
        known = [Council.here().place, *YoungGroup.objects.values_list("name", flat=True)]
        hint = name_hint(told, known)
        return [hint] if hint else []

    @property
    def must_read_back(self) -> bool:
        """Only when something looks like a name."""
        return bool(self.hints())


class ReplyForm(ReadBack):
    """An answer to children, as they will read it."""

    what: ClassVar[dict[str, str]] = {"kind": "what kind of answer it is", "text": "your answer", "signed": "a first name"}
    button = "Read it back"
    read_fields: ClassVar[tuple[str, ...]] = ("kind", "text", "signed")

    kind = forms.ChoiceField(label="What is the answer?", choices=Reply.Kind.choices, widget=Radios(hints=KIND_HINTS))
    will_by = DateField(
        label="By when will we do it?", what="the day", required=False, help_text="Only for “We will”. For example, 31 3 2027"
    )
    text = forms.CharField(
        label="What do you say to them?",
        max_length=2000,
        help_text="Short words, one idea a sentence. Say sorry where we should.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    signed = forms.CharField(label="Signed", max_length=60, help_text="The first name that they know.")

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        """As GovForm; `on` is today."""
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_will_by(self) -> dt.date | None:
        """Today or later, where it counts."""
        day: dt.date | None = self.cleaned_data["will_by"]
        if day and day < self.on and self.cleaned_data.get("kind") == Reply.Kind.WE_WILL:
            raise forms.ValidationError("Enter today or a day to come")
        return day

    def clean(self) -> None:
        """The rules of a reply, before it is read back."""
        if {"kind", "text", "will_by"} <= self.cleaned_data.keys():
            check_reply(self.cleaned_data["kind"], self.cleaned_data["text"], self.cleaned_data["will_by"])
