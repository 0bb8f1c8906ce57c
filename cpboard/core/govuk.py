"""How a Django form field becomes a GOV.UK component: which partial, with which variables. The mapping lives here only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.widgets import Input

from cpboard.core.fields import PARTS, DateParts
from cpboard.core.forms import wrong_parts

# Attributes that a partial sets itself, or that GOV.UK advises against: maxlength cuts a paste short in silence.
OURS = {"class", "rows", "cols", "maxlength", "minlength", "required", "min", "max", "step", "type", "prefix", "suffix"}
PASSED = ("autocomplete", "inputmode", "spellcheck", "autocapitalize")

DJANGO_ROWS = "10"  # Django's own default, which nobody chose

Context = dict[str, Any]


def component(bound: forms.BoundField) -> tuple[str, Context]:
    """The name of the partial in templates/components and its variables, for one bound field."""
    widget = bound.field.widget
    for kinds, name, more in _kinds():
        if isinstance(widget, kinds):
            return name, {**_common(bound), **more(bound)}
    return "field", {**_common(bound), "control": bound}


def _kinds() -> list[tuple[Any, str, Any]]:
    """Widget classes, the narrower before the wider, each with its partial and what the partial needs beside."""
    return [
        (DateParts, "date-input", _date),
        ((forms.CheckboxSelectMultiple, forms.SelectMultiple), "checkboxes", _choices),
        (forms.RadioSelect, "radios", _choices),
        (forms.Select, "select", _select),
        (forms.CheckboxInput, "checkboxes", _single_checkbox),
        (forms.Textarea, "textarea", _textarea),
        (forms.PasswordInput, "password-input", lambda bound: {}),
        (forms.FileInput, "file-upload", _file),
        (Input, "input", _input),
    ]


def _common(bound: forms.BoundField) -> Context:
    attrs = bound.field.widget.attrs
    return {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": label(bound),
        "label_classes": "govuk-label--s",
        "legend_classes": "govuk-fieldset__legend--s",
        "hint": bound.help_text,
        "error": next(iter(bound.errors), ""),
        "classes": attrs.get("class", ""),
        "disabled": bound.field.disabled,
        **{key: attrs[key] for key in PASSED if key in attrs},
        "attributes": {key: value for key, value in attrs.items() if key not in OURS and key not in PASSED},
    }


def label(bound: forms.BoundField) -> str:
    """The label, with "(optional)" where an answer may be left out and the form says so."""
    optional = not bound.field.required and not isinstance(bound.field, forms.BooleanField)
    says = getattr(bound.form, "say_optional", True)
    return f"{bound.label} (optional)" if optional and says else str(bound.label)


def _text(bound: forms.BoundField) -> str:
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else str(value)


def _input(bound: forms.BoundField) -> Context:
    widget = bound.field.widget
    attrs = widget.attrs
    kind = getattr(widget, "input_type", "text")
    extra: Context = {"value": _text(bound), "type": kind, "prefix": attrs.get("prefix"), "suffix": attrs.get("suffix")}
    if kind == "number":
        whole = isinstance(bound.field, forms.IntegerField) and not isinstance(bound.field, forms.FloatField)
        extra |= {"type": "text", "inputmode": attrs.get("inputmode", "numeric" if whole else "decimal")}
    if kind == "email":
        extra |= {"autocomplete": attrs.get("autocomplete", "email"), "spellcheck": "false"}
    return extra


def _textarea(bound: forms.BoundField) -> Context:
    limit = getattr(bound.field, "max_length", None)
    rows = bound.field.widget.attrs.get("rows")
    return {"value": _text(bound), "rows": 5 if rows == DJANGO_ROWS else rows, "maxlength": limit}


def _file(bound: forms.BoundField) -> Context:
    return {"multiple": getattr(bound.field.widget, "allow_multiple_selected", False), "javascript": True}


def _date(bound: forms.BoundField) -> Context:
    boxes = bound.field.widget.format_value(bound.value())
    wrong = wrong_parts(bound) if bound.errors else []
    return {"items": [_box(bound, part, boxes[part], part in wrong) for part in PARTS]}


def _box(bound: forms.BoundField, part: str, value: str, wrong: bool) -> Context:
    width = "govuk-input--width-4" if part == "year" else "govuk-input--width-2"
    return {
        "id": f"{bound.auto_id}-{part}",
        "name": f"{bound.html_name}-{part}",
        "label": part.capitalize(),
        "value": value,
        "classes": f"govuk-date-input__input {'govuk-input--error ' if wrong else ''}{width}",
    }


def _choices(bound: forms.BoundField) -> Context:
    return {"items": [_item(bound, each, n) for n, each in enumerate(_flat(bound), start=1)]}


def _item(bound: forms.BoundField, option: Context, n: int) -> Context:
    hints = getattr(bound.field.widget, "hints", {})
    return {
        "id": bound.auto_id if n == 1 else f"{bound.auto_id}-{n}",
        "value": str(option["value"]),
        "text": option["label"],
        "checked": option["selected"],
        "hint": hints.get(str(option["value"]), ""),
    }


def _groups(bound: forms.BoundField) -> Any:
    widget: Any = bound.field.widget
    value = widget.format_value(bound.value())
    return widget.optgroups(bound.html_name, value, {})


def _flat(bound: forms.BoundField) -> list[Context]:
    return [option for _, options, _ in _groups(bound) for option in options]


def _select(bound: forms.BoundField) -> Context:
    groups = [{"label": name, "items": [_option(each) for each in options]} for name, options, _ in _groups(bound)]
    return {"groups": groups}


def _option(option: Context) -> Context:
    text = "Choose one" if option["label"] == "---------" else option["label"]
    return {"value": str(option["value"]), "text": text, "selected": option["selected"]}


def _single_checkbox(bound: forms.BoundField) -> Context:
    """One box: its label is the choice itself, so there is no legend."""
    value = bound.field.widget.attrs.get("value", "on")
    item = {"id": bound.auto_id, "value": value, "text": bound.label, "checked": bool(bound.value())}
    return {"label": "", "items": [item]}
