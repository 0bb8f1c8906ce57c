"""What a deed or the database refuses, said as a sentence to the person who typed it (design §8).

The database is the wall: a check beforehand can be overtaken by another person's save, a constraint cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction

# The start of a constraint's name: the field that bears the fault, and the sentence.
Sentences = Mapping[str, tuple[str, str]]
T = TypeVar("T")


@contextmanager
def in_words(sentences: Sentences, *changed: models.Model) -> Iterator[None]:
    """Write inside this. A constraint that refuses is raised as ValidationError with its sentence.

    `changed` are rows that were there before: refused, they are as they were, so that the page that
    shows the refusal shows no change. A constraint without a sentence is a fault of ours, raised as it came.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as fault:
        for row in changed:
            row.refresh_from_db()
        raise _refusal(fault, sentences) from fault


def _refusal(fault: IntegrityError, sentences: Sentences) -> Exception:
    diagnosis = getattr(fault.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or ""
    found = next((said for start, said in sentences.items() if name.startswith(start)), None)
    return ValidationError({found[0]: found[1]}) if found else fault


def carried_out(form: forms.Form, deed: Callable[[], T]) -> T | None:
    """What the deed gave back; None if the form or the deed refused. The reason then stands on the form."""
    if not form.is_valid():
        return None
    try:
        return deed()
    except ValidationError as refusal:
        _say(form, refusal)
        return None


def _say(form: forms.Form, refusal: ValidationError) -> None:
    faults = refusal.error_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.error_list}
    for field, errors in faults.items():
        form.add_error(field if field in form.fields else None, list(errors))
