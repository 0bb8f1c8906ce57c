"""The forms' common manners: messages that say what to do, an error summary, rendering by our own template pack."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.utils import ErrorDict, pretty_name

from cpboard.core import fields as own


class Gov:
    """What GovForm adds to a Django form. `what` names each field in messages: {"title": "a title"}."""

    what: ClassVar[dict[str, str]] = {}
    button: ClassVar[str] = "Save and continue"
    say_optional: ClassVar[bool] = True
    fields: dict[str, forms.Field]
    errors: ErrorDict

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Build the form, then give its fields our words and its page our way of rendering."""
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.include_media = False
        for name, field in self.fields.items():
            if type(field.widget) is forms.Textarea:
                field.widget = own.Lines(field.widget.attrs)
            speak_plainly(field, self.what.get(name, "") or name_in_words(field, name))

    def error_summary(self) -> list[dict[str, str]]:
        """The errors for the box at the top, in the order of the page: [{"href", "text"}]; general ones first."""
        if not cast(forms.Form, self).is_bound:
            return []
        return [self._line(name, str(text)) for name in self._order() for text in self.errors.get(name, [])]

    def _order(self) -> list[str]:
        return ["__all__", *self.fields]

    def _line(self, name: str, text: str) -> dict[str, str]:
        shown = name in self.fields and not self.fields[name].widget.is_hidden
        anchor = f"#{first_id(cast(forms.Form, self)[name])}" if shown else ""
        return {"href": anchor, "text": text}


class GovForm(Gov, forms.Form):
    """The base of every form in the house."""


def gov_form(button: str = "", **words: str) -> Callable[[type[forms.Form]], type[Any]]:
    """Give a form class of another library our manners. `words` names its fields in messages."""

    def dress(cls: type[forms.Form]) -> type[Any]:
        extra = {"what": words, "button": button or Gov.button, "__doc__": cls.__doc__, "__module__": cls.__module__}
        return type(cls.__name__, (Gov, cls), extra)

    return dress


def speak_plainly(field: forms.Field, name: str) -> None:
    """Replace Django's stock messages of `field` by ones that say what to do; messages set by hand stay."""
    stock = _stock_messages(type(field))
    for code, text in _plain_messages(field, name).items():
        if field.error_messages.get(code) == stock.get(code):
            field.error_messages[code] = text


def name_in_words(field: forms.Field, name: str) -> str:
    """How messages name a field that was given no name: from its own `what`, its label, or its key."""
    label = str(field.label or pretty_name(name))
    if isinstance(field, own.DateField | own.TimeField):
        return field.what
    if label.endswith("?"):
        return f"an answer to “{label}”"
    first = label.split(" ")[0]
    is_name = first == "I" or any(letter.isupper() for letter in first[1:])
    return label if is_name else label[:1].lower() + label[1:]


def first_id(bound: forms.BoundField) -> str:
    """The id of the first control of a field that an error points at: for a date, the first wrong box."""
    if not isinstance(bound.field.widget, own.DateParts):
        return bound.auto_id
    return f"{bound.auto_id}-{wrong_parts(bound)[0]}"


def wrong_parts(bound: forms.BoundField) -> list[str]:
    """Which boxes of a date an error points at; all three if the error does not say."""
    faults = bound.form.errors.as_data().get(bound.name, [])
    return next((list(f.params["parts"]) for f in faults if f.params and "parts" in f.params), list(own.PARTS))


def _plain_messages(field: forms.Field, name: str) -> dict[str, str]:
    thing = own.subject(name).replace("%", "%%")
    says = {"required": f"{_verb(field)} {name}"}
    if isinstance(field, forms.FileField):
        return {**says, "empty": "That file is empty. Choose another."}
    return {
        **says,
        **_invalid(field, thing),
        "invalid_choice": f"Choose {name} from the list",
        "max_length": f"{thing} must be %(limit_value)s characters or fewer. You have written %(show_value)s.",
        "min_length": f"{thing} must be %(limit_value)s characters or more",
        "min_value": f"{thing} must be %(limit_value)s or more",
        "max_value": f"{thing} must be %(limit_value)s or less",
    }


def _invalid(field: forms.Field, thing: str) -> dict[str, str]:
    if isinstance(field, forms.EmailField):
        return {"invalid": "Enter an e-mail address in the right form, like name@example.com"}
    if isinstance(field, forms.URLField):
        return {"invalid": "Enter a web address, like https://www.example.org"}
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        return {"invalid": f"{thing} must be a number"}
    return {}


def _verb(field: forms.Field) -> str:
    if isinstance(field, forms.BooleanField):
        return "Tick"
    return "Choose" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField) else "Enter"


def _stock_messages(cls: type[forms.Field]) -> dict[str, Any]:
    stock: dict[str, Any] = {}
    for each in reversed(cls.__mro__):
        stock.update(getattr(each, "default_error_messages", {}))
    return stock
