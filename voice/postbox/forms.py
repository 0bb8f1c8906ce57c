"""What the people of the postbox fill in: decide, give it a theme, answer."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from cpboard.board.models import Promise, YoungGroup
from cpboard.core.access import Viewer
from cpboard.core.fields import Radios
from cpboard.core.forms import GovForm
from cpboard.core.models import Council
from voice.models import Theme
from voice.postbox.models import Submission
from voice.readback import ReadBack
from voice.reading import hints, name_hint

YES, NO = "yes", "no"
ONLY_THE_LEAD = "They said they do not feel safe. Only the safeguarding lead can find that there is no concern."


class DecideForm(GovForm):
    """Whether somebody may be in danger, and who was told."""

    what: ClassVar[dict[str, str]] = {"concern": "whether somebody may be in danger"}
    button = "Record the decision"
    concern = forms.ChoiceField(label="Could somebody be in danger?", widget=Radios())
    told_whom = forms.CharField(
        label="Whom did you tell, and how?",
        required=False,
        max_length=160,
        help_text="Needed if somebody may be in danger. For example, “Duty social worker, by phone at 2.15pm”. No names of children.",
    )

    def __init__(self, *args: Any, may_see_no_concern: bool, **kwargs: Any) -> None:
        """As GovForm; without the right to see no concern there is only one answer."""
        super().__init__(*args, **kwargs)
        answers = [(YES, "Yes, or I am not sure. I have told somebody")]
        answers += [(NO, "No concern")] if may_see_no_concern else []
        self.fields["concern"].choices = answers  # type: ignore[attr-defined]
        if not may_see_no_concern:
            self.fields[
                "concern"
            ].help_text = "They said they do not feel safe. Only the safeguarding lead can find that there is no concern."

    @property
    def is_concern(self) -> bool:
        """The answer."""
        return bool(self.cleaned_data["concern"] == YES)


class JoinThemeForm(GovForm):
    """Which theme it belongs to."""

    what: ClassVar[dict[str, str]] = {"theme": "a theme"}
    button = "Count it there"
    theme = forms.ModelChoiceField(label="Which theme says the same?", queryset=Theme.objects.none())

    def __init__(self, *args: Any, viewer: Viewer, message: Submission, **kwargs: Any) -> None:
        """As GovForm, with the themes of the same board."""
        super().__init__(*args, **kwargs)
        themes = Theme.objects.visible_to(viewer).filter(body=message.body_id)
        self.fields["theme"].queryset = themes  # type: ignore[attr-defined]


class StartThemeForm(ReadBack):
    """A theme for the board, in words that a person changed."""

    what: ClassVar[dict[str, str]] = {"title": "a title", "said_by": "who said it"}
    button = "Save the theme"
    read_fields: ClassVar[tuple[str, ...]] = ("title", "words", "said_by")
    title = forms.CharField(
        label="What is it about, in one line?",
        max_length=120,
        help_text="In your words. For example, “Waiting too long for the dentist”.",
    )
    words = forms.CharField(
        label="Their words, changed",
        required=False,
        max_length=2000,
        help_text="As the board may read them. Nobody must be able to tell who wrote them.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    said_by = forms.CharField(label="Who said it?", max_length=100, initial="A young person", help_text="Never a name.")
    promise = forms.ModelChoiceField(
        label="Which promise is it about?", queryset=Promise.objects.none(), required=False, empty_label="No promise"
    )

    def __init__(self, *args: Any, viewer: Viewer, message: Submission, **kwargs: Any) -> None:
        """As GovForm. Without the child's yes there is no box for words."""
        super().__init__(*args, **kwargs)
        promises = Promise.objects.visible_to(viewer).filter(body=message.body_id).kept_up(on=viewer.on)
        self.fields["promise"].queryset = promises  # type: ignore[attr-defined]
        if message.wish != Submission.Wish.BOARD:
            del self.fields["words"]

    def hints(self) -> list[str]:
        """Whether something looks like a name."""
        told = " . ".join(self.cleaned_data.get(name, "") for name in self.read_fields)
        hint = name_hint(told, [Council.here().place, *YoungGroup.objects.values_list("name", flat=True)])
        return [hint] if hint else []

    @property
    def must_read_back(self) -> bool:
        """Only when something looks like a name."""
        return bool(self.hints())


class AnswerForm(ReadBack):
    """A letter to one child."""

    what: ClassVar[dict[str, str]] = {"text": "your answer", "signed": "a first name"}
    button = "Read it back"
    read_fields: ClassVar[tuple[str, ...]] = ("text", "signed")
    text = forms.CharField(
        label="What do you say to them?",
        max_length=3000,
        help_text="Short words, one idea a sentence. Leave out what could hurt them if somebody looks over their shoulder.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    signed = forms.CharField(label="Signed", max_length=60, help_text="The first name that they know.")

    def hints(self) -> list[str]:
        """What could be easier to read."""
        return hints(self.cleaned_data["text"])
