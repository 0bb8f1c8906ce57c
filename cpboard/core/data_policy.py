"""What the house holds and why, as docs/data-policy.yaml says it (reference: style §4.1 rule 16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from django.db import models

from cpboard.core.sealing import SealedTextField

FILE = Path(__file__).resolve().parents[2] / "docs" / "data-policy.yaml"
SEALED = "sealed"
CLASSES = ("public", "members", "private", SEALED, "personal", "technical")
WORDS = ("why", "keep", "leaves")
Policy = dict[str, Any]
Model = type[models.Model]


def read(text: str) -> Policy:
    """The policy as it is written. Raises `yaml.YAMLError`, which names the line, when it is not YAML."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: Policy = yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader, the quick one where there is one
    return found


def faults(policy: Policy, tables: Iterable[Model]) -> Iterator[str]:
    """Every table or column without a line, every line without its table, and every word that means nothing."""
    there = {model._meta.label: model for model in tables}
    lines = policy["tables"]
    yield from _faults_of_names(policy)
    for label, model in sorted(there.items()):
        tracked = tracked_by(model)
        if tracked and tracked._meta.label in lines:
            added = sorted(columns(model) - columns(tracked) - set(classes_of(policy["history"])))
            yield from (f"{label}.{name} has no line under `history`." for name in added)
        elif label not in lines:
            yield f"{label} has no line."
        else:
            yield from _faults_of_table(label, model, lines[label])
    yield from (f"{label} has a line, and there is no such table." for label in sorted(lines.keys() - there.keys()))


def _faults_of_table(label: str, model: Model, line: Policy) -> Iterator[str]:
    said, held = classes_of(line), columns(model)
    apart: Policy = line.get("apart", {})
    yield from (f"{label}.{name} has no class." for name in sorted(held - said.keys()))
    yield from (f"{label}.{name} has a line, and there is no such column." for name in sorted((said.keys() | apart.keys()) - held))
    for name in sorted(held & said.keys()):
        encrypted = isinstance(model._meta.get_field(name), SealedTextField)
        if encrypted != (said[name] == SEALED):
            yield f"{label}.{name} is {said[name]}, and the column is {'' if encrypted else 'not '}sealed."


def _faults_of_names(policy: Policy) -> Iterator[str]:
    """A class, a period or a way out that nobody explained; a line that lacks one; a column with two classes."""
    parts = {**policy["tables"], "history": policy["history"], **policy["elsewhere"]}
    for label, line in parts.items():
        yield from (f"{label} does not say `{word}`." for word in WORDS if not line.get(word))
        twice = [name for name, times in Counter(name for kind in CLASSES for name in line.get(kind, ())).items() if times > 1]
        yield from (f"{label}.{name} has two classes." for name in twice)
        for said in (line, *line.get("apart", {}).values()):
            yield from _faults_of_words(label, said, policy)
    yield from (f"The class {kind} is not explained." for kind in CLASSES if kind not in policy["classes"])


def _faults_of_words(label: str, said: Policy, policy: Policy) -> Iterator[str]:
    if said.get("keep") not in (None, *policy["keep"]):
        yield f"{label}: nobody explained to keep it “{said['keep']}”."
    yield from (f"{label}: nobody explained the way out “{way}”." for way in said.get("leaves", ()) if way not in policy["leaves"])
    unknown = sorted(said.keys() - {*WORDS, *CLASSES, "apart", "what", "class"})
    yield from (f"{label}: “{word}” is not a word of this file." for word in unknown)


def classes_of(line: Policy) -> dict[str, str]:
    """The class of each column that a line names."""
    return {name: kind for kind in CLASSES for name in line.get(kind, ())}


def columns(model: Model) -> set[str]:
    """The columns of a table and its tables of links, by the names that the code has for them."""
    return {field.name for field in (*model._meta.local_fields, *model._meta.local_many_to_many)}


def tracked_by(model: Model) -> Model | None:
    """The table whose changes this one holds; None for a table of its own."""
    found: Model | None = getattr(model, "instance_type", None)
    return found
