"""Items of the agenda: their words, why they are private, where they came from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from champions.models import ReportBack
from cpboard.board.models import Membership, Promise
from cpboard.core import fields
from cpboard.core.access import Viewer
from cpboard.core.forms import GovForm
from cpboard.core.models import Appointment, User
from cpboard.core.records import current_q
from meetings.forms.boxes import Few
from meetings.models import AgendaItem, Meeting, Session
from meetings.terms import terms_on
from performance.models import Indicator
from voice.models import Theme

SOURCES_SHOWN = 40
PURPOSE_HINTS = {
    "hear": "We listen first and do not answer at once.",
    "solve": "We think together about something that nobody here can mend alone.",
    "decide": "We leave the room having agreed something.",
    "receive": "We take it in. Ask yourself what will change by it.",
}


class ItemForm(GovForm):
    """What an item is, for whom, and how long."""

    what = {
        "title": "the title",
        "kind": "what kind of item it is",
        "purpose": "what the board does with it",
        "presenter": "who presents it",
        "minutes_planned": "how many minutes it takes",
    }
    title = forms.CharField(label="Title", max_length=160, help_text="Anybody may read it. Name no child, no home, no family.")
    kind = forms.ChoiceField(label="Kind", choices=AgendaItem.Kind.choices, initial=AgendaItem.Kind.REPORT)
    purpose = forms.ChoiceField(
        label="What does the board do with it?", choices=AgendaItem.Purpose.choices, widget=fields.Radios(hints=PURPOSE_HINTS)
    )
    presenter = forms.ModelChoiceField(label="Who presents it?", queryset=User.objects.none(), required=False)
    minutes_planned = forms.IntegerField(label="Minutes", min_value=1, max_value=240, initial=10, widget=Few)
    promise = forms.ModelChoiceField(label="Promise that it serves", queryset=Promise.objects.none(), required=False)
    clause = forms.TypedChoiceField(label="Clause of the terms of reference that it serves", required=False, coerce=int, empty_value=None)
    came_from = forms.ChoiceField(
        label="Where did it come from?", required=False, help_text="What children told us, what a champion saw, or what a figure says."
    )

    def __init__(self, *args: Any, meeting: Meeting, viewer: Viewer, **kwargs: Any) -> None:
        """Offer the people, promises and causes of this body."""
        super().__init__(*args, **kwargs)
        presenter: Any = self.fields["presenter"]
        presenter.queryset = _people(meeting, viewer)
        presenter.label_from_instance = lambda user: user.described
        promise: Any = self.fields["promise"]
        promise.queryset = Promise.objects.kept_up(on=viewer.on).filter(body=meeting.body_id)
        self._offer_clauses(meeting)
        self.sources: dict[str, dict[str, Any]] = {}
        came_from: Any = self.fields["came_from"]
        came_from.choices = [("", "---------"), *self._causes(meeting, viewer)]

    def _offer_clauses(self, meeting: Meeting) -> None:
        """The clauses of the terms of that day; without any it is not asked."""
        terms, clause = terms_on(meeting), self.fields["clause"]
        clauses = terms.clauses if terms is not None else []
        clause.choices = [("", "---------"), *((place, words[:120]) for place, words in enumerate(clauses, start=1))]  # type: ignore[attr-defined]
        if not clauses:
            del self.fields["clause"]

    def _causes(self, meeting: Meeting, viewer: Viewer) -> list[tuple[str, list[tuple[str, str]]]]:
        """What an item can come from, in groups; fills `sources`."""
        themes = Theme.objects.visible_to(viewer).filter(body=meeting.body_id)
        reports = ReportBack.objects.visible_to(viewer).filter(appointment__area__body=meeting.body_id)
        figures = Indicator.objects.visible_to(viewer).in_use()
        shown = reports.select_related("appointment__area", "cycle")
        groups = (
            ("What children told us", "theme", themes),
            ("What a champion reported", "report_back", shown),
            ("What a figure says", "indicator", figures),
        )
        return [(label, [self._offer(name, row) for row in rows[:SOURCES_SHOWN]]) for label, name, rows in groups]

    def _offer(self, name: str, row: Any) -> tuple[str, str]:
        key = f"{name}:{row.pk}"
        self.sources[key] = {name: row}
        return key, str(row)

    def item(self) -> dict[str, Any]:
        """The answers as the operations take them; the cause by its kind."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "came_from"}
        return {**said, **self.sources.get(self.cleaned_data["came_from"], {})}


def _people(meeting: Meeting, viewer: Viewer) -> Any:
    """Whoever sits on the body or works for it: a role of the whole house, or a seat."""
    seated = Membership.objects.filter(current_q(viewer.on), seat__body=meeting.body_id)
    appointed = Appointment.objects.filter(current_q(viewer.on)).exclude(role="administrator")
    return User.objects.filter(Q(pk__in=seated.values("user")) | Q(pk__in=appointed.values("user")), is_active=True)


PARAGRAPHS = [("", "---------"), *((number, f"{number}: {wording}") for number, wording in AgendaItem.Exempt.choices)]


class RestrictForm(GovForm):
    """Why an item is private."""

    what = {"exempt_paragraph": "a paragraph", "privacy_reason": "why it is private"}
    button = "Save the reason"
    exempt_paragraph = forms.TypedChoiceField(
        label="Paragraph of Schedule 12A that keeps it private",
        choices=PARAGRAPHS,
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Paragraph 2 is the usual one here: small numbers, the name of a home.",
    )
    privacy_reason = forms.CharField(
        label="Why is it private?",
        max_length=250,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In words that anybody may read: why keeping it back serves the public better than saying it.",
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """Where the meeting has rules about it, both are needed."""
        super().__init__(*args, **kwargs)
        for name in ("exempt_paragraph", "privacy_reason"):
            self.fields[name].required = meeting.has_notice_rules


class AddItemForm(ItemForm):
    """A new item."""

    button = "Add the item"

    def __init__(self, *args: Any, session: Session, viewer: Viewer, **kwargs: Any) -> None:
        """In a private session it asks for the reason too."""
        super().__init__(*args, meeting=session.meeting, viewer=viewer, **kwargs)
        if session.is_private:
            self.fields.update(RestrictForm(meeting=session.meeting).fields)


class ChangeItemForm(ItemForm):
    """An item with other words."""

    button = "Save the item"

    @staticmethod
    def answers_of(item: AgendaItem) -> dict[str, Any]:
        """The form as the item stands."""
        names = ("title", "kind", "purpose", "presenter", "minutes_planned", "promise", "clause")
        return {name: getattr(item, name) for name in names}
