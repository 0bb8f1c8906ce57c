"""Truth held by the database: sealed rows, pairs, choices (reference: style §3.9, §3.11)."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q


class Sealed(Exception):
    """A sealed row was to be changed or deleted. It is corrected only by a new row."""


class SealedQuerySet(models.QuerySet[Any]):
    """No bulk change goes round the seal."""

    def update(self, **kwargs: Any) -> int:
        """Never."""
        raise Sealed(f"{self.model.__name__} rows are written once.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Never."""
        raise Sealed(f"{self.model.__name__} rows are never deleted.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Never."""
        raise Sealed(f"{self.model.__name__} rows are written once.")


class SealedModel(models.Model):
    """A row that is written once: a decision, a closure, a release. `record` is its only door."""

    objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def record(cls, **values: Any) -> Self:
        """Write a new row and give it back. Raises `Sealed` on nothing: a new row is always allowed."""
        row = cls(**values)
        row.save(force_insert=True)
        return row

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert only."""
        if self.pk is not None and not self._state.adding:
            raise Sealed(f"{type(self).__name__} {self.pk} is sealed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never."""
        raise Sealed(f"{type(self).__name__} {self.pk} is sealed.")


def hold_seal(sender: type[models.Model], **_: Any) -> None:
    """A sealed model whose manager would let a bulk change through does not load."""
    sealed = issubclass(sender, SealedModel) and not sender._meta.abstract and sender.__module__ != "__fake__"
    if sealed and not issubclass(getattr(sender._default_manager, "_queryset_class", object), SealedQuerySet):
        raise TypeError(f"{sender.__name__} is sealed, so its QuerySet must be a SealedQuerySet.")


models.signals.class_prepared.connect(hold_seal)


def both_or_neither(first: str, second: str) -> models.CheckConstraint:
    """A moment and a person belong together: both are there, or neither."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True}) | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=f"%(app_label)s_%(class)s_{first}_with_{second}"[:60],
        violation_error_message=f"Give both {first} and {second}, or neither.",
    )


def hold_choices(sender: type[models.Model], **_: Any) -> None:
    """Give every column of text choices its check, so that no code can write another word.

    Runs when a model class is made; a choice that is added needs a migration, which is the point.
    """
    meta = sender._meta
    if sender.__module__ == "__fake__" or meta.abstract or meta.app_label not in OUR_APPS:
        return
    checks = [_choice_check(meta, field) for field in meta.local_fields if field.choices and _is_text(field)]
    if checks:
        meta.constraints = [*meta.constraints, *checks]
        meta.original_attrs["constraints"] = meta.constraints


OUR_APPS = frozenset(
    ["core", "board", "publishing", "demo", "voice", "postbox", "champions", "performance", "meetings", "closed", "actions"]
)


def _is_text(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.CharField) and not field.model.__name__.startswith("Historical")


def _choice_check(meta: Any, field: models.Field[Any, Any]) -> models.CheckConstraint:
    allowed = [value for value, _ in field.flatchoices if value] + ([""] if field.blank else [])
    return models.CheckConstraint(
        condition=Q(**{f"{field.name}__in": allowed}),
        name=f"{meta.app_label}_{meta.model_name}_{field.name}_choice"[:63],
        violation_error_message=f"Choose one of the options for {field.verbose_name}.",
    )


models.signals.class_prepared.connect(hold_choices)


def in_order(first: str, second: str) -> models.CheckConstraint:
    """The second day or moment is not before the first; an open end is allowed."""
    return models.CheckConstraint(
        condition=Q(**{f"{second}__isnull": True}) | Q(**{f"{second}__gte": models.F(first)}),
        name=f"%(app_label)s_%(class)s_{first}_before_{second}"[:60],
        violation_error_message="The end must not be before the start.",
    )


def exactly_one(*fields: str) -> models.CheckConstraint:
    """Exactly one of these links is set."""
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{f}__isnull": f != chosen for f in fields})
    return models.CheckConstraint(
        condition=condition,
        name="%(app_label)s_%(class)s_one_source",
        violation_error_message="Choose exactly one source.",
    )


def current_q(on: Any, prefix: str = "") -> Q:
    """Terms that run on a day: started, and not ended before it."""
    return Q(**{f"{prefix}starts_on__lte": on}) & (Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": on}))
