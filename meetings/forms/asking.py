"""Reports asked for in one go, and the list of what a report speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from cpboard.core import fields
from cpboard.core.forms import GovForm
from cpboard.core.models import User
from meetings.forms.boxes import Few
from meetings.forms.written import writers
from meetings.models import AgendaItem, ReportSection


class AskReportsForm(GovForm):
    """Who writes on each item, and one day for all. An item without an author is not asked for."""

    what = {"due_on": "the day they are due"}
    button = "Send the requests"
    say_optional = False
    due_on = fields.DateField(label="When are they due?", what="the day they are due", help_text="For example, 16 12 2026")

    def __init__(self, *args: Any, items: Sequence[AgendaItem], on: Any, **kwargs: Any) -> None:
        """Two boxes an item: its author, who is whoever presents it unless told, and whether young people need a version."""
        super().__init__(*args, **kwargs)
        self.items = {item.pk: item for item in items}
        able = {user.pk: user for user in writers(on)}
        self.able = able
        choices = [("", "Nobody yet"), *((key, user.described) for key, user in able.items())]
        for item in items:
            first = item.presenter_id if item.presenter_id in able else ""
            self.fields[f"author-{item.pk}"] = self._author(item, choices, first)
            self.fields[f"young-{item.pk}"] = forms.BooleanField(label=f"With a version for young people: {item.title}", required=False)

    def _author(self, item: AgendaItem, choices: Any, first: Any) -> forms.TypedChoiceField:
        messages = {"invalid_choice": "Choose somebody from the list"}
        label = f"Who writes on “{item.title}”?"
        return forms.TypedChoiceField(
            label=label, choices=choices, coerce=int, empty_value=None, required=False, initial=first, error_messages=messages
        )

    def asked(self) -> dict[str, Any]:
        """The answers as the deed takes them."""
        said = self.cleaned_data
        authors: dict[AgendaItem, User] = {item: self.able[said[f"author-{pk}"]] for pk, item in self.items.items() if said[f"author-{pk}"]}
        return {"due_on": said["due_on"], "authors": authors, "young": frozenset(pk for pk in self.items if said[f"young-{pk}"])}


class SectionOfReportForm(GovForm):
    """One heading of the form of a report."""

    what = {"heading": "the heading", "place": "its place"}
    button = "Save the heading"
    heading = forms.CharField(label="Heading", max_length=100)
    hint = forms.CharField(
        label="What belongs under it?", max_length=250, required=False, help_text="The author reads it beside what they write."
    )
    place = forms.IntegerField(label="Its place on the list", min_value=1, max_value=99, required=False, widget=Few)

    @staticmethod
    def answers_of(section: ReportSection) -> dict[str, Any]:
        """The form as the heading stands."""
        return {name: getattr(section, name) for name in ("heading", "hint", "place")}
