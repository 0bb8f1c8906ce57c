"""What a clerk and a champion fill in. Field names are parameters of the deeds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from champions.models import Area, Duty
from champions.names import names_in
from champions.operations import MOST_WORDS, word_count
from cpboard.board.forms import EXAMPLE_DAY, PersonField, text
from cpboard.core.fields import DateField, Radios
from cpboard.core.forms import GovForm
from cpboard.core.models import User


class AreaForm(GovForm):
    """An area of focus."""

    what = {"name": "its name"}
    button = "Add the area"
    name = forms.CharField(
        label="What is the area called?", help_text="For example: Health.", max_length=Area._meta.get_field("name").max_length
    )


class RetireAreaForm(GovForm):
    """The end of an area."""

    button = "Stop carrying this area"
    retired_on = DateField(label="From which day?", what="the day", help_text=EXAMPLE_DAY)


class AppointmentForm(GovForm):
    """Who carries an area, with whom, from when to when."""

    what = {"champion": "the champion", "officer_lead": "the lead officer"}
    button = "Name the champion"
    champion = PersonField(label="Who is the champion?", help_text="Somebody with a seat on the body.")
    officer_lead = PersonField(label="Who is the lead officer?", help_text="They meet the champion between two meetings.")
    operational = PersonField(
        label="Who is the operational champion?", help_text="Somebody who works with children in this area every day.", required=False
    )
    starts_on = DateField(label="From which day?", what="the first day", help_text=EXAMPLE_DAY)
    ends_on = DateField(label="To which day?", what="the last day", help_text="Leave it empty if the end is not known yet.", required=False)
    end_running = forms.BooleanField(label="End the present champion’s term the day before", required=False)

    def __init__(self, *args: Any, members: QuerySet[User], running: bool, **kwargs: Any) -> None:
        """`members`: who may be champion. `running`: whether there is a term that could be ended."""
        super().__init__(*args, **kwargs)
        self.fields["champion"].queryset = members  # type: ignore[attr-defined]
        if not running:
            del self.fields["end_running"]


class CycleForm(GovForm):
    """The time between two meetings."""

    button = "Open this time"
    starts_on = DateField(label="The day after the last meeting", what="the day after the last meeting", help_text=EXAMPLE_DAY)
    ends_on = DateField(label="The day of the next meeting", what="the day of the next meeting")
    report_by = DateField(
        label="By which day do champions report back?",
        what="the day",
        help_text="In time for the papers. Leave it empty for the day of the meeting.",
        required=False,
    )


class NamesAsked(GovForm):
    """A form that asks once about words which look like names, and takes them the second time."""

    watched: ClassVar[tuple[str, ...]] = ()
    names_asked = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, besides: Iterable[str] = (), **kwargs: Any) -> None:
        """`besides`: words that may stand, such as the lead officer's name."""
        super().__init__(*args, **kwargs)
        self.besides = tuple(besides)

    def clean(self) -> dict[str, Any]:
        """Ask, if nothing else is wrong and it was not asked before."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        asked = cleaned.pop("names_asked", "")
        if not asked and not self.errors:
            self._ask(cleaned)
        return cleaned

    def _ask(self, cleaned: dict[str, Any]) -> None:
        for name in self.watched:
            if found := names_in(cleaned.get(name, ""), besides=self.besides):
                self.add_error(name, _question(found))
        if self.errors:
            self.data = {**{name: self.data[name] for name in self.data}, "names_asked": "yes"}


def _question(found: list[str]) -> ValidationError:
    them = " and ".join(f"“{name}”" for name in found)
    one = len(found) == 1
    return ValidationError(
        f"{them} {'looks like a name' if one else 'look like names'}. Take {'it' if one else 'them'} out if "
        f"{'it names' if one else 'they name'} a child, or save once more to keep {'it' if one else 'them'}."
    )


class DutyForm(NamesAsked):
    """What a champion did between two meetings."""

    what = {"kind": "what you did"}
    button = "Save the visit or meeting"
    watched = ("where", "saw", "heard")
    kind = forms.ChoiceField(label="What did you do?", choices=Duty.Kind.choices, widget=Radios())
    done_on = DateField(label="When?", what="the day", help_text=EXAMPLE_DAY)
    where = forms.CharField(
        label="Where?",
        help_text="The kind of place, with no address: a children’s home, a school.",
        max_length=Duty._meta.get_field("where").max_length,
        required=False,
    )
    virtual = forms.BooleanField(label="It was by phone or video", required=False)
    saw = text(label="What did you see or learn?", help_text="A few lines. No names of children.", required=False)
    heard = text(
        label="What did you hear, in their words?", help_text="What a child or young person said to you. No names.", required=False
    )
    heard_agreed = forms.BooleanField(label="They know that the board will read their words, and said yes", required=False)

    def clean(self) -> dict[str, Any]:
        """Something must be said; a child's words need their yes."""
        cleaned = self.cleaned_data
        if not (cleaned.get("saw") or cleaned.get("heard")):
            self.add_error("saw", "Write a few lines about what you saw or heard")
        if cleaned.get("heard") and not cleaned.get("heard_agreed"):
            self.add_error("heard_agreed", "Tick this if they said yes. If not, take their words out and say in yours what you learnt.")
        return super().clean()


class ReportBackForm(NamesAsked):
    """Half a page for the board, by five prompts."""

    what = {"did": "what you did", "saw": "what you saw", "should_change": "what should change"}
    button = "Send to the board"
    watched = ("did", "saw", "heard", "should_change", "ask")
    did = text(label="What I did", rows=3)
    saw = text(label="What I saw", rows=5)
    heard = text(label="What I heard from children and young people", rows=5, required=False)
    should_change = text(label="What should change", rows=3)
    ask = text(label="What I ask of the board", rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        """One page at most."""
        words = word_count(*(self.cleaned_data.get(name, "") for name in self.watched))
        if words > MOST_WORDS:
            self.add_error(None, f"You have written {words} words. Make it {MOST_WORDS} or fewer: one page.")
        return super().clean()
